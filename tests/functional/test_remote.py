"""Data on another server, from the descriptor to the page: fetched when they are checked, and asked for no more."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from builders import DATA, a_dataset, a_site, daylight
from servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        found.serves("/rain.csv", DATA.encode())
        yield found


@pytest.fixture
def far(server: Server, tmp_path: Path) -> Path:
    """A site with a dataset whose only table lies on the server."""
    site = a_site(tmp_path, remote=[f"{server.address}/"])
    proof = {"hash": f"sha256:{hashlib.sha256(DATA.encode()).hexdigest()}", "bytes": len(DATA)}
    folder = a_dataset(site, resource={"path": f"{server.address}/rain.csv", **proof})
    (folder / "readings.csv").unlink()
    return site


def page(site: Path) -> str:
    return (site / "site/datasets/works/rain/index.html").read_text()


def test_they_are_asked_for_once(far: Path, server: Server) -> None:
    result = daylight(far, "build")
    assert result.exit_code == 0, result.output
    assert "3 rows" in page(far)
    assert not list((far / "site").rglob("*.csv"))
    assert server.asked == ["GET /rain.csv"]
    assert "Nothing has changed" in daylight(far, "build").output
    descriptor = far / "datasets/works/rain/datapackage.yaml"
    descriptor.write_text(descriptor.read_text().replace("title: Rainfall", "title: Rain"))
    assert daylight(far, "build").exit_code == 0
    assert server.asked == ["GET /rain.csv"]


def test_where_nothing_may_be_fetched_it_is_said_and_mended_later(
    far: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAYLIGHT_OFFLINE", "1")
    for _ in range(2):
        result = daylight(far, "build")
        assert result.exit_code == 0, result.output
        assert "was not checked: offline." in result.output
    assert server.asked == []
    assert "3 rows" not in page(far)
    monkeypatch.delenv("DAYLIGHT_OFFLINE")
    assert "was not checked" not in daylight(far, "build").output
    assert "3 rows" in page(far)


def test_what_is_another_file_than_was_announced_stops_publishing_until_it_is_right(far: Path, server: Server) -> None:
    server.serves("/rain.csv", DATA.replace("3.5", "4.5").encode())
    result = daylight(far, "build")
    assert result.exit_code == 1
    assert "has another hash than the descriptor says" in result.output
    server.serves("/rain.csv", DATA.encode())
    assert daylight(far, "build").exit_code == 0
    assert "3 rows" in page(far)


def test_a_server_that_is_not_named_is_not_asked(far: Path, server: Server) -> None:
    settings = far / "mkdocs.yml"
    settings.write_text(settings.read_text().replace(f"- {server.address}/", "- https://elsewhere.example/"))
    result = daylight(far, "check")
    assert result.exit_code == 1
    assert "The site takes no data from there" in result.output
    assert server.asked == []
