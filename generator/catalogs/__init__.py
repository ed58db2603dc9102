"""The publication becomes metadata for machines."""
