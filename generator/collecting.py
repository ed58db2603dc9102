"""How often Python looks for garbage: what a command imports, and most of what it makes, is needed until it ends."""

import gc

_YOUNG = 100_000
"""Objects that are made until garbage is looked for among them; Python's own 700 are a sixth of the time of a build."""


def seldom() -> None:
    """Look for it seldom, and never among what is there already."""
    gc.set_threshold(_YOUNG)
    gc.freeze()
