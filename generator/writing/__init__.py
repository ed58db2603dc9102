"""The one place where files of the site are written."""
