"""What a score is made of: nothing is estimated, and what cannot be measured counts neither way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from builders import FIELDS, a_dataset, write

from generator import pipeline
from generator.deriving.facts import facts_of
from generator.deriving.freshness import late_from
from generator.deriving.openness import is_open
from generator.deriving.remarks import public_remarks
from generator.deriving.statistics import summarize
from generator.deriving.turning import turning_point
from generator.model.dataset import License
from generator.model.finding import Where, error, warning
from generator.model.quality import Measure, Part, Quality, Scheme
from generator.reading.packages import read_dataset
from generator.steps.means import means

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEME = Scheme(title="A scheme", path="https://scheme.example/")


def measures(site: Path, now: datetime = NOW) -> dict[str, tuple[float | None, int, str]]:
    """Points, possible points and words of each measure of the one dataset."""
    checked = pipeline.check(site, means(site))
    assert not checked.blocked, checked.findings
    (outline,) = checked.catalog.datasets
    dataset = read_dataset(site, site / outline.folder)
    facts = facts_of(
        dataset,
        checked.catalog,
        tuple(summarize(table, []) for table in dataset.tables),
        committed=checked.catalog.history.spans.get(outline.folder),
        remarks=public_remarks(checked.findings).get(outline.folder, ()),
        today=now.astimezone(ZoneInfo(checked.catalog.settings.time_zone)).date(),
    )
    every = [measure for part in facts.quality.parts for measure in part.measures]
    assert len({measure.id for measure in every}) == len(every)
    return {measure.id: (measure.points, measure.possible, str(measure.found)) for measure in every}


@pytest.mark.parametrize(
    ("data", "points", "found"),
    [
        ("day,reading\n2026-01-01,1\n2026-01-02,2\n", 20.0, "4 of 4 cells."),
        ("day,reading\n2026-01-01,1\n2026-01-02,\n", 15.0, "3 of 4 cells."),
        ("day,reading\n" + "2026-01-01,1\n" * 500 + "2026-01-01,\n", 19.9, "1,001 of 1,002 cells."),
        ("day,reading\n", None, "There are no cells to look at."),
    ],
)
def test_completeness_is_the_share_of_cells_with_a_value(
    site: Path, data: str, points: float | None, found: str
) -> None:
    a_dataset(site, data=data)
    assert measures(site)["filled-cells"] == (points, 20, found)


def test_a_schema_that_nobody_wrote_checks_nothing(site: Path) -> None:
    write(site, "datasets/works/rain/readings.csv", "day,reading\n2026-01-01,1\n")
    found = measures(site)
    assert found["described-tables"][0] == 0
    assert found["strict-columns"][0] == 0
    assert found["title"][0] == found["described-columns"][0] == 0


def test_text_without_constraints_accepts_everything(site: Path) -> None:
    fields = [
        {"name": "day", "type": "string"},
        {"name": "reading", "type": "string", "constraints": {"required": True}},
    ]
    a_dataset(site, fields=fields)
    assert measures(site)["strict-columns"] == (2.5, 5, "1 of 2.")


def test_a_table_with_a_warning_is_told(site: Path) -> None:
    a_dataset(site, data="day,reading\n")
    assert measures(site)["unremarked-tables"] == (0, 5, "0 of 1.")


def test_documentation_counts_what_was_written(site: Path) -> None:
    fields = [{**FIELDS[0], "description": "Day of measurement."}, FIELDS[1]]
    a_dataset(site, fields=fields, keywords=["rain"], temporal="2026-01-01/2026-01-03", spatial=[], description="Rain.")
    found = measures(site)
    points = {id_: found[id_][0] for id_ in ("title", "description", "described-columns", "keywords", "area", "period")}
    assert points == {
        "title": 2,
        "description": 0,
        "described-columns": 3,
        "keywords": 3,
        "area": 0,
        "period": 2,
    }
    assert found["description"][2] == "It has 5 characters."


@pytest.mark.parametrize(
    ("frequency", "now", "points", "found"),
    [
        ("monthly", "2026-03-06T05:59:59+00:00", 10.0, "New data are due by 2026-03-05: in time."),
        ("monthly", "2026-03-06T06:00:00+00:00", 0.0, "New data are due by 2026-03-05: late."),
        ("irregular", "2030-01-01T00:00:00+00:00", None, "No day is promised on which new data are due."),
        (None, "2030-01-01T00:00:00+00:00", None, "No day is promised on which new data are due."),
    ],
)
def test_data_are_late_from_the_end_of_the_day_they_are_due_on(
    site: Path, frequency: str | None, now: str, points: float | None, found: str
) -> None:
    a_dataset(site, accrualPeriodicity=frequency)
    every = measures(site, datetime.fromisoformat(now))
    assert every["in-time"] == (points, 10, found)
    assert every["frequency"][0] == (5 if frequency else 0)


def test_the_page_changes_when_data_become_late(site: Path) -> None:
    a_dataset(site)
    publication, _ = pipeline.compose(pipeline.check(site, means(site)), NOW, means(site))
    turn = turning_point(publication)
    assert turn is not None
    assert turn.isoformat() == "2026-03-06T00:00:00-06:00"
    assert late_from(date(2026, 12, 31), UTC) == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "path", "open_"),
    [
        ("CC-BY-4.0", "", True),
        ("cc0-1.0", "", True),
        ("ODC-PDDL-1.0", "", True),
        ("CC-BY-NC-4.0", "", False),
        ("CC-BY-ND-4.0", "https://creativecommons.org/licenses/by-nd/4.0/", False),
        ("", "https://creativecommons.org/licenses/by-sa/4.0/", True),
        ("", "https://creativecommons.org/licenses/by-nc/4.0/", False),
        ("", "https://evil.example/?https://creativecommons.org/licenses/by/4.0/", False),
        ("Our own terms", "", False),
    ],
)
def test_a_licence_is_open_when_it_is_known_to_be(name: str, path: str, *, open_: bool) -> None:
    assert is_open(License(name=name, path=path)) is open_


def test_the_stars_look_at_files_and_columns(site: Path) -> None:
    fields: list[dict[str, Any]] = [
        {"name": "day", "type": "date", "rdfType": "https://schema.org/Date"},
        {"name": "reading", "type": "string", "format": "uri"},
    ]
    a_dataset(site, data="day,reading\n2026-01-01,https://test.example/\n", fields=fields)
    found = measures(site)
    stars = ("open-licence", "structured-format", "non-proprietary-format", "web-addresses", "linked-data")
    assert [found[id_][0] for id_ in stars] == [4, 4, 4, 4, 4]
    write(site, "datasets/works/rain/report.pdf", "%PDF")
    listed = [
        {"name": "readings", "path": "readings.csv", "schema": {"fields": fields}},
        {"name": "report", "path": "report.pdf"},
    ]
    a_dataset(site, resources=listed, data="day,reading\n2026-01-01,https://test.example/\n")
    assert measures(site)["structured-format"] == (2, 4, "1 of 2.")


def test_what_is_packed_is_not_judged(site: Path) -> None:
    write(site, "datasets/works/rain/all.zip", "PK")
    a_dataset(site, resources=[{"name": "all", "path": "all.zip"}])
    found = measures(site)
    words = "What is inside packed files is not looked at."
    assert found["structured-format"] == (None, 4, words)
    assert found["filled-cells"][0] is None


def test_what_cannot_be_measured_counts_neither_way() -> None:
    def measure(points: float | None) -> Measure:
        return Measure(id="x", label="X", found="Y.", possible=10, points=points, scheme=SCHEME)

    def part(*points: float | None) -> Part:
        return Part(id="p", label="P", about="?", dimension="", measures=tuple(map(measure, points)))

    assert Quality(parts=(part(10, None), part(None))).score == 100
    assert Quality(parts=(part(9.9), part(10))).score == 99
    assert Quality(parts=(part(None),)).score is None
    assert Quality().score is None


def test_remarks_are_public_unless_they_are_about_leaks() -> None:
    places = [Where(path="datasets/a/b/c.csv"), Where(path="datasets/a/bb/c.csv"), Where(path="mkdocs.yml")]
    shown = [warning(place, "Odd.", "Look.", "odd") for place in places]
    hidden = [warning(places[0], "555-1234.", "Look.", "leak-phone"), error(places[0], "Bad.", "Mend.", "bad")]
    assert public_remarks([*shown, *hidden]) == {
        "datasets/a/b": (shown[0],),
        "datasets/a/bb": (shown[1],),
        "mkdocs.yml": (shown[2],),
    }
