"""Corrections and withdrawals say what happened, and lead to what takes the place of what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.checking.known import answered, below
from generator.model.finding import Where, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from generator.model.amendment import Amendment
    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding, Source


def check_amendments(catalog: Catalog) -> Iterator[Finding]:
    """Of announcements, and what takes the place of datasets."""
    addresses = answered(catalog)
    known = below("datasets", addresses) | below("announcements", addresses)
    for dataset in catalog.datasets:
        if dataset.instead:
            instead, line = dataset.instead
            yield from _known(dataset.id, instead, Where(path=dataset.source, line=line), known)
    for each in catalog.announcements:
        yield from _said(each.amendments, each.source, each.published.date())
        if each.withdrawn:
            where = each.source.at("withdrawn", "instead")
            yield from _known(each.name, each.amendments[-1].instead, where, known)
        if each.ends and any(amendment.at < each.ends.date() for amendment in each.amendments):
            yield error(
                each.source.at("withdrawn" if each.withdrawn else "corrections"),
                f"Those who received the alert do not hear of this, and it is in force until {each.ends}.",
                "Send `message: Update` or `message: Cancel`; from its end on it may be corrected or withdrawn "
                "(docs/alerts.md).",
                "alert-amended",
            )


def check_dataset_amendments(dataset: Dataset, _catalog: Catalog) -> Iterator[Finding]:
    """Of a dataset."""
    yield from _said(dataset.amendments, dataset.source, dataset.issued)


def check_days(catalog: Catalog, now: datetime) -> Iterator[Finding]:
    """Corrections and withdrawals of a day that is not there yet."""
    today = now.astimezone(ZoneInfo(catalog.settings.time_zone)).date()
    dated = [(*each.amended, each.source) for each in catalog.datasets if each.amended]
    for each in catalog.announcements:
        for amendment in each.amendments:
            where = each.source.at(amendment.key)
            dated.append((amendment.at.isoformat(), where.line, where.path))
    for day, line, path in dated:
        if day > today.isoformat():
            problem = f"This is dated {day}, and today is {today}."
            yield error(Where(path=path, line=line), problem, "Write the day on which it is said.", "date-to-come")


def _said(amendments: tuple[Amendment, ...], source: Source, published: date | None) -> Iterator[Finding]:
    for each in amendments:
        key, noun = each.key, "withdrawal" if each.kind == "withdrawn" else "correction"
        if not each.text.strip():
            remedy = "Say in a sentence what was wrong and what is right, or why it is withdrawn."
            yield error(source.at(key), f"The {noun} of {each.at} says nothing.", remedy, "amendment-empty")
        if published and each.at < published:
            problem = f"The {noun} ({each.at}) lies before the publication ({published})."
            yield error(source.at(key), problem, "Correct one of them.", "dates-reversed")


def _known(id_: str, instead: str, where: Where, known: set[str]) -> Iterator[Finding]:
    if instead == id_ or (instead and instead not in known):
        problem = f"`instead` is {instead!r}, which cannot take the place of {id_}."
        remedy = "Write `agency/name` of a dataset, or the name of an announcement, or leave it out."
        yield error(where, problem, remedy, "instead-unknown")
