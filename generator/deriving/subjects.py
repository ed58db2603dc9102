"""What can be followed: all that is published, or what is about one agency, topic, region, kind or severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.announcement import KINDS, SEVERITIES
from generator.model.message import noted
from generator.model.naming import first_name
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.entry import Entry
    from generator.model.publication import Publication

GROUPS = {
    "site": noted("The whole site"),
    "kind": noted("By kind"),
    "severity": noted("Alerts by severity"),
    "agency": noted("By agency"),
    "topic": noted("By topic"),
    "region": noted("By region"),
}
"""What can be followed, and what the groups are called, in the order in which they are shown."""
CALENDARS = frozenset({"site", "agency", "topic", "region"})
"""Groups of which each subject has a calendar as well."""
_DATASETS = noted("Datasets")
_AT_LEAST = {
    "Extreme": noted("Alerts that are extreme"),
    "Severe": noted("Alerts that are severe or extreme"),
    "Moderate": noted("Alerts that are at least moderate"),
    "Minor": noted("Alerts that are at least minor"),
}


@noun
class Subject:
    """Something to follow."""

    group: str
    """site, agency, topic, region, kind or severity."""
    id: str
    """Within its group; nothing for the site."""
    first_id: str
    """That it had first, of which the ids of its feeds are."""
    name: str
    description: str
    folder: str
    """Of its feeds below the folder of all feeds, with a slash at its end; nothing for the site."""
    page: str
    """Path of the page that is about the same, from the root of the language."""
    entries: tuple[Entry, ...]
    """Those changed last first; undated ones last."""


def subjects(publication: Publication, say: Callable[[str], str] = str) -> Iterator[Subject]:
    """Every subject of a publication, the site first.

    Args:
        publication: In one language.
        say: Says messages in it.
    """
    catalog, entries = publication.catalog, publication.entries
    yield Subject(
        group="site",
        id="",
        first_id="",
        name=catalog.settings.name,
        description=catalog.settings.description,
        folder="",
        page="",
        entries=entries,
    )
    vocabularies = (
        ("agency", "agencies", catalog.agencies, publication.of_agency),
        ("topic", "topics", catalog.topics, publication.of_topic),
        ("region", "regions", catalog.regions, publication.of_region),
    )
    for group, folder, vocabulary, of in vocabularies:
        for id_, term in vocabulary.terms.items():
            yield Subject(
                group=group,
                id=id_,
                first_id=first_name(id_, term.formerly),
                name=term.name,
                description=term.description,
                folder=f"{folder}/{id_}/",
                page=f"{folder}/{id_}/",
                entries=of(id_),
            )
    for kind, plural in (("dataset", _DATASETS), *((each.kind, each.plural) for each in KINDS)):
        yield Subject(
            group="kind",
            id=kind,
            first_id=kind,
            name=say(plural),
            description="",
            folder=f"kinds/{kind}/",
            page={"dataset": "datasets/", "alert": "alerts/"}.get(kind, "announcements/"),
            entries=tuple(entry for entry in entries if entry.kind == kind),
        )
    for severity, words in _AT_LEAST.items():
        as_grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        yield Subject(
            group="severity",
            id=severity.lower(),
            first_id=severity.lower(),
            name=say(words),
            description="",
            folder=f"alerts/{severity.lower()}/",
            page="alerts/",
            entries=tuple(entry for entry in entries if entry.severity in as_grave),
        )
