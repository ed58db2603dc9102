"""What old versions of files tell of addresses: terms and files that were listed, and names that things had before."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model.dataset import PUBLISHED
from generator.model.naming import address_before
from generator.reading.diffs import changes
from generator.reading.documents import split
from generator.reading.forms import is_language
from generator.reading.git import STRAIGHT, ask, blob
from generator.reading.lines import MOST_BYTES, parse
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.reading.diffs import Before

_VOCABULARIES = "content/vocabularies/"
_FILES = (
    f":(glob){_VOCABULARIES}*.yaml",
    ":(glob)datasets/*/*/datapackage.*",
    ":(glob)content/announcements/**/*.md",
    ":(glob)content/pages/*.md",
)
_KEYS = ("formerly", "replaces")
"""Under which a thing names addresses that lead to it."""
_MOST_FORMER = 100
"""Names that a thing may have had; a file with more was refused."""
_NAME = re.compile(r"[a-z0-9/-]+")
_NAMES = re.compile(r"""-[\s\[\],"'/-]*[a-z0-9][\s\[\],"'a-z0-9/-]*(?:#.*)?""")
"""What may be part of a list of names, a line of which was taken away."""
_DRAFT = re.compile(r"""[-+]["']?status["']?\s*:\s*["']?Draft""")
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
    former: set[str] = field(default_factory=set)
    """`path address` of each name that a file said something had before: the address without slashes around it."""
    drafts: set[str] = field(default_factory=set)
    """Files of alerts that were removed as drafts."""
    public: set[str] = field(default_factory=set)
    """Files of announcements and pages that were removed while they were none, or became drafts."""
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
                self._vocabulary(root, before, told)
            elif before.path.startswith("datasets/"):
                self._descriptor(root, before, told)
            elif before.path:
                self._text(root, before, told)

    def _vocabulary(self, root: Path, before: Before, told: Iterable[str]) -> None:
        gone, come, named = set[str](), set[str](), False
        for line in told:
            named |= _may_name(line, before)
            if line[0] == "-":
                gone.update(_ID.findall(line))
            else:
                come.update(_KEPT.findall(line))
        if not named and not gone - come:
            return
        value = _parsed(blob(root, before.blob, MOST_BYTES), before.path)
        terms = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
        name = before.path.removeprefix(_VOCABULARIES).removesuffix(".yaml")
        self.terms |= {f"{name}/{id_}" for id_ in (gone - come) & {str(each.get("id")) for each in terms}}
        for each in terms:
            self._names(before, each, f"{name}/")

    def _descriptor(self, root: Path, before: Before, told: Iterable[str]) -> None:
        folder, named = before.path.rpartition("/")[0], False
        for line in told:
            named |= _may_name(line, before)
            if line[0] == "-":
                self.files |= {f"{folder}/{name}" for name in _files(line)}
        if named:
            self._names(before, _parsed(blob(root, before.blob, MOST_BYTES), before.path), "datasets/")

    def _text(self, root: Path, before: Before, told: Iterable[str]) -> None:
        named = draft = False
        for line in told:
            named |= _may_name(line, before)
            draft |= _DRAFT.match(line) is not None
        value = _parsed(blob(root, before.blob, MOST_BYTES), before.path) if named or draft else {}
        self._names(before, value, "announcements/" if before.path.startswith("content/announcements/") else "")
        if draft and isinstance(value, dict) and value.get("kind") == "alert" and value.get("status") == "Draft":
            self.drafts |= {before.path} if before.removed else set()
        elif draft or before.removed:
            self.public.add(before.path)

    def _names(self, before: Before, value: object, folder: str) -> None:
        said: dict[str, Any] = value if isinstance(value, dict) else {}
        for key in _KEYS:
            names = said.get(key)
            if isinstance(names, list) and len(names) <= _MOST_FORMER:
                fit = [each for each in names if isinstance(each, str) and _NAME.fullmatch(each)]
                if key == "formerly" and folder:  # what has names of its own had no whole addresses
                    fit = [each for each in fit if not each.startswith("/")]
                self.former |= {f"{before.path} {address_before(each, folder)}" for each in fit}

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


def _may_name(line: str, before: Before) -> bool:
    """Whether a line may be one of a list of names that something had before, of which a part was taken away."""
    named = any(key in line for key in _KEYS)
    return line[0] == "-" and (named or (not before.removed and _NAMES.fullmatch(line) is not None))


def _files(line: str) -> Iterator[str]:
    """Names of files in a line; of several, each and all as one, for a name may have commas."""
    for ending in _ENDING.finditer(line):
        if found := _FILE.search(line, max(1, ending.start() - _MOST_NAME), ending.end()):
            yield found[0]
            yield found[0].rpartition(", ")[2]


def _parsed(text: str | None, name: str) -> Any:  # noqa: ANN401 - whatever the file held
    """What a version of a file said; None where it could not be read, so that nothing was made from it."""
    try:
        if name.endswith(".md"):
            return split(text or "", name)[0].value
        return parse(text or "", name, tags=name == _SETTINGS).value
    except (Unreadable, ValueError, TypeError, RecursionError):
        return None
