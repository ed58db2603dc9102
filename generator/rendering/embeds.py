"""A page for each chart of a dataset, for a frame in somebody else's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.words import Words

CODE = Markup(
    '<iframe src="{}" title="{}" width="100%" height="560" loading="lazy" referrerpolicy="no-referrer"'
    ' sandbox="allow-same-origin allow-popups allow-top-navigation-by-user-activation"></iframe>'
)
"""A frame in which no script runs: the chart and its table need none, and its links lead out of it when followed."""

CHARTS = "Embed"
"""The section of these pages, which have a frame of their own."""


def embed_path(entry: Entry, number: int) -> str:
    """Where the page of a chart is.

    Args:
        entry: Of the dataset.
        number: Of the chart, in the order of the dataset's page, from 1.
    """
    return f"{entry.path}charts/{number}/"


class EmbedPages:
    """Charts alone."""

    def listed(self, entry: Entry) -> tuple[str, ...]:  # noqa: ARG002 - as every kind of page
        """None: they say nothing that the dataset's page does not say."""
        return ()

    def __call__(self, facts: DatasetFacts, publication: Publication, _words: Words) -> Iterator[Page]:
        """The pages."""
        agency = publication.catalog.agencies[facts.dataset.agency]
        charts = [(table, chart) for table in facts.tables for chart in table.charts]
        for number, (table, chart) in enumerate(charts, start=1):
            path = embed_path(facts.entry, number)
            title = chart.title or facts.entry.title
            yield Page(
                path=path,
                title=title,
                description=facts.entry.summary,
                template="embed.html",
                values={
                    "facts": facts,
                    "agency": agency,
                    "chart": chart,
                    "subject": table.resource.label if len(facts.tables) > 1 else facts.entry.title,
                },
                section=CHARTS,
                entry=facts.entry,
                indexed=False,
            )
