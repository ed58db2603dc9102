"""The whole repository becomes one Catalog, with everything unreadable reported together."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from generator.model.announcement import Announcement
from generator.model.catalog import Catalog, Page, Vocabulary
from generator.model.finding import Finding, Source, Where, error, warning
from generator.reading.documents import is_translation, read_announcement, read_page, read_translation
from generator.reading.history import read_history
from generator.reading.inventory import strays, take_inventory
from generator.reading.marked import Unreadable
from generator.reading.outlines import outline
from generator.reading.packages import read_dataset
from generator.reading.settings import read_settings
from generator.reading.vocabularies import read_agencies, read_regions, read_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.model.catalog import History, Outline, Settings
    from generator.model.dataset import Dataset
    from generator.model.translation import Translation
    from generator.reading.inventory import Inventory

Read = TypeVar("Read")
Text = TypeVar("Text", Announcement, Page)


def read_catalog(root: Path) -> Catalog:
    """Everything in the repository at `root`, every dataset among it.

    Raises:
        SettingsError: `mkdocs.yml` cannot be used. All else that is unreadable is told in the catalog.
    """
    settings = read_settings(root)
    inventory = take_inventory(root, settings)
    history, _ = read_history(root, inventory.files)
    catalog = read_base(inventory, settings, history)
    outlines: list[Outline] = []
    unreadable: list[Finding] = []
    for folder in inventory.folders:
        dataset = open_dataset(root, folder, unreadable)
        if dataset:
            outlines.append(outline(dataset))
    return replace(catalog, datasets=tuple(outlines), unreadable=(*unreadable, *catalog.unreadable))


def open_dataset(root: Path, folder: str, unreadable: list[Finding]) -> Dataset | None:
    """The dataset in `folder`; None where it cannot be read, and `unreadable` then tells why."""
    found = _each(partial(_read, root), read_dataset, [folder], unreadable)
    return found[0] if found else None


class ReadText(Protocol):
    """Reads a text."""

    def __call__(self, read: Callable[[Path, Path], Read], path: str, /) -> Read:
        """What `read` makes of the root of the repository and a file in it."""
        ...


def read_base(inventory: Inventory, settings: Settings, history: History, read_text: ReadText | None = None) -> Catalog:
    """All but the datasets: the catalog that they will stand in.

    Args:
        inventory: Of the repository.
        settings: Of its site.
        history: What git remembers of it.
        read_text: Reads announcements and prose; it may know them already.
    """
    root = inventory.root
    read_text = read_text or partial(_read, root)
    bad: list[Finding] = []

    def attempt(read: Callable[[Path], Read], instead: Read) -> Read:
        try:
            return read(root)
        except Unreadable as unreadable:
            bad.extend(unreadable.findings)
            return instead

    nothing: Vocabulary[Any] = Vocabulary(terms={}, source=Source(path="", lines={}), readable=False)
    announced = _texts(inventory, "announcements")
    prose = [path for path in _texts(inventory, "pages") if path.rpartition("/")[0] == "content/pages"]
    announcements: list[Announcement] = _each(read_text, read_announcement, _originals(announced), bad)
    announcements = _translated(announcements, read_text, announced, bad)
    pages: list[Page] = _each(read_text, read_page, _originals(prose), bad)
    pages = _translated(pages, read_text, prose, bad)
    bad += [_irregular(path) for path in inventory.irregular]
    bad += [
        warning(Where(path=path), "Nobody reads this file.", remedy, "file-unread")
        for path, remedy in strays(inventory.files)
    ]
    return Catalog(
        root=root,
        settings=settings,
        agencies=attempt(read_agencies, nothing),
        topics=attempt(read_topics, nothing),
        regions=attempt(read_regions, nothing),
        situations=attempt(partial(read_topics, name="situations"), nothing),
        audiences=attempt(partial(read_topics, name="audiences"), nothing),
        datasets=(),
        announcements=tuple(announcements),
        pages=tuple(pages),
        history=history,
        unreadable=tuple(bad),
    )


def _read(root: Path, read: Callable[[Path, Path], Read], path: str) -> Read:
    return read(root, root / path)


def _each(
    read_text: ReadText, read: Callable[[Path, Path], Read], paths: Iterable[str], unreadable: list[Finding]
) -> list[Read]:
    found = []
    for path in paths:
        try:
            found.append(read_text(read, path))
        except Unreadable as bad:
            unreadable.extend(bad.findings)
        except (ValueError, OSError, RecursionError, TypeError) as failure:
            # Nobody thought of this one; it is told like the others, so that they are told too.
            unreadable.append(
                error(
                    Where(path=path),
                    f"It cannot be read: {failure}.",
                    "Look for a value of an unusual kind.",
                    "unreadable",
                )
            )
    return found


def _texts(inventory: Inventory, folder: str) -> list[str]:
    return [path for path in inventory.below(f"content/{folder}") if path.endswith(".md")]


def _originals(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if not is_translation(path)]


def _translated(
    originals: list[Text], read_text: ReadText, paths: Iterable[str], unreadable: list[Finding]
) -> list[Text]:
    """The texts with their translations, which lie beside them; one that lies alone is told."""
    found: dict[str, list[Translation]] = {}
    known = set(_originals(paths))
    for path in filter(is_translation, paths):
        folder, _, name = path.rpartition("/")
        original = f"{folder}/{name.partition('.')[0]}.md"
        if original in known:
            found.setdefault(original, []).extend(_each(read_text, read_translation, [path], unreadable))
        else:
            remedy = "Put it beside the original, or name it without a dot."
            unreadable.append(error(Where(path=path), f"There is no {original}.", remedy, "translation-alone"))
    return [
        replace(each, translations=tuple(found[each.source.path])) if each.source.path in found else each
        for each in originals
    ]


def _irregular(path: str) -> Finding:
    """Links, pipes and devices: they could publish or overwrite any file of the machine that builds, or never end."""
    return error(
        Where(path=path),
        "This is a link or no plain file, which is not followed.",
        "Put the file itself here.",
        "not-a-file",
    )
