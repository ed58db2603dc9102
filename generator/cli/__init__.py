"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

from generator.cli.commands import main

__all__ = ["main"]
