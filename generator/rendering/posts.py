"""Pages of what was posted on networks, where and when: all of it, by year, with what became of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.rendering.listings import PER_PAGE, pager
from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.entry import Entry
    from generator.model.posted import Posted
    from generator.model.publication import Publication
    from generator.rendering.words import Words


def posts_pages(publication: Publication, words: Words) -> Iterator[Page]:
    """The last posts, and those of each year."""
    settings = publication.catalog.settings
    zone = ZoneInfo(settings.time_zone)
    entries = {entry.id: entry for entry in publication.entries}
    years = {
        str(year): list(each) for year, each in groupby(publication.posted, lambda post: post.at.astimezone(zone).year)
    }
    title = words.say("Posts")
    about = words.say("What {site} posted on social networks, where and when.", site=settings.name)
    counts = [(year, len(posts)) for year, posts in years.items()]
    yield _page("posts/", title, about, publication.posted[:PER_PAGE], entries, years=counts)
    for year, posts in years.items():
        count = -(-len(posts) // PER_PAGE)
        path = f"posts/{year}/"
        name = words.say("Posts of {year}", year=year)
        for number in range(1, count + 1):
            shown = posts[(number - 1) * PER_PAGE : number * PER_PAGE]
            numbers = {"number": number, "pages": pager(path, number, count)}
            if number == 1:
                yield _page(path, name, about, shown, entries, crumbs=((title, "posts/"),), **numbers)
                continue
            of = words.say("{title}, page {number} of {count}", title=name, number=number, count=count)
            crumbs = ((title, "posts/"), (name, path))
            yield _page(f"{path}page/{number}/", of, about, shown, entries, crumbs=crumbs, **numbers)


def _page(
    path: str,
    title: str,
    description: str,
    posts: Sequence[Posted],
    entries: Mapping[str, Entry],
    *,
    crumbs: tuple[tuple[str, str], ...] = (),
    **values: object,
) -> Page:
    shown = [(each, [entries[id_] for id_ in each.about if id_ in entries]) for each in posts]
    return Page(
        path=path,
        title=title,
        description=description,
        template="posts.html",
        values={"posts": shown, "years": (), "number": 1, "pages": (), **values},
        crumbs=crumbs,
    )
