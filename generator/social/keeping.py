"""An officer's decisions about a file of the outbox: to hold it, to release it, to do without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.errors import ContentError
from generator.social.approving import SUFFIX
from generator.social.outbox import BASELINE, FOLDER, read_outgoing

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.post import Outgoing

_HOLD = re.compile(r"^hold:.*\n?", re.MULTILINE)
_POSTS = re.compile(r"^posts:", re.MULTILINE)


def find(root: Path, id_: str) -> Path:
    """The file with an id, or with the only one that begins so.

    Raises:
        ContentError: there is none, or there are several.
    """
    files = sorted((root / FOLDER).glob("*/*.yaml"))
    found = [file for file in files if file.stem == id_] or [file for file in files if file.stem.startswith(id_)]
    if len(found) != 1:
        some = ", ".join(file.stem for file in found[:5]) or "`daylight queue` lists those that are there"
        raise ContentError(f"{len(found) or 'No'} files of the outbox begin with {id_!r}: {some}.")
    return found[0]


def hold(root: Path, id_: str) -> Path:
    """Let a file wait; all else in it stays as it stands."""
    file = find(root, id_)
    text = _HOLD.sub("", file.read_text("utf-8"))
    file.write_text(_POSTS.sub("hold: true\nposts:", text, count=1), "utf-8")
    return file


def release(root: Path, id_: str) -> Path:
    """Let a file go out; all else in it stays as it stands."""
    file = find(root, id_)
    file.write_text(_HOLD.sub("", file.read_text("utf-8")), "utf-8")
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
