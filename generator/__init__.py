"""Daylight: a git repository of datasets and announcements becomes a public transparency site."""

__version__ = "0.1.0"
