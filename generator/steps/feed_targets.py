"""The targets that other programs read: feeds and their archives, lists of feeds, calendars, and alerts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.deriving.subjects import CALENDARS, GROUPS, subjects
from generator.memory.digests import plain_digest
from generator.model.announcement import messages
from generator.steps.announced import prints_of
from generator.steps.target import Target, key_of, target_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.deriving.subjects import Subject
    from generator.feeds.channels import Channel
    from generator.feeds.items import Items
    from generator.memory.prints import Fingerprints
    from generator.model.entry import Entry
    from generator.model.publication import Artifact, Publication
    from generator.rendering.editions import Editions
    from generator.rendering.site import Renderer


class FeedTargets:
    """Those of a publication.

    Args:
        publication: What is published.
        renderers: Of its pages, one for each language.
        prints: Of all files of the repository.
        shared: Parts that every target is made from.
    """

    def __init__(
        self, *, publication: Publication, renderers: Editions, prints: Fingerprints, shared: Mapping[str, str]
    ) -> None:
        self._publication = publication
        self._renderers = renderers
        self._prints = prints
        self._shared = shared

    def all(self) -> Iterator[Target]:
        """The feeds of each language, and how they look; then what other systems take of alerts."""
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
            files = {f"{edition.prefix}feeds/feed.{kind}": key_of(parts) for kind in ("xsl", "css")}
            yield Target(
                name=f"the styles of feeds /{edition.prefix}feeds/",
                files=files,
                make=lambda _, renderer=renderer: renderer.feed_styles(),
                tell=partial(dict, parts),
            )
        yield from self._alerts()
        if self._publication.catalog.settings.hub:
            from generator.feeds.news import write_news

            yield target_of("what is new in which feed", [write_news(self._publication)])

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
                files={cap_path(entry, each.version): key_of(parts) for each in sent},
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

        files = dict.fromkeys((f"{channel.path}atom.xml", GEOJSON), key_of(parts))
        yield Target(name="the index of alerts", files=files, make=make, tell=partial(dict, parts))

    def _opml(self, every: Sequence[Channel], renderer: Renderer) -> Target:
        from generator.feeds.opml import opml_path, write_opml

        parts = {**self._shared, "the language": renderer.edition.language}  # vocabularies and settings are shared
        groups = {group: renderer.say(name) for group, name in GROUPS.items()}
        return Target(
            name=f"the list of feeds /{opml_path(renderer.edition)}",
            files={opml_path(renderer.edition): key_of(parts)},
            make=lambda _: [write_opml(every, renderer.publication, renderer.edition, groups)],
            tell=partial(dict, parts),
        )

    def _calendars(self, renderer: Renderer) -> Iterator[Target]:
        from generator.deriving.agenda import Agenda
        from generator.feeds.calendars import Calendars, calendar_path

        edition, publication = renderer.edition, renderer.publication
        calendars = Calendars(publication, edition, renderer.say)
        agenda = Agenda(publication)
        for subject in subjects(publication, renderer.say):
            if subject.group not in CALENDARS:
                continue

            def make(_: Collection[str], subject: Subject = subject) -> Iterator[Artifact]:
                yield calendars.write(subject)

            held = agenda.of(subject.entries)
            entries = {each.entry.id: each.entry for each in held}
            days = (str(each.begins) for each in held)
            parts = {**self._shared, "what is in it": plain_digest(self._prints_of(entries.values()), *days)}
            path = calendar_path(subject, edition)
            yield Target(
                name=f"the calendar /{path}", files={path: key_of(parts)}, make=make, tell=partial(dict, parts)
            )

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
        files = {f"{channel.path}{name}": key_of({**parts, "": f"{channel.path}{name}"}) for name in FORMATS}
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
            yield Target(name=f"the archive /{path}", files={path: key_of(parts)}, make=make, tell=partial(dict, parts))

    def _prints_of(self, entries: Iterable[Entry]) -> str:
        """A digest of all that the entries say, with what announcements say in full in each language."""
        prints = []
        for entry in entries:
            prints.append(self._publication.prints[entry.id])
            if announcement := self._publication.announcements.get(entry.id):
                prints += prints_of(announcement, self._prints)
        return plain_digest(*prints)
