"""A target: files of the site that are made together, what they are made from, and who makes them when that changed."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Protocol

from generator.memory.digests import plain_digest
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from generator.model.publication import Artifact


class Make(Protocol):
    """Makes files of a target."""

    def __call__(self, paths: Collection[str], /) -> Iterable[Artifact]:
        """Those at `paths`, and others where that costs nothing."""
        ...


@noun
class Target:
    """Files of the site that are made together."""

    name: str
    """As people know it."""
    files: Mapping[str, str]
    """A digest of all that each file is made from, by its path."""
    make: Make
    tell: Callable[[], Mapping[str, str]]
    """Gives the parts, which only those are asked for that are made."""

    @property
    def print(self) -> str:
        """A digest of all its files."""
        return plain_digest(*(part for pair in self.files.items() for part in pair))

    @property
    def parts(self) -> Mapping[str, str]:
        """Digests of what it is made from, each by a name that people know."""
        return self.tell()


def target_of(name: str, artifacts: list[Artifact]) -> Target:
    """A target that costs so little that it is made to know whether it has changed."""
    versions = versions_of(artifacts)
    parts = {"what is in it": plain_digest(*versions.values())}
    return Target(name=name, files=versions, make=lambda _: artifacts, tell=partial(dict, parts))


def versions_of(artifacts: Iterable[Artifact]) -> dict[str, str]:
    """A digest of each file by its path; what is copied from elsewhere has none."""
    return {each.path: version_of(each.content) for each in artifacts if isinstance(each.content, bytes)}


def key_of(parts: Mapping[str, str]) -> str:
    """One digest of all parts, whatever their order."""
    return plain_digest(*(part for pair in sorted(parts.items()) for part in pair))


def version_of(content: bytes) -> str:
    """A digest of what is in a file."""
    return hashlib.sha256(content).hexdigest()
