"""Everything the site consists of, as targets: files, what they are made from, and who makes them when that changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from generator.deriving.subjects import CALENDARS, GROUPS, subjects
from generator.memory.digests import digest, plain_digest
from generator.model.announcement import messages
from generator.model.publication import Artifact
from generator.rendering.identity import identity
from generator.rendering.moves import write_redirects
from generator.rendering.places import place_files
from generator.steps.cards import CARDS, draw
from generator.steps.packs import packed, unpacked
from generator.steps.publishing import PAGES, ROWS, bare, place, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from generator.deriving.subjects import Subject
    from generator.feeds.channels import Channel
    from generator.feeds.items import Items
    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Outline
    from generator.model.entry import Entry
    from generator.model.publication import Kept, Publication, Record
    from generator.rendering.editions import Editions
    from generator.rendering.page import Page
    from generator.rendering.site import Renderer
    from generator.steps.means import Means
    from generator.steps.publishing import Tasks

_PROSE, _CONTENTS = "prose", "contents"
_OWN = {"card": CARDS, "rows": ROWS}
"""Files that the memory keeps one by one, and as what."""
_ENOUGH = 100
"""Cards for which it is worth starting processes, each of which imports everything anew."""


class Make(Protocol):
    """Makes files of a target."""

    def __call__(self, paths: Collection[str], /) -> Iterable[Artifact]:
        """Those at `paths`, and others where that costs nothing."""
        ...


class Prose(Protocol):
    """Renders the pages of prose, and the files that the theme brings, into a folder."""

    def __call__(self, publication: Publication, folder: Path, /) -> None:
        """Write them."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
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
    def parts(self) -> Mapping[str, str]:
        """Digests of what it is made from, each by a name that people know."""
        return self.tell()


