"""What of a publication is looked through when somebody searches: its words, and those around what is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.record import Findable
from generator.reading.plain import plain
from generator.rendering.search.terms import weighed

if TYPE_CHECKING:
    from generator.model.announcement import Announcement
    from generator.model.catalog import Agency, Catalog, Region, Topic
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts

_TITLE, _KEYWORD, _SUMMARY, _NAME, _TEXT = 8.0, 4.0, 3.0, 2.0, 1.0
"""How much a term counts: in the title, among the keywords, in the summary, as the name of a column or of what it is
filed under, in the text."""
_RULES = re.compile(r"^[ |:-]*-{2,}[ |:-]*$|^ *[-*+] ", re.MULTILINE)
"""Lines below the head of a table, and the marks of lists."""
_SHOWN = 330
"""Characters of text from which an excerpt is shown."""


def of_dataset(facts: DatasetFacts, catalog: Catalog) -> Findable:
    """The weighed terms of a dataset, and its text for excerpts: its columns and what they mean."""
    labels = []
    meanings = []
    for table in facts.tables:
        for column in table.columns:
            labels.append(column.field.label)
            meanings.append(f"{column.field.label}: {column.field.description}" if column.field.description else "")
    entry, dataset = facts.entry, facts.dataset
    text = " ".join(filter(None, [*(meanings if any(meanings) else labels), plain(dataset.limitations)]))
    names = " ".join([*labels, *(column.field.name for table in facts.tables for column in table.columns)])
    return Findable(
        weighed([*_filed(entry, catalog), (_KEYWORD, " ".join(dataset.keywords)), (_NAME, names), (_TEXT, text)]),
        text[:_SHOWN],
    )


def of_announcement(entry: Entry, announcement: Announcement, catalog: Catalog) -> Findable:
    """The same of an announcement: the words that are written in it in all languages, and its text in the site's."""
    bodies = (announcement.body, *(each.body for each in announcement.translations))
    texts = [(_TEXT, _words(each)) for each in bodies]
    shown = _words(announcement.said_in(catalog.settings.language).body)
    return Findable(weighed([*_filed(entry, catalog), *texts]), shown[:_SHOWN])


def _words(body: str) -> str:
    return plain(_RULES.sub(" ", body).replace("|", " "))


def _filed(entry: Entry, catalog: Catalog) -> list[tuple[float, str]]:
    filed: list[Agency | Topic | Region] = [catalog.agencies[entry.agency]]
    filed += [catalog.topics[id_] for id_ in entry.topics]
    filed += [catalog.regions[id_] for id_ in entry.regions]
    names = [name for each in filed for name in (each.name, *(one.title for one in each.translations))]
    said = [(_TITLE, entry.title), (_SUMMARY, entry.summary)]
    for each in entry.wordings:
        said += [(_TITLE, each.title), (_SUMMARY, each.summary)]
    return [*said, (_NAME, " ".join([entry.label, *names]))]
