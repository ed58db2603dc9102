"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

from generator.cli import checking, delivering, publishing, queueing, status
from generator.cli.group import main

__all__ = ["checking", "delivering", "main", "publishing", "queueing", "status"]
