"""Two folders change places in one step, where the system can; nobody then sees a moment without either."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are as for any other call (Linux, fcntl.h)."""
_EXCHANGE = 2
"""RENAME_EXCHANGE (Linux, renameat2(2)) and RENAME_SWAP (macOS, renamex_np(2)) are the same number."""


def exchange(one: Path, other: Path) -> bool:
    """Have two folders change places; False where this system or file system cannot, and nothing was done."""
    first, second = os.fsencode(one), os.fsencode(other)
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return not library.renamex_np(first, second, _EXCHANGE)
        return not library.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    return False
