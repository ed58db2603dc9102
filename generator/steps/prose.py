"""The target of all prose and of the theme's files, which MkDocs makes together."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from generator.memory.digests import digest
from generator.model.publication import Artifact
from generator.steps.packs import packed, unpacked
from generator.steps.target import Target, key_of, version_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.model.publication import Publication
    from generator.steps.means import Means

_PROSE = "prose"


class Prose(Protocol):
    """Renders the pages of prose, and the files that the theme brings, into a folder."""

    def __call__(self, publication: Publication, folder: Path, /) -> None:
        """Write them."""
        ...


def prose_target(prose: Prose, publication: Publication, parts: Mapping[str, str], means: Means) -> Target:
    """The target; what `prose` writes is remembered while its parts stay the same.

    Args:
        prose: Renders it.
        publication: What is published.
        parts: Digests of all that it is made from, by their names.
        means: What to work with.
    """
    key = digest(_PROSE, key_of(parts))
    pack = means.memory.find(_PROSE, key)
    if pack is None:
        with TemporaryDirectory(prefix="daylight-prose-") as folder:
            for each in means.observe("prose", [Path(folder)], 1):
                prose(publication, each)
            pack = packed([], [(path, (Path(folder) / path).read_bytes()) for path in _files(Path(folder))])
        means.memory.keep(_PROSE, key, pack)
    found = unpacked(pack)[1]

    def make(paths: Collection[str]) -> Iterator[Artifact]:
        yield from (Artifact(path=path, content=content) for path, content in found.items() if path in paths)

    versions = {path: version_of(content) for path, content in found.items()}
    return Target(name="the prose and the theme", files=versions, make=make, tell=partial(dict, parts))


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
