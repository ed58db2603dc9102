"""Addresses stay for ever: what lies at those that things had before, and in the place of parts that are gone.

A page leads on; a feed, a download or a picture is there as well, since a program that asks for it reads no page. A
file that is published no more has a page that says so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.dataset import FILE_PART, PUBLISHED
from generator.rendering.embeds import CHARTS
from generator.rendering.moves import Move, below, gone_chart, gone_file, move_page
from generator.steps.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Outline
    from generator.model.publication import Artifact, Publication
    from generator.model.record import Files, Record
    from generator.rendering.editions import Editions
    from generator.rendering.page import Page
    from generator.rendering.site import Renderer
    from generator.writing.landing import Target as AnyTarget

_PAGE = "index.html"
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".json"})
"""Endings of files that may have been tables, with charts and a CSV of their own."""
_DESCRIPTOR = "datapackage"
_CHARTS = 2
"""Of each table, where nobody asks for others."""


class Former:
    """What there is at former addresses.

    Args:
        publication: What is published now.
        renderers: Of its pages.
        prints: Of all files of the repository.
        page: Makes the target of a page.
        files: Gives those of a dataset, by the id of its entry.
    """

    def __init__(
        self,
        publication: Publication,
        renderers: Editions,
        prints: Fingerprints,
        page: Callable[[Page, Renderer], Target],
        files: Callable[[str], Files],
    ) -> None:
        self._publication = publication
        self._renderers = renderers
        self._prints = prints
        self._page = page
        self._files = files
        self._settings = publication.catalog.settings
        self._moves: dict[str, list[Move]] = {}
        for renderer in renderers:
            prefix = renderer.edition.prefix
            for move in below(renderer.publication):
                found = move._replace(before=f"{prefix}{move.before}", now=f"{prefix}{move.now}")
                self._moves.setdefault(found.now, []).append(found)
        self._replaced = set(_replaced(publication))
        self._before = {move.before for moves in self._moves.values() for move in moves}

    def of(self, target: AnyTarget) -> Iterator[Target]:
        """What a target has at former addresses."""
        if not self._moves and not self._settings.former_languages:
            return
        copies: dict[str, str] = {}
        for path in target.files:
            for move in map(self._of_another, self._moves_of(path)):
                if _is_page(move.before):
                    renderer = self._renderers.of(move.before)
                    yield self._page(_led_on(move, renderer), renderer)
                else:
                    copies[move.before] = path
        if copies:
            yield _copied(target, copies)

    def _of_another(self, move: Move) -> Move:
        """Where another thing was, none of its files is: its data and its messages were others. A page leads on."""
        folder = next((each for each in self._replaced if move.before.startswith(each)), "")
        if not folder or _is_page(move.before):
            return move
        depth = folder.count("/")
        now = "/".join(move.now.split("/")[:depth])
        return move._replace(before=f"{move.before}/{_PAGE}", now=f"{now}/{_PAGE}")

    def _moves_of(self, path: str) -> Iterator[Move]:
        """From each former address of a file to where it is now, but for pages that `move_pages` makes."""
        moved = list(self._renamed(path))
        yield from (move for move in moved if not self._leads_on(move.before))
        if self._renderers.of(path) is self._renderers.own and not self._leads_on(path):
            title = f"/{path.removesuffix(_PAGE)}" if path != _PAGE else self._settings.name
            here = Move(path, path, title, self._settings.language)
            for move in (here, *moved):
                if _is_page(path) or path.startswith(("feeds/", "cards/link/")):
                    for language in self._settings.former_languages:
                        yield move._replace(before=f"{language}/{move.before}")

    def _leads_on(self, path: str) -> bool:
        return _is_page(path) and path.removesuffix(_PAGE) in self._before

    def _renamed(self, path: str) -> Iterator[Move]:
        """Because something that the file is a part of had another name, in the same language."""
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            now = "/".join(parts[:depth]) + ("/" if depth < len(parts) else "")
            for move in self._moves.get(now, ()):
                yield move._replace(before=f"{move.before}{path.removeprefix(now)}", now=path)

    def gone(self) -> Iterator[Target]:
        """Pages in the place of files and charts of datasets that were published once."""
        catalog = self._publication.catalog
        past: dict[str, list[str]] = {}
        for path in catalog.history.past | (catalog.history.files & self._prints.inventory.files.keys()):
            past.setdefault(_folder(path), []).append(path)
        for dataset in catalog.datasets:
            record = self._publication.datasets[f"dataset/{dataset.id}"]
            folders = (dataset.folder, *(f"datasets/{former}" for former in record.formerly))
            paths = [path for folder in folders for path in past.get(folder, ())]
            if record.entry.withdrawn:
                paths += self._prints.below(dataset.folder)
            if paths:
                named = self._named(dataset, record)
                was = {path.split("/", 3)[-1] for path in paths if self._was_published(path, named)}
                yield from self._gone_of(record, was)

    def _named(self, dataset: Outline, record: Record) -> str | None:
        """What the descriptor of withdrawn files says; None where there is none, so that all tables were published."""
        if dataset.source not in self._prints.inventory.files:
            return None
        return (self._publication.catalog.root / dataset.source).read_text("utf-8") if record.entry.withdrawn else ""

    def _was_published(self, path: str, named: str | None) -> bool:
        """Not all that lies in the folder of a dataset is; and what a link cannot name never was."""
        file = PurePosixPath(path)
        if file.suffix.lower().lstrip(".") not in PUBLISHED or not all(map(FILE_PART.fullmatch, file.parts)):
            return False
        listed = path in self._publication.catalog.history.files
        return file.stem != _DESCRIPTOR and (
            listed or (file.suffix.lower() in _TABLES if named is None else file.name in named)
        )

    def _gone_of(self, record: Record, was: Collection[str]) -> Iterator[Target]:
        """Of one dataset, which had files that it has no more.

        Git tells which files there were, but neither how many charts were drawn of a table nor whether it needed a copy
        in UTF-8: each table has pages for all that it can have had, so that some stand where nothing ever was. Nothing
        leads to those.
        """
        entry = record.entry
        there = {path.removeprefix(entry.path).casefold() for path, _ in self._files(entry.id)}
        gone = {rest for rest in was if _is_free(rest, there)}
        tables = [PurePosixPath(rest) for rest in gone if PurePosixPath(rest).suffix.lower() in _TABLES]
        made = {f"{each.with_suffix('')}{ending}.csv" for each in tables for ending in ("", "-utf-8")}
        for rest in sorted(gone | {each for each in made if _is_free(each, there)}):
            yield self._page(gone_file(entry, rest, self._renderers.own.say), self._renderers.own)
        drawn = sum(rest.startswith("charts/") for rest in there)
        for renderer in self._renderers:
            said = renderer.publication.datasets[entry.id].entry
            for number in range(drawn + 1, drawn + 1 + _CHARTS * len(tables)):
                yield self._page(gone_chart(said, number, renderer.say), renderer)


def _replaced(publication: Publication) -> Iterator[str]:
    """Folders in which other things were, of which some thing takes the place."""
    for dataset in publication.catalog.datasets:
        own = {name for name, _ in dataset.formerly}
        yield from (f"datasets/{name}/" for name, _ in dataset.led_here if name not in own)
    for announcement in publication.announcements.values():
        yield from (f"announcements/{name}/" for name in announcement.replaces)


def _is_page(path: str) -> bool:
    return path.rpartition("/")[2] == _PAGE


def _folder(path: str) -> str:
    """Of the dataset that a file lies in."""
    return "/".join(path.split("/", 3)[:3])


def _is_free(rest: str, there: Collection[str]) -> bool:
    """Whether a page can lie in the place of a file: nothing is there, nor in the place of its folder, in any case."""
    path = PurePosixPath(rest.casefold())
    return not any(str(each) in there for each in (path, *path.parents))


def _led_on(move: Move, renderer: Renderer) -> Page:
    """The page at a former address, in the language of its renderer."""
    prefix = renderer.edition.prefix
    before, now = (path.removeprefix(prefix).removesuffix(_PAGE) for path in (move.before, move.now))
    section = CHARTS if "/charts/" in before else ""
    return move_page(move._replace(before=before, now=now), renderer.say, section)


def _copied(target: AnyTarget, copies: Mapping[str, str]) -> Target:
    """The same files at former addresses, where each comes from another path."""

    def make(paths: Collection[str]) -> Iterator[Artifact]:
        for made in target.make({copies[path] for path in paths}):
            yield from (replace(made, path=path) for path in paths if copies[path] == made.path)

    return Target(
        name=f"{target.name}, at former addresses",
        files={before: target.files[path] for before, path in copies.items()},
        make=make,
        tell=lambda: target.parts,
    )
