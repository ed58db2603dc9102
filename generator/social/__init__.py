"""Entries become posts that officers review, and posts go out to the world."""
