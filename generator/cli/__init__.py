"""The command `daylight`: words for people. It shows what the pipeline found, and decides nothing."""

import gc

YOUNG = 100_000
"""Objects that are made until garbage is looked for among them; Python's own 700 are a sixth of the time of a build."""
gc.set_threshold(YOUNG)  # what a command imports and makes is needed until it ends

from generator.cli import checking, delivering, publishing, queueing, status
from generator.cli.group import main

__all__ = ["checking", "delivering", "main", "publishing", "queueing", "status"]
