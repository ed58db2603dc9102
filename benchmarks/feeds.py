"""200 feeds of 1,000 entries, in RSS and in Atom: ours, which writes an entry once, beside feedgen asked for each feed.

Both write the same entries with the same content; what is written is parsed by feedparser and compared, entry by entry.
Told are CPU seconds, medians of three runs in turn, and their ratio.

    .venv/bin/python benchmarks/feeds.py --feeds 200 --entries 1000
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
from feedgen.feed import FeedGenerator

from generator.feeds.atom import write_atom
from generator.feeds.channels import Channel
from generator.feeds.items import Items
from generator.feeds.rss import write_rss
from generator.model.catalog import Agency, Catalog, History, Settings, Vocabulary
from generator.model.entry import Entry
from generator.model.finding import Source
from generator.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[Publication, list[Channel]], list[bytes]]

RUNS = 3
LEAST = 5.0
"""Times that feedgen alone must cost, or the benchmark fails."""
PARAGRAPH = "<p>Divers found an open joint in the flood wall. The wall must be repaired before ice forms.</p>\n"
URL = "https://test.example/"


def invented(feeds: int, entries: int) -> tuple[Publication, list[Channel]]:
    """A publication, and channels of which each has its own choice of entries, as agencies, topics and regions do."""
    many = tuple(_entry(number) for number in range(entries * 5))
    settings = Settings(
        name="Testing",
        description="A town for tests.",
        url=URL,
        language="en",
        time_zone="UTC",
        owner="Town of Testing",
        authority="test.example,2026",
    )
    nowhere = Source(path="", lines={})
    agency = Agency(id="works", name="Public Works")
    catalog = Catalog(
        root=Path(),
        settings=settings,
        agencies=Vocabulary(terms={"works": agency}, source=nowhere),
        topics=Vocabulary(terms={}, source=nowhere),
        regions=Vocabulary(terms={}, source=nowhere),
        situations=Vocabulary(terms={}, source=nowhere),
        audiences=Vocabulary(terms={}, source=nowhere),
        datasets=(),
        announcements=(),
        pages=(),
        history=History(complete=True),
    )
    publication = Publication(
        catalog=catalog,
        datasets={},
        announcements={},
        entries=many,
        now=datetime(2026, 1, 1, tzinfo=UTC),
        agencies={},
        topics={},
        regions={},
        about={},
        prints={},
    )
    channels = [
        Channel(
            group="topic",
            urn=f"tag:test.example,2026:feed/{number}",
            title=f"Feed {number}",
            description="What is new.",
            path=f"feeds/{number}/",
            page=f"topics/{number}/",
            language="en",
            entries=tuple(many[(number * 37 + at * 5) % len(many)] for at in range(entries)),
        )
        for number in range(feeds)
    ]
    return publication, channels


def _entry(number: int) -> Entry:
    moment = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=number)
    return Entry(
        id=f"announcement/{number}",
        urn=f"tag:test.example,2026:announcement/{number}",
        kind="news",
        label="News",
        version="1",
        title=f"Repair {number} of the flood wall",
        summary="High water in October damaged a joint in the flood wall. Stay off Levee Road.",
        path=f"announcements/{number}/",
        agency="works",
        topics=(),
        regions=(),
        published=moment,
        updated=moment,
        language="en",
    )


def ours(publication: Publication, channels: list[Channel]) -> list[bytes]:
    """The feeds as a build writes them."""
    items = Items(publication, lambda _: PARAGRAPH * 5)
    return [bytes(write(channel, items).content) for channel in channels for write in (write_rss, write_atom)]


def feedgen(publication: Publication, channels: list[Channel]) -> list[bytes]:
    """The same by feedgen alone, as its own documentation shows."""
    written = []
    for channel in channels:
        feed = FeedGenerator()
        feed.id(channel.urn)
        feed.title(channel.title)
        feed.description(channel.description)
        feed.subtitle(channel.description)
        feed.language(channel.language)
        feed.author({"name": "Town of Testing"})
        feed.link(href=f"{URL}{channel.path}atom.xml", rel="self")
        feed.link(href=f"{URL}{channel.page}", rel="alternate")
        for entry in channel.entries:
            item = feed.add_entry(order="append")
            item.id(entry.urn)
            item.guid(entry.urn, permalink=False)
            item.title(entry.title)
            item.link(href=f"{URL}{entry.path}", rel="alternate")
            item.summary(entry.summary)
            item.content(PARAGRAPH * 5, type="html")
            item.author({"name": publication.catalog.agencies[entry.agency].name})
            item.category([{"term": entry.kind, "label": entry.label}])
            item.published(entry.published)
            item.updated(entry.updated)
        written += [feed.rss_str(), feed.atom_str()]
    return written


def told(feed: bytes) -> list[tuple[str, str, str, str]]:
    """What a reader makes of a feed."""
    parsed = feedparser.parse(feed)
    if parsed.bozo:
        raise SystemExit(f"Not well formed: {parsed.bozo_exception}")
    return [(entry.id, entry.title, entry.link, entry.content[0].value) for entry in parsed.entries]


def cost(write: Write, publication: Publication, channels: list[Channel]) -> tuple[float, list[bytes]]:
    """CPU seconds, and what was written."""
    begin = time.process_time()
    written = write(publication, channels)
    return time.process_time() - begin, written


def main() -> int:
    """Measure, compare and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=1000)
    options = parser.parse_args()
    facts = invented(options.feeds, options.entries)
    seconds: dict[str, list[float]] = {"Daylight": [], "feedgen": []}
    written: dict[str, list[bytes]] = {}
    for _ in range(RUNS):
        for name, write in (("Daylight", ours), ("feedgen", feedgen)):
            spent, written[name] = cost(write, *facts)
            seconds[name].append(spent)
    for number in range(0, 2 * options.feeds, max(1, options.feeds // 10) | 1):  # of both formats
        if told(written["Daylight"][number]) != told(written["feedgen"][number]):
            raise SystemExit(f"Feed {number} is not the same.")
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    for name, median in medians.items():
        print(f"{name:10}{median:8.2f} CPU s   {sum(map(len, written[name])) / 1e6:6.0f} MB")
    ratio = medians["feedgen"] / medians["Daylight"]
    print(f"feedgen costs {ratio:.1f} times as much for {options.feeds} feeds of {options.entries} entries.")
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
