"""The steps of a build, each done again only for what has changed since it was last done."""
