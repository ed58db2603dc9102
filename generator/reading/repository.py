"""The whole repository becomes one Catalog, with everything unreadable reported together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.catalog import Catalog, Vocabulary
from generator.model.finding import Finding, Source, Where, error, warning
from generator.reading.documents import read_announcement, read_page
from generator.reading.history import read_history
from generator.reading.lines import Unreadable
from generator.reading.packages import read_dataset
from generator.reading.settings import read_settings
from generator.reading.vocabularies import read_agencies, read_regions, read_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.model.announcement import Announcement
    from generator.model.catalog import Page
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
        read_ones = (attempt(lambda file=file: read(root, file), None) for file in files)  # type: ignore[misc]
        return tuple(one for one in read_ones if one is not None)

    nothing: Vocabulary[Any] = Vocabulary(terms={}, source=Source(path="", lines={}), readable=False)
    datasets: tuple[Dataset, ...] = each(read_dataset, _dataset_folders(root, bad))
    announcements: tuple[Announcement, ...] = each(
        read_announcement, _files(root, "content/announcements", "**/*.md", bad)
    )
    pages: tuple[Page, ...] = each(read_page, _files(root, "content/pages", "*.md", bad))
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


def _dataset_folders(root: Path, bad: list[Finding]) -> list[Path]:
    agencies = [path for path in _entries(root / "datasets", root, bad) if path.is_dir()]
    return [path for agency in agencies for path in _entries(agency, root, bad) if path.is_dir()]


def _files(root: Path, folder: str, pattern: str, bad: list[Finding]) -> list[Path]:
    found = sorted((root / folder).glob(pattern), key=lambda path: path.as_posix())
    return [path for path in found if path.is_file() and not _is_link(path, root, bad)]


def _entries(folder: Path, root: Path, bad: list[Finding]) -> list[Path]:
    if not folder.is_dir():
        return []
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return [path for path in found if not path.name.startswith((".", "_")) and not _is_link(path, root, bad)]


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
            yield warning(Where(path=path.relative_to(root).as_posix()), "Nobody reads this file.", remedy)


def _stray(path: Path, ending: str) -> bool:
    return path.is_file() and path.suffix != ending


def _is_link(path: Path, root: Path, bad: list[Finding]) -> bool:
    """Whether `path` is a symbolic link: it could publish any file of the machine that builds."""
    if path.is_symlink():
        where = Where(path=path.relative_to(root).as_posix())
        bad.append(error(where, "This is a symbolic link, which is not followed.", "Put the file itself here."))
        return True
    return False


def inputs(root: Path, templates: str) -> list[Path]:
    """All files that a site is made from, sorted; the outbox is not one of them."""
    folders = [root / folder for folder in (*_TOP, templates)]
    files = [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return sorted([root / "mkdocs.yml", *files], key=lambda path: path.as_posix())
