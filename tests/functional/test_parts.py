"""A table in parts, from the folder to the page."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from builders import DATA, a_dataset, a_site, commit, daylight, write

if TYPE_CHECKING:
    from pathlib import Path


def test_each_part_is_a_download_and_nothing_is_joined(site: Path) -> None:
    names = [f"year-{place}.csv" for place in range(2001, 2009)]
    folder = a_dataset(site, resource={"path": names, "title": "Readings"})
    (folder / "readings.csv").unlink()
    for name in names:
        (folder / name).write_text(f"day,reading\n{name[5:9]}-01-01,{name[8]}\n")
    commit(site)

    result = daylight(site, "build")

    assert result.exit_code == 0, result.output
    published = site / "site/datasets/works/rain"
    for name in names:
        assert (published / name).read_bytes() == (folder / name).read_bytes()
    assert not list(published.glob("readings*"))
    page = (published / "index.html").read_text()
    assert "CSV in 8 parts, 200 bytes" in page
    assert "8 rows" in page
    for place, name in enumerate(names, start=1):
        assert f'datasets/works/rain/{name}" download>part {place} of 8, 25 bytes</a>' in page
    assert page.index("part 5 of 8") < page.index("<summary>3 more parts</summary>") < page.index("part 6 of 8")


def test_remote_data_are_linked_and_not_copied(tmp_path: Path) -> None:
    site = a_site(tmp_path, remote=["https://data.example.gov/", "s3://town/"])
    digest = hashlib.sha256(DATA.encode()).hexdigest()
    proof = {"hash": f"sha256:{digest}", "bytes": len(DATA)}
    a_dataset(site, resource={"path": "https://data.example.gov/rain/readings.csv?version=2", **proof})
    a_dataset(site, "works/snow", resource={"path": "s3://town/snow.csv", **proof})
    for name in ("rain", "snow"):
        (site / f"datasets/works/{name}/readings.csv").unlink()
    write(site, f".daylight/remote/{digest}", DATA)  # as if it had been fetched
    commit(site)

    result = daylight(site, "build")

    assert result.exit_code == 0, result.output
    page = (site / "site/datasets/works/rain/index.html").read_text()
    assert '<a href="https://data.example.gov/rain/readings.csv?version=2">CSV, 56 bytes</a>' in page
    assert f'SHA-256: <code class="digest">{digest}</code>' in page
    assert "3 rows" in page
    assert (
        "CSV, 56 bytes, <code>s3://town/snow.csv</code>" in (site / "site/datasets/works/snow/index.html").read_text()
    )
    assert not list((site / "site").rglob("*.csv"))
