"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

from generator import collecting

collecting.seldom()  # imports are many objects already

from generator.cli import checking, delivering, publishing, queueing, status
from generator.cli.group import main

__all__ = ["checking", "delivering", "main", "publishing", "queueing", "status"]