class Targets:
    """All targets of a publication.

    Args:
        publication: What is published.
        tasks: Of its datasets.
        renderers: Of its pages.
        prints: Of all files of the repository.
        means: What to work with.
    """

    def __init__(
        self,
        *,
        publication: Publication,
        tasks: Tasks,
        renderers: Editions,
        prints: Fingerprints,
        means: Means,
    ) -> None:
        self._publication = publication
        self._tasks = tasks
        self._renderers = renderers
        self._prints = prints
        self._means = means
        self._shared = tasks.shared

    def all(self, prose: Prose) -> Iterator[Target]:
        """Every target; what `prose` writes is one of them."""
        yield self._prose(prose)
        yield from self.generated()

    def generated(self) -> Iterator[Target]:
        """Every target but the prose."""
        records = self._publication.datasets
        for dataset in self._publication.catalog.datasets:
            yield self._dataset(dataset, records[f"dataset/{dataset.id}"])
        listed = []
        for renderer in self._renderers:
            for page in renderer.pages():
                if page.indexed and renderer is self._renderers.own:
                    listed.append(page)
                yield self._page(page, renderer)
        yield from self._cards()
        yield from self._feeds()
        yield from self._alerts()
        yield self._sitemap(listed)
        yield from self._search()
        where = partial(place_files, self._publication.catalog)
        yield self._remembered("where places are", self._shared, where)
        yield _of("the rules for what has moved", [write_redirects(self._publication)])
        yield _of("the colours and the headers", list(identity(self._publication.catalog.settings)))

    def _dataset(self, dataset: Outline, record: Record) -> Target:
        return Target(
            name=f"the dataset {dataset.id}",
            files={path: self._version(path, kept) for path, kept in record.files},
            make=partial(self._found, dataset, record),
            tell=partial(self._told, dataset, record),
        )

    def _told(self, dataset: Outline, record: Record) -> dict[str, str]:
        frames = dict.fromkeys(self._frame(path, kept) for path, kept in record.files if kept.kind == "sheet")
        return {
            **self._tasks.parts(dataset),
            "whether it is late": str(record.late),
            "the frame of all pages": plain_digest(*frames),
        }

    def _frame(self, path: str, kept: Kept) -> str:
        return self._renderers.shell(path, kept.version).print

    def _version(self, path: str, kept: Kept) -> str:
        if kept.kind == "sheet":
            return f"{kept.key} {self._frame(path, kept)}"
        return kept.version or kept.key

    def _found(self, dataset: Outline, record: Record, paths: Collection[str]) -> Iterator[Artifact]:
        """Files of a dataset as the memory has them; what it has lost is made again."""
        memory = self._means.memory
        root = self._publication.catalog.root
        wanted = [(path, kept) for path, kept in record.files if path in paths]
        pack = None
        if any(kept.kind in {"sheet", "part"} for _, kept in wanted):
            pack = memory.find(PAGES, next(kept.key for _, kept in wanted if kept.kind in {"sheet", "part"}))
        found: dict[str, bytes | None] = {
            path: memory.find(_OWN[kept.kind], kept.key) for path, kept in wanted if kept.kind in _OWN
        }
        kinds = {kept.kind for _, kept in wanted}
        if (pack is None and kinds & {"sheet", "part"}) or None in found.values():
            publish(bare(self._tasks.base), self._tasks.task(dataset))
            yield from self._found(dataset, record, paths)
            return
        sheets, parts = unpacked(pack) if pack else ({}, {})
        for path, kept in wanted:
            match kept.kind:
                case "sheet":
                    yield self._renderers.frame(sheets[path])
                case "part":
                    yield Artifact(path=path, content=parts[path])
                case "copy":
                    yield Artifact(path=path, content=root / kept.key)
                case _:
                    yield Artifact(path=path, content=found[path] or b"")

    def _page(self, page: Page, renderer: Renderer) -> Target:
        def make(_: Collection[str]) -> Iterator[Artifact]:
            yield renderer.frame(renderer.sheet(page))

        parts = {
            **self._shared,
            "what is on it": renderer.print(page),
            "the frame of all pages": renderer.shell(page.section).print,
        }
        name = f"the page /{renderer.edition.prefix}{page.path}"
        files = {renderer.paths.file_of(page): _key(parts)}
        return Target(name=name, files=files, make=make, tell=partial(dict, parts))

    def _feeds(self) -> Iterator[Target]:
        """The feeds of each language, and how they look."""
        from generator.feeds.channels import channels
        from generator.feeds.items import Items

        for renderer in self._renderers:
            edition, publication = renderer.edition, renderer.publication
            items = Items(publication, renderer.content, edition.prefix, renderer.say)
            every = list(channels(publication, edition, renderer.say))
            for channel in every:
                yield self._feed(channel, items)
                yield from self._archive(channel, items)
            yield self._opml(every, renderer)
            yield from self._calendars(renderer)
            parts = {**self._shared, "the language": edition.language}
            files = {f"{edition.prefix}feeds/feed.{kind}": _key(parts) for kind in ("xsl", "css")}
            yield Target(
                name=f"the styles of feeds /{edition.prefix}feeds/",
                files=files,
                make=lambda _, renderer=renderer: renderer.feed_styles(),
                tell=partial(dict, parts),
            )

    def _alerts(self) -> Iterator[Target]:
        """Each alert's messages for other systems, and an index of those in force."""
        from generator.feeds.cap import GEOJSON, cap_path, write_cap, write_geojson
        from generator.feeds.channels import in_force
        from generator.feeds.items import Items

        said_in = {each.edition: each.publication for each in self._renderers}
        for entry in (each for each in self._publication.entries if each.kind == "alert"):
            sent = messages(self._publication.announcements[entry.id])
            parts = {**self._shared, "the alert": self._prints_of([entry])}
            yield Target(
                name=f"the messages of {entry.id}",
                files={cap_path(entry, each.version): _key(parts) for each in sent},
                make=lambda _, entry=entry: write_cap(entry, said_in),
                tell=partial(dict, parts),
            )
        channel = in_force(self._publication)
        items = Items(self._publication, self._renderers.own.content)
        parts = {**self._shared, "the alerts in force": self._prints_of(channel.entries)}

        def make(_: Collection[str]) -> Iterator[Artifact]:
            from generator.feeds.atom import write_atom

            yield write_atom(channel, items)
            yield write_geojson(self._publication)

        files = dict.fromkeys((f"{channel.path}atom.xml", GEOJSON), _key(parts))
        yield Target(name="the index of alerts", files=files, make=make, tell=partial(dict, parts))

    def _opml(self, every: Sequence[Channel], renderer: Renderer) -> Target:
        from generator.feeds.opml import opml_path, write_opml

        parts = {**self._shared, "the language": renderer.edition.language}  # vocabularies and settings are shared
        groups = {group: renderer.say(name) for group, name in GROUPS.items()}
        return Target(
            name=f"the list of feeds /{opml_path(renderer.edition)}",
            files={opml_path(renderer.edition): _key(parts)},
            make=lambda _: [write_opml(every, renderer.publication, renderer.edition, groups)],
            tell=partial(dict, parts),
        )

    def _calendars(self, renderer: Renderer) -> Iterator[Target]:
        from generator.deriving.agenda import moments
        from generator.feeds.calendars import Calendars, calendar_path

        edition, publication = renderer.edition, renderer.publication
        calendars = Calendars(publication, edition, renderer.say)
        for subject in subjects(publication, renderer.say):
            if subject.group not in CALENDARS:
                continue

            def make(_: Collection[str], subject: Subject = subject) -> Iterator[Artifact]:
                yield calendars.write(subject)

            held = moments(subject.entries, publication)
            entries = dict.fromkeys(each.entry for each in held)
            parts = {
                **self._shared,
                "what is in it": plain_digest(self._prints_of(list(entries)), *(f"{each.begins}" for each in held)),
            }
            path = calendar_path(subject, edition)
            yield Target(name=f"the calendar /{path}", files={path: _key(parts)}, make=make, tell=partial(dict, parts))

    def _feed(self, channel: Channel, items: Items) -> Target:
        from generator.feeds.registry import FORMATS

        def make(paths: Collection[str]) -> Iterator[Artifact]:
            for name, write in FORMATS.items():
                if f"{channel.path}{name}" in paths:
                    yield write(channel, items)

        parts = {
            **self._shared,
            "its entries": self._prints_of(channel.entries),
            "its archive": str(len(channel.archive)),
        }
        files = {f"{channel.path}{name}": _key({**parts, "": f"{channel.path}{name}"}) for name in FORMATS}
        return Target(name=f"the feeds /{channel.path}", files=files, make=make, tell=partial(dict, parts))

    def _archive(self, channel: Channel, items: Items) -> Iterator[Target]:
        """Archives of a feed: each holds the same entries for ever, but for the last."""
        from generator.feeds.atom import archive_path, write_archive

        last = len(channel.archive)
        for number, entries in enumerate(channel.archive, start=1):

            def make(_: Collection[str], number: int = number) -> Iterator[Artifact]:
                yield write_archive(channel, items, number)

            path = archive_path(channel, number)
            parts = {
                **self._shared,
                "its entries": self._prints_of(entries),
                "whether it is the last": str(number == last),
            }
            yield Target(name=f"the archive /{path}", files={path: _key(parts)}, make=make, tell=partial(dict, parts))

    def _prints_of(self, entries: Sequence[Entry]) -> str:
        """A digest of all that the entries say, with what announcements say in full in each language."""
        prints = []
        for entry in entries:
            prints.append(self._publication.prints[entry.id])
            if announcement := self._publication.announcements.get(entry.id):
                sources = (announcement.source, *(each.source for each in announcement.translations))
                prints += [self._prints.of(source.path) for source in sources]
        return plain_digest(*prints)

    def _cards(self) -> Iterator[Target]:
        """Of announcements and of the site; those of datasets are theirs."""
        announced = [entry for entry in self._publication.entries if entry.id in self._publication.announcements]
        entries: list[Entry | None] = [None, *announced]
        drawn = self._means.crew.spread(partial(_draw, bare(self._tasks.base)), entries, enough=_ENOUGH)
        for path, kept in self._means.observe("cards", drawn, len(entries)):

            def make(_: Collection[str], path: str = path, kept: Kept = kept) -> Iterator[Artifact]:
                yield Artifact(path=path, content=self._means.memory.find(CARDS, kept.key) or b"")

            parts = {"what it shows": kept.key}
            yield Target(name=f"the card /{path}", files={path: kept.key}, make=make, tell=partial(dict, parts))

    def _sitemap(self, listed: Sequence[Page]) -> Target:
        prints = self._publication.prints
        pages = (f"{page.path} {prints[page.entry.id] if page.entry else ''}" for page in listed)
        datasets = (record.print for record in self._publication.datasets.values())
        parts = {
            **self._shared,
            "content/pages": self._prints.of("content/pages"),
            "all pages": plain_digest(*pages, *datasets),
        }
        return self._remembered("the sitemap", parts, lambda: self._renderers.sitemap(listed))

    def _search(self) -> Iterator[Target]:
        """What is found, which is dear to put together, and what is shown of it."""
        records = self._publication.datasets.values()
        others = {folder: self._prints.of(folder) for folder in ("content/announcements", "content/pages")}
        terms = {**self._shared, **others, "the words of datasets": plain_digest(*(each.terms for each in records))}
        shown = plain_digest(*(part for each in records for part in (each.print, each.text, *each.formats)))
        results = {**self._shared, **others, "what datasets say": shown}
        yield self._remembered("the search index", terms, self._renderers.terms)
        yield self._remembered("what a search shows", results, self._renderers.results)

    def _remembered(self, name: str, parts: Mapping[str, str], write: Callable[[], Iterable[Artifact]]) -> Target:
        """A target that has to be made to know which files it has: that is remembered while its parts stay the same."""
        key = digest(_key(parts))
        known, content = self._means.index.row(_CONTENTS, name)
        if known == key:
            versions = json.loads(content)
            return Target(name=name, files=versions, make=lambda _: write(), tell=partial(dict, parts))
        made = list(write())
        versions = _versions(made)
        self._means.index.put(_CONTENTS, [(name, key, json.dumps(versions).encode())])
        self._means.index.commit()
        return Target(name=name, files=versions, make=lambda _: made, tell=partial(dict, parts))

    @property
    def prose_parts(self) -> dict[str, str]:
        """Digests of what the prose and the theme's files are made from."""
        templates = self._publication.catalog.settings.templates
        return {
            **self._shared,
            "content/pages": self._prints.of("content/pages"),
            templates: self._prints.of(place(self._publication.catalog.root, templates)),
            "the frame of all pages": plain_digest(*(each.shell("").print for each in self._renderers)),
        }

    def _prose(self, prose: Prose) -> Target:
        parts = self.prose_parts
        key = digest(_PROSE, _key(parts))
        pack = self._means.memory.find(_PROSE, key)
        if pack is None:
            with TemporaryDirectory(prefix="daylight-prose-") as place:
                for each in self._means.observe("prose", [Path(place)], 1):
                    prose(self._publication, each)
                pack = packed([], [(path, (Path(place) / path).read_bytes()) for path in _files(Path(place))])
            self._means.memory.keep(_PROSE, key, pack)
        found = unpacked(pack)[1]

        def make(paths: Collection[str]) -> Iterator[Artifact]:
            yield from (Artifact(path=path, content=content) for path, content in found.items() if path in paths)

        versions = {path: _content(content) for path, content in found.items()}
        return Target(name="the prose and the theme", files=versions, make=make, tell=partial(dict, parts))


def _of(name: str, artifacts: list[Artifact]) -> Target:
    """A target that costs so little that it is made to know whether it has changed."""
    versions = _versions(artifacts)
    parts = {"what is in it": plain_digest(*versions.values())}
    return Target(name=name, files=versions, make=lambda _: artifacts, tell=partial(dict, parts))


def _versions(artifacts: Iterable[Artifact]) -> dict[str, str]:
    return {each.path: _content(each.content) for each in artifacts if isinstance(each.content, bytes)}


def _draw(base: Publication, entry: Entry | None) -> tuple[str, Kept]:
    from generator.memory.store import Memory

    return draw(entry, base, Memory(base.catalog.root))


def _key(parts: Mapping[str, str]) -> str:
    return plain_digest(*(part for pair in sorted(parts.items()) for part in pair))


def _content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
