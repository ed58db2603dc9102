"""Promises of the structured data of pages: schema.org types with what search engines ask of each."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from builders import ALERT, a_dataset, a_site, an_announcement, daylight

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = 'Rain </script><script>alert("1")</script> & more'
NOTICE = {"legal_basis": "Code § 1", "effective": "2026-03-01", "until": "2026-06-30"}
ASKING = {"opens": "2026-03-01T09:00:00-06:00", "closes": "2026-06-30T17:00:00-05:00"}
MEETING = {
    "starts": "2026-05-20T18:00:00-05:00",
    "place": "Library",
    "online": "https://test.example/join",
    "minutes": "https://test.example/minutes",
}
SERVICE = {
    "situations": ["building"],
    "audiences": ["owners"],
    "audience": "Owners",
    "cost": "$65",
    "online": "https://test.example/apply",
    "phone": "+1 555 0100",
    "address": "City Hall",
}
REGIONS = (
    "- {id: north, name: North side, code: N1, polygon: [[1, 50], [1, 51], [2, 51]]}\n"
    "- {id: south, name: South side, bbox: [1, 49, 2, 50]}\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_site(tmp_path_factory.mktemp("structured"), languages=["es"])
    folder = root / "content/vocabularies"
    (folder / "situations.yaml").write_text("- {id: building, name: Building}\n- {id: unused, name: Unused}\n")
    (folder / "audiences.yaml").write_text("- {id: owners, name: Owners, translations: {es: {name: Dueños}}}\n")
    (folder / "regions.yaml").write_text(REGIONS)
    correction = {"date": "2026-03-02", "text": "It rained more."}
    a_dataset(root, title=HOSTILE, keywords=["rain"], temporal="2026-01-01/2026-01-03", corrections=[correction])
    an_announcement(root, "news", title=HOSTILE, corrections=[correction])
    an_announcement(root, "boil", **ALERT | {"regions": ["north", "south"]})
    for kind, facts in (("notice", NOTICE), ("consultation", ASKING), ("event", MEETING), ("service", SERVICE)):
        an_announcement(root, kind, kind=kind, title=kind.title(), regions=["north"], **facts)
    result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    return root / "site"


def data(built: Path, path: str) -> dict[str, Any]:
    page = (built / path / "index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    read: dict[str, Any] = json.loads(found)
    assert read["@context"] == "https://schema.org"
    assert read["url"] == f"https://test.example/{path}/"
    return read


def test_a_dataset_has_what_search_engines_for_data_ask_for(built: Path) -> None:
    found = data(built, "datasets/works/rain")
    assert found["@type"] == "Dataset"
    assert found["name"] == HOSTILE
    assert 50 <= len(found["description"]) <= 5000
    assert found["identifier"] == "tag:test.example,2026:dataset/works/rain"
    assert found["creator"]["name"] == "Public Works"
    assert found["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["temporalCoverage"] == "2026-01-01/2026-01-03"
    assert found["keywords"] == ["rain", "Water"]
    place = {"@type": "Place", "name": "North side", "identifier": "N1"}
    assert found["spatialCoverage"] == [place | {"geo": {"@type": "GeoShape", "box": "50 1 51 2"}}]
    for each in found["distribution"]:
        assert (built / each["contentUrl"].removeprefix("https://test.example/")).is_file()
        assert each["encodingFormat"] == "CSV"
    assert found["correction"][0]["text"] == "It rained more."


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("news", "NewsArticle", {"headline": HOSTILE, "datePublished": "2026-03-01T09:00:00-06:00"}),
        ("boil", "SpecialAnnouncement", {"expires": "2026-04-01T01:00:00-05:00", "text": ALERT["instruction"]}),
        ("notice", "SpecialAnnouncement", {"expires": "2026-06-30", "category": "Public notice"}),
        ("consultation", "SpecialAnnouncement", {"expires": ASKING["closes"]}),
        (
            "event",
            "Event",
            {
                "name": "Event",
                "startDate": MEETING["starts"],
                "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
                "eventStatus": "https://schema.org/EventScheduled",
            },
        ),
        ("service", "GovernmentService", {"serviceType": ["Building"]}),
    ],
)
def test_an_announcement_is_what_it_is_called_there(built: Path, name: str, kind: str, facts: dict[str, Any]) -> None:
    found = data(built, f"announcements/{name}")
    assert found["@type"] == kind
    assert {key: found[key] for key in facts} == facts


def test_a_service_says_how_it_is_reached(built: Path) -> None:
    found = data(built, "announcements/service")
    channel = found["availableChannel"]
    assert channel["serviceUrl"] == SERVICE["online"]
    assert channel["servicePhone"]["telephone"] == SERVICE["phone"]
    assert found["provider"]["@type"] == "GovernmentOrganization"
    assert data(built, "es/announcements/service")["audience"][1]["name"] == "Dueños"


def test_no_text_ends_the_element(built: Path) -> None:
    for page in built.rglob("*.html"):
        for found in re.findall(r"<script([^>]*)>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL):
            assert "src=" in found[0] or ("<" not in found[1] and found[0] == ' type="application/ld+json"'), page


def test_services_are_found_by_situation_and_audience(built: Path) -> None:
    finder = (built / "services/index.html").read_text(encoding="utf-8")
    assert 'href="../situations/building/">Building</a>' in finder
    assert "Unused" not in finder
    assert 'href="../audiences/owners/">Owners</a>' in finder
    assert 'href="https://test.example/apply">Start online' in finder
    assert 'href="tel:+15550100"' in finder
    situation = (built / "situations/building/index.html").read_text(encoding="utf-8")
    assert 'href="../../announcements/service/">Service</a>' in situation
    assert "There are no services yet." in (built / "situations/unused/index.html").read_text(encoding="utf-8")
    page = (built / "announcements/service/index.html").read_text(encoding="utf-8")
    assert 'href="../../situations/building/">Building</a>' in page
    assert 'href="https://test.example/minutes">Read the minutes</a>' in (
        built / "announcements/event/index.html"
    ).read_text(encoding="utf-8")


def test_an_area_is_a_polygon_where_its_edge_is_known(built: Path) -> None:
    """Counterclockwise and closed (RFC 7946, 3.1.6), though it is written clockwise and open."""
    cap = (built / "announcements/boil/cap/1.xml").read_text(encoding="utf-8")
    assert re.findall(r"<polygon>(.*)</polygon>", cap) == ["50,1 51,2 51,1 50,1", "49,1 49,2 50,2 50,1 49,1"]
    a_box = data(built, "announcements/boil")["spatialCoverage"][0]["geo"]["box"]
    assert a_box == "50 1 51 2"


def test_maps_have_the_area_of_an_alert_while_it_is_in_force(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "content/vocabularies/regions.yaml").write_text(REGIONS)
    an_announcement(site, "boil", **ALERT | {"regions": ["north", "south"]})

    def areas(day: datetime) -> list[Any]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        assert daylight(site, "build").exit_code == 0
        features = json.loads((site / "site/alerts/alerts.geojson").read_text())["features"]
        return [each["geometry"] for each in features]

    north = [[1, 50], [2, 51], [1, 51], [1, 50]]
    south = [[1, 49], [2, 49], [2, 50], [1, 50], [1, 49]]
    (area,) = areas(datetime(2026, 3, 20, tzinfo=UTC))
    assert area == {"type": "MultiPolygon", "coordinates": [[north], [south]]}
    for (ring,) in area["coordinates"]:
        assert sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) > 0  # counterclockwise
    assert areas(datetime(2026, 4, 2, tzinfo=UTC)) == []


def test_what_is_wrong_with_terms_and_edges_is_told(site: Path) -> None:
    an_announcement(site, kind="service", situations=["bilding"], audiences=["all"])
    (site / "content/vocabularies/situations.yaml").write_text("- {id: building, name: Building}\n")
    regions = site / "content/vocabularies/regions.yaml"
    regions.write_text("- {id: north, name: North, polygon: [[1, 50], [1, 51]]}\n")
    said = daylight(site, "check").output
    assert "The situation `bilding` is unknown. Did you mean `building`?" in said
    assert "The audience `all` is unknown." in said
    assert "`polygon` has fewer than three corners" in said
    regions.write_text("- {id: north, name: North, polygon: [[1, 50], [1, 51], [200, 50]]}\n")
    assert "`polygon` leaves the globe" in daylight(site, "check").output


@pytest.mark.parametrize(
    ("point", "shown"),
    [("[1]", "a list"), ("[1, 51, 3]", "a list"), ("[1, x]", "a list"), ("[null, 51]", "a list"), ("1", "1")],
)
def test_what_is_wrong_with_a_point_is_told_with_an_example(site: Path, point: str, shown: str) -> None:
    regions = site / "content/vocabularies/regions.yaml"
    regions.write_text(f"- id: north\n  name: North\n  polygon:\n  - [1, 50]\n  - {point}\n  - [2, 51]\n")
    said = " ".join(daylight(site, "check").output.split())
    assert f"content/vocabularies/regions.yaml:5: `polygon[2]` does not have two numbers: {shown}." in said
    assert "Write it like [[-90.52, 41.49], [-90.49, 41.49], [-90.49, 41.51]]: longitude, latitude of each" in said
