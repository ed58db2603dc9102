"""An officer's decisions about a file of the outbox: to hold it, to release it, to do without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.errors import ContentError
from generator.reading.marked import Unreadable
from generator.social.approving import SUFFIX
from generator.social.outbox import BASELINE, files_of, read_outgoing

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.post import Outgoing

_HOLD = re.compile(rb"^hold:.*\n?", re.MULTILINE)
_POSTS = re.compile(rb"^posts:", re.MULTILINE)


def find(root: Path, id_: str) -> Path:
    """The file with an id, or with the only one that begins so.

    Raises:
        ContentError: there is none, or there are several.
    """
    files = files_of(root)
    found = [file for file in files if file.stem == id_] or [file for file in files if file.stem.startswith(id_)]
    if len(found) != 1:
        some = ", ".join(file.stem for file in found[:5]) or "`daylight queue` lists those that are there"
        raise ContentError(f"{len(found) or 'No'} files of the outbox begin with {id_!r}: {some}.")
    return found[0]


def hold(root: Path, id_: str) -> Path:
    """Let a file wait; all else in it stays as it stands.

    Raises:
        ContentError: it is written in another way than a build writes it, and nothing was changed.
    """
    file = find(root, id_)
    text = _HOLD.sub(b"", file.read_bytes())
    return _rewritten(root, file, _POSTS.sub(b"hold: true\nposts:", text, count=1), held=True)


def release(root: Path, id_: str) -> Path:
    """Let a file go out; all else in it stays as it stands. Errors are those of `hold`."""
    file = find(root, id_)
    return _rewritten(root, file, _HOLD.sub(b"", file.read_bytes()), held=False)


def _rewritten(root: Path, file: Path, content: bytes, *, held: bool) -> Path:
    before = file.read_bytes()
    file.write_bytes(content)
    name = file.relative_to(root).as_posix()
    try:
        done = read_outgoing(root, name)[0].hold is held
    except Unreadable:
        done = False
    if not done:
        file.write_bytes(before)
        word = "Write" if held else "Remove"
        raise ContentError(f"{name}: {word} `hold: true` yourself: the file is not written as a build writes it.")
    return file


def cancel(root: Path, id_: str) -> Outgoing:
    """Do without a file: it is removed, and what it was about is taken as known, so that it is not drafted again."""
    file = find(root, id_)
    outgoing, _ = read_outgoing(root, file.relative_to(root).as_posix())
    baseline = root / BASELINE
    text = baseline.read_text("utf-8") if baseline.exists() else ""
    if text and not text.endswith("\n"):
        text += "\n"
    baseline.write_text(text + "".join(f"{key}\n" for key in outgoing.keys), "utf-8")
    file.unlink()
    file.with_name(file.name + SUFFIX).unlink(missing_ok=True)
    return outgoing
