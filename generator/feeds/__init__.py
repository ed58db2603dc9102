"""The publication becomes feeds: the one door to feedgen."""
