"""What is kept comes back as it was, and nothing grows without bounds."""

from __future__ import annotations

import zlib

import pytest

from generator.memory import squeezing
from generator.memory.squeezing import squeezed, whole


@pytest.mark.parametrize("content", [b"", b"a", b"page " * 10_000, bytes(range(256))])
def test_it_comes_back(content: bytes) -> None:
    assert whole(squeezed(content)) == content


def test_text_takes_less_room() -> None:
    assert len(squeezed(b"page " * 10_000)) < 5_000


def test_what_is_large_is_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(squeezing, "_MOST", 4)
    assert squeezed(b"12345") == b"=12345"
    assert whole(b"=12345") == b"12345"


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"z",
        b"zno",
        b"?" + zlib.compress(b"text"),
        b"z" + zlib.compress(b"text")[:-1],
        b"z" + zlib.compress(b"\0" * 1000),
    ],
)
def test_anything_else_is_refused(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(squeezing, "_MOST", 100)
    with pytest.raises(ValueError, match=r"\w"):
        whole(kept)
