"""What every format can hold."""

from __future__ import annotations

import re

_ILLEGIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold (XML 1.0, section 2.2); JSON could, but its readers are spared it as well."""


def legible(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return _ILLEGIBLE.sub("", text)
