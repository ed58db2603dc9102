"""Proposals are written into their files, each whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.errors import ContentError

if TYPE_CHECKING:
    from generator.fixing.proposing import Proposal

_MARK = b"\xef\xbb\xbf"


def apply(root: Path, proposal: Proposal) -> None:
    """Write what `proposal` says.

    Raises:
        ContentError: a file is not what it was when the proposal was made; nothing is written to it.
    """
    for name, text in proposal.after.items():
        path = root / name
        old = path.read_bytes() if path.exists() else b""
        mark = _MARK if old.startswith(_MARK) else b""
        if path.is_symlink() or old.removeprefix(mark).decode("utf-8") != proposal.before[name]:
            raise ContentError(f"{name}: The file was changed meanwhile. Run `daylight fix` again.")
        _replace(path, mark + text.encode("utf-8"))


def _replace(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            if path.exists():
                shutil.copymode(path, stream.name)
            else:
                Path(stream.name).chmod(0o644)
            Path(stream.name).replace(path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
