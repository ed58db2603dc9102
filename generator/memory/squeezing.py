"""What is kept of a dataset takes a fifth of its room: so many more fit into the cache before any is forgotten."""

from __future__ import annotations

import zlib

_MOST = 64_000_000
"""Bytes past which nothing is squeezed: no entry can grow to more than that as it is read."""
_LEVEL = 2
"""Half a millisecond for a hundred kilobytes; the best level takes thrice as long for a sixth less."""
_WHOLE, _SQUEEZED = b"=", b"z"


def squeezed(content: bytes) -> bytes:
    """`content` as it is to be kept."""
    if len(content) > _MOST:
        return _WHOLE + content
    return _SQUEEZED + zlib.compress(content, _LEVEL)


def whole(kept: bytes) -> bytes:
    """What `squeezed` was given.

    Raises:
        ValueError: it was given nothing of the kind.
    """
    if kept[:1] == _WHOLE:
        return kept[1:]
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(kept[1:], _MOST + 1)  # so much, and whether it ends there
    except zlib.error as bad:
        raise ValueError(str(bad)) from None
    if kept[:1] != _SQUEEZED or not reader.eof:
        raise ValueError("It is not whole, or too large.")
    return content
