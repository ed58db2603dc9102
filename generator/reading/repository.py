"""The whole repository becomes one Catalog, with everything unreadable reported together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.catalog import Catalog, Vocabulary
from generator.model.finding import Finding, Source, Where, error, warning
from generator.reading.documents import read_announcement, read_page
from generator.reading.history import read_history
from generator.reading.marked import Unreadable
from generator.reading.packages import read_dataset
from generator.reading.settings import read_settings
from generator.reading.vocabularies import read_agencies, read_regions, read_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Page, Settings
    from generator.model.dataset import Dataset

Read = TypeVar("Read")
_TOP = ("content/announcements", "content/pages", "content/vocabularies", "datasets")


def read_catalog(root: Path) -> Catalog:
    """Everything in the repository at `root`.

    Raises:
        SettingsError: `mkdocs.yml` cannot be used. All else that is unreadable is told in the catalog.
    """
    settings = read_settings(root)
    bad: list[Finding] = []

    def attempt(read: Callable[[], Read], instead: Read) -> Read:
        try:
            return read()
        except Unreadable as unreadable:
            bad.extend(unreadable.findings)
            return instead

    def each(read: Callable[[Path, Path], Read], files: Iterable[Path]) -> tuple[Read, ...]:
        found = []
        for file in files:
            try:
                found.append(read(root, file))
            except Unreadable as unreadable:
                bad.extend(unreadable.findings)
            except (ValueError, OSError, RecursionError, TypeError) as failure:
                # Nobody thought of this one; it is told like the others, so that they are told too.
                where = Where(path=file.relative_to(root).as_posix())
                bad.append(
                    error(where, f"It cannot be read: {failure}.", "Look for a value of an unusual kind.", "unreadable")
                )
        return tuple(found)

    nothing: Vocabulary[Any] = Vocabulary(terms={}, source=Source(path="", lines={}), readable=False)
    datasets: tuple[Dataset, ...] = each(read_dataset, _dataset_folders(root))
    announcements: tuple[Announcement, ...] = each(read_announcement, _files(root, "content/announcements", "**/*.md"))
    pages: tuple[Page, ...] = each(read_page, _files(root, "content/pages", "*.md"))
    bad += _irregular(root, settings.templates)
    bad += _unread(root)
    return Catalog(
        root=root,
        settings=settings,
        agencies=attempt(lambda: read_agencies(root), nothing),
        topics=attempt(lambda: read_topics(root), nothing),
        regions=attempt(lambda: read_regions(root), nothing),
        datasets=datasets,
        announcements=announcements,
        pages=pages,
        history=read_history(root),
        unreadable=tuple(bad),
    )


def _dataset_folders(root: Path) -> list[Path]:
    agencies = [path for path in _entries(root / "datasets", root) if path.is_dir()]
    return [path for agency in agencies for path in _entries(agency, root) if path.is_dir()]


def _files(root: Path, folder: str, pattern: str) -> list[Path]:
    found = sorted((root / folder).glob(pattern), key=lambda path: path.as_posix())
    return [path for path in found if path.is_file() and not _linked(path, root)]


def _entries(folder: Path, root: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return [path for path in found if not path.name.startswith((".", "_")) and not _linked(path, root)]


def _linked(path: Path, root: Path) -> bool:
    """Whether a link leads to `path`, at its end or on the way from `root`."""
    return any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(root) and part != root)


def _unread(root: Path) -> Iterator[Finding]:
    """Files in the officers' folders that nothing is made of."""
    strays = [
        *((path, "Put it into a dataset's folder.") for path in root.glob("datasets/*/*") if path.is_file()),
        *(
            (path, "Announcements end in .md.")
            for path in root.glob("content/announcements/**/*")
            if _stray(path, ".md")
        ),
        *(
            (path, "Vocabularies end in .yaml.")
            for path in root.glob("content/vocabularies/*")
            if _stray(path, ".yaml")
        ),
        *((path, "Pages lie in content/pages itself.") for path in root.glob("content/pages/*/**/*.md")),
    ]
    for path, remedy in sorted(strays):
        if not path.name.startswith("."):
            yield warning(
                Where(path=path.relative_to(root).as_posix()), "Nobody reads this file.", remedy, "file-unread"
            )


def _stray(path: Path, ending: str) -> bool:
    return path.is_file() and path.suffix != ending


def inputs(root: Path, settings: Settings) -> list[Path]:
    """All files that a site is made from, sorted; the outbox is not one of them. Links are not followed."""
    below = inputs_below(root, (*_TOP, settings.templates, *settings.fonts))
    return sorted([root / "mkdocs.yml", *below], key=lambda path: path.as_posix())


def inputs_below(root: Path, folders: Iterable[str]) -> list[Path]:
    """The same of some folders alone, in the same order."""
    files = [path for folder in folders for path in _walk(root / folder) if path.is_file()]
    return sorted((path for path in files if _kept(path)), key=lambda path: path.as_posix())


def _kept(path: Path) -> bool:
    return not path.is_symlink() and "__pycache__" not in path.parts


def _walk(folder: Path) -> Iterator[Path]:
    if not folder.is_symlink():
        for place, folders, files in os.walk(folder):
            yield from (Path(place, name) for name in (*folders, *files))


def _irregular(root: Path, templates: str) -> Iterator[Finding]:
    """Links, pipes and devices: they could publish or overwrite any file of the machine that builds, or never end."""
    tops = [root / "content", root / "datasets", root / templates]
    for path in (*tops, *(path for top in tops for path in _walk(top))):
        if path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir()):
            where = Where(path=os.path.relpath(path, root))
            yield error(
                where,
                "This is a link or no plain file, which is not followed.",
                "Put the file itself here.",
                "not-a-file",
            )
