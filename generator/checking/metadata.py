"""Can a reader tell what a dataset is, whose it is, what may be done with it, and whom to ask?

What a citizen cannot do without blocks publishing. What can be worked out from the data is worked out, and asked for.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.model.dataset import FILE_PART, PUBLISHED
from generator.model.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding, Where

SHORTEST_DESCRIPTION = 50
"""Characters; what search engines ask of a schema.org Dataset."""
FREQUENCIES = (
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "biannual",
    "annual",
    "biennial",
    "irregular",
    "never",
)
"""Words for the DCAT property accrualPeriodicity."""


def check_metadata(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    """What is missing from a descriptor."""
    found = list(_dataset(dataset, catalog))
    yield from found
    told = {finding.where for finding in found}
    for meant, written in dataset.slips.items():
        if (where := dataset.source.at(written)) not in told:
            yield warning(where, f"Nobody reads `{written}`.", f"Did you mean `{meant}`?", "misspelled-key")


def _dataset(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    if dataset.inferred:
        yield warning(
            dataset.source.at(),
            "There is no descriptor: title, columns and types are guessed from the files.",
            f"Add {dataset.source.path.rpartition('/')[2]}, as docs/formats.md shows.",
            "descriptor-missing",
        )
    else:
        yield from _words(dataset)
    yield from _terms(dataset, catalog)
    yield from _dates(dataset, committed=dataset.folder in catalog.history.spans)
    if len(dataset.descriptors) > 1:
        problem = f"The folder has several descriptors: {', '.join(dataset.descriptors)}."
        yield error(dataset.source.at(), problem, f"Keep one; {dataset.descriptors[0]} was read.", "descriptor-twice")
    yield from _files(dataset)


def _files(dataset: Dataset) -> Iterator[Finding]:
    if not dataset.resources and not dataset.withdrawn:
        where, hint = _place(dataset, "resources")
        yield error(where, f"The dataset has no files{hint}.", "List them under `resources:`.", "files-missing")
    for resource in dataset.resources:
        for each in () if resource.remote else resource.files:
            where = dataset.source.at("resources", resource.position, "path")
            path = PurePosixPath(each.path)
            if path.suffix.lower().lstrip(".") not in PUBLISHED:
                problem = f"{each.path} could act as a page or a program of this site, or nobody could open it."
                yield error(where, problem, "Publish it as CSV, JSON, PDF or in a ZIP file.", "file-type")
            elif not all(map(FILE_PART.fullmatch, path.parts)):
                problem = f"The file name {each.path} has a sign in it that does not fit a link."
                yield error(where, problem, "Use letters, digits, hyphens, dots and blanks.", "file-name")
        if resource.schema and not resource.tabular:
            where = dataset.source.at("resources", resource.position, "format")
            problem = f"`format` is {resource.format!r}, so that the data are not checked against their schema."
            yield error(where, problem, "Write csv, tsv, xlsx or json, or leave `format` out.", "format-mismatch")
        if not resource.name:
            where = dataset.source.at("resources", resource.position)
            problem = f"File {resource.position + 1} ({resource.path}) has no `name`."
            yield error(where, problem, "Give it a short one in lower case; links are made of it.", "name-missing")


def _words(dataset: Dataset) -> Iterator[Finding]:
    if not dataset.title:
        where, hint = _place(dataset, "title")
        remedy = "Say in a few words what it is; until then it is named after its folder."
        yield warning(where, f"The title is missing{hint}.", remedy, "title-missing")
    length = len(dataset.description)
    if length < SHORTEST_DESCRIPTION:
        where, hint = _place(dataset, "description")
        problem = f"The description has {length} characters" if length else f"The description is missing{hint}"
        remedy = f"Say in {SHORTEST_DESCRIPTION} characters or more what it shows, for when and for where."
        yield warning(where, f"{problem}.", remedy, "description-short")
    if not dataset.accrual_periodicity:
        where, hint = _place(dataset, "accrualPeriodicity")
        problem = f"`accrualPeriodicity`, how often it is updated, is missing{hint}."
        yield warning(where, problem, f"Write one of: {', '.join(FREQUENCIES)}.", "frequency-missing")
    elif dataset.accrual_periodicity not in FREQUENCIES:
        where = dataset.source.at("accrualPeriodicity")
        problem = f"`accrualPeriodicity` is unknown: {dataset.accrual_periodicity!r}."
        yield error(where, problem, f"Write one of: {', '.join(FREQUENCIES)}.", "frequency-unknown")


def _terms(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    if not catalog.agencies.readable:
        return
    agency = catalog.agencies.terms.get(dataset.agency)
    if agency is None:
        problem = f"The publisher `{dataset.agency}` is unknown."
        remedy = "Add it to content/vocabularies/agencies.yaml, or move the folder to its agency's."
        yield error(dataset.source.at(), problem, remedy, "agency-unknown")
    if not any(each.label for each in dataset.licenses) and not (agency and agency.licenses):
        where, hint = _place(dataset, "licenses")
        remedy = "Add `licenses:`, here or for the agency, so that people know what they may do."
        yield error(where, f"The licence is missing{hint}.", remedy, "licence-missing")
    contact = dataset.contact or (agency.contact if agency else None)
    if contact is None or not (contact.email or contact.phone):
        where, hint = _place(dataset, "contactPoint")
        remedy = "Add `contactPoint:` with an email address, here or for the agency."
        yield error(where, f"A contact is missing{hint}.", remedy, "contact-missing")


def _dates(dataset: Dataset, *, committed: bool) -> Iterator[Finding]:
    if dataset.issued and dataset.modified and dataset.modified < dataset.issued:
        problem = f"`modified` ({dataset.modified}) lies before `issued` ({dataset.issued})."
        yield error(dataset.source.at("modified"), problem, "Correct one of them.", "dates-reversed")
    if not committed and not dataset.modified and not dataset.issued:
        where, hint = _place(dataset, "modified")
        remedy = "Add `issued:` and `modified:`; a dataset without a date is left out of feeds and posts."
        yield warning(where, f"The dataset has no date{hint}.", remedy, "date-missing")


def _place(dataset: Dataset, key: str) -> tuple[Where, str]:
    """Where a missing `key` belongs: at a key that looks like it, if there is one."""
    if written := dataset.slips.get(key):
        return dataset.source.at(written), f" (did you mean `{key}` where it says `{written}`?)"
    return dataset.source.at(key), ""
