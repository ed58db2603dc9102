"""What a check found, for people and programs: one file a format."""
