"""The publication becomes pages, composed by our own Jinja environment and stamped into one base template."""
