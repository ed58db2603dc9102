"""What old versions of files tell of addresses: terms and files that were listed, and names that things had before."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model.dataset import PUBLISHED
from generator.reading.diffs import changes
from generator.reading.forms import is_language
from generator.reading.git import STRAIGHT, ask, blob
from generator.reading.lines import MOST_BYTES, parse
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.reading.diffs import Before

_VOCABULARIES = "content/vocabularies/"
_FILES = (f"{_VOCABULARIES}*.yaml", ":(glob)datasets/*/*/datapackage.*")
_SETTINGS = "mkdocs.yml"
_MOST_SETTINGS = 200_000
"""Bytes of settings; those of a site take some 2,000."""
_ID = re.compile(r"""\bid["']?\s*:\s*["']?([a-z0-9-]+)""")
"""What may be the id of a term in a line that was taken away; the parsed version tells whether it is one."""
_KEPT = re.compile(r"""(?:^\+\s*(?:-\s*)?|[{,]\s*)["']?id["']?\s*:\s*["']?([a-z0-9-]+)""")
"""What is the id of a term in a line that was added."""
_ENDING = re.compile(rf"""\.(?:{"|".join(sorted(PUBLISHED))})(?![\w.])""")
_FILE = re.compile(r"[^\W_][\w .,()+/-]*\Z")
_MOST_NAME = 255
"""Letters of a file's name."""


@dataclass(kw_only=True, slots=True)
class Traces:
    """What was found, in commits up to one."""

    terms: set[str] = field(default_factory=set)
    """`topics/id` and its like of each term that was taken out."""
    files: set[str] = field(default_factory=set)
    """`datasets/agency/name/file` of each file that a line of a descriptor named which was taken away."""
    languages: set[str] = field(default_factory=set)
    """In which the site had pages, by its settings as they were and are."""

    def follow(self, root: Path, span: str) -> None:
        """Find what the commits of a span left.

        Raises:
            Broken: git cannot tell all of it.
        """
        self.languages.update(_languages(root, span))
        for before, told in changes(root, span, _FILES):
            if before.path.startswith(_VOCABULARIES):
                self.terms |= _terms(root, before, told)
            else:
                folder = before.path.rpartition("/")[0]
                self.files |= {f"{folder}/{name}" for line in told if line[0] == "-" for name in _files(line)}

    def encoded(self) -> dict[str, list[str]]:
        """As JSON can have it."""
        return {name: sorted(found) for name, found in asdict(self).items()}


def decoded(found: Mapping[str, Iterable[str]]) -> Traces:
    """What was encoded."""
    return Traces(**{name: set(each) for name, each in found.items()})


def _languages(root: Path, span: str) -> Iterator[str]:
    log = ask(root, "log", *STRAIGHT, "--format=", "--raw", "--no-abbrev", span, "--", _SETTINGS)
    versions = [line.split()[3] for line in log.said.splitlines()]
    for version in dict.fromkeys(versions):
        found = _parsed(blob(root, version, _MOST_SETTINGS), _SETTINGS)
        for key in ("extra", "daylight", "languages"):
            found = found.get(key) if isinstance(found, dict) else None
        listed = found if isinstance(found, list) else []
        yield from (each for each in listed if isinstance(each, str) and is_language(each))


def _terms(root: Path, before: Before, told: Iterable[str]) -> set[str]:
    """Terms that were in a vocabulary before and not after: what looks like it in the lines, and is in the version."""
    gone, come = set[str](), set[str]()
    for line in told:
        if line[0] == "-":
            gone.update(_ID.findall(line))
        else:
            come.update(_KEPT.findall(line))
    if not gone - come:
        return set()
    value = _parsed(blob(root, before.blob, MOST_BYTES), before.path)
    ids = {str(each.get("id")) for each in value if isinstance(each, dict)} if isinstance(value, list) else set()
    name = before.path.removeprefix(_VOCABULARIES).removesuffix(".yaml")
    return {f"{name}/{id_}" for id_ in (gone - come) & ids}


def _files(line: str) -> Iterator[str]:
    """Names of files in a line; of several, each and all as one, for a name may have commas."""
    for ending in _ENDING.finditer(line):
        if found := _FILE.search(line, max(1, ending.start() - _MOST_NAME), ending.end()):
            yield found[0]
            yield found[0].rpartition(", ")[2]


def _parsed(text: str | None, name: str) -> Any:  # noqa: ANN401 - whatever the file held
    """What a version of a file said; None where it could not be read, so that nothing was made from it."""
    try:
        return parse(text or "", name, tags=name == _SETTINGS).value
    except (Unreadable, ValueError, TypeError, RecursionError):
        return None
