"""Remote data are fetched once, from where the site allows it, and only if they are the ones that are meant."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import openpyxl
import pytest
from builders import DATA, FIELDS, a_dataset, a_site, write
from servers import serving

from generator.checking.tables.judging import judge
from generator.checking.tables.oddities import find_oddities
from generator.model.errors import SettingsError
from generator.reading.marked import Unreadable
from generator.reading.packages import read_dataset
from generator.reading.remote import allows, fetch, is_offline
from generator.reading.settings import read_settings
from generator.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server

    from generator.model.dataset import Dataset
    from generator.model.finding import Finding


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


def proof(content: bytes) -> dict[str, object]:
    return {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}


def a_remote(root: Path, address: str, content: bytes = DATA.encode(), **changes: object) -> Dataset:
    resource = {"path": address, **proof(content), **changes}
    return read_dataset(root, a_dataset(root, resource=resource))


def again(root: Path) -> Dataset:
    return read_dataset(root, root / "datasets/works/rain")


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".daylight").rglob("*") if path.is_file())


def test_what_is_meant_is_fetched_once_and_read_like_a_file(server: Server, tmp_path: Path) -> None:
    server.serves("/data/rain.csv", DATA.encode())
    dataset = a_remote(tmp_path, f"{server.address}/data/rain.csv")
    assert (dataset.tables, dataset.resources[0].path, server.asked) == ((), "rain.csv", [])
    allowed = [f"{server.address}/data/"]
    assert fetch(dataset, allowed, offline=False) == []
    (table,) = again(tmp_path).tables
    assert len(read_table(table)) == 3
    assert table.remote
    assert kept(tmp_path) == [table.remote.sha256]
    assert fetch(again(tmp_path), allowed, offline=False) == fetch(again(tmp_path), allowed, offline=True) == []
    assert server.asked == ["GET /data/rain.csv"]


def test_its_rows_are_judged_and_told_by_its_name(server: Server, tmp_path: Path) -> None:
    wrong = b"day,reading\n2026-01-01,1\n2026-01-02,many\n"
    server.serves("/rain.csv", wrong)
    fetch(a_remote(tmp_path, f"{server.address}/rain.csv", wrong), [server.address], offline=False)
    dataset = again(tmp_path)
    assert list(find_oddities(dataset)) == []
    (finding,) = judge(dataset)
    assert str(finding).startswith("datasets/works/rain/rain.csv:3: A cell of column B")


@pytest.mark.parametrize(
    ("served", "headers", "said"),
    [
        (DATA.encode().replace(b"4", b"5"), {}, "has another hash than the descriptor says"),
        (DATA.encode() + b"x", {}, "has 57 bytes; the descriptor says 56."),
        (DATA.encode() + b"x", {"Content_Length": ""}, "has more than the 56 bytes that the descriptor says."),
        (DATA.encode()[:-1], {"Content_Length": ""}, "ended after 55 of the 56 bytes that the descriptor says."),
    ],
)
def test_what_is_not_meant_is_not_kept(
    served: bytes, headers: dict[str, str], said: str, server: Server, tmp_path: Path
) -> None:
    server.serves("/rain.csv", served, **headers)
    (finding,) = fetch(a_remote(tmp_path, f"{server.address}/rain.csv"), [server.address], offline=False)
    assert finding.blocks
    assert finding.rule == "remote-changed"
    assert said in finding.problem
    assert str(finding.where) == "datasets/works/rain/datapackage.yaml:14"
    assert kept(tmp_path) == []


def test_no_more_is_taken_than_was_announced(tmp_path: Path) -> None:
    """The server never ends by itself."""
    taken = []

    class Endless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    taken.append(self.wfile.write(b"x" * 65536))
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        assert rules(fetch(a_remote(tmp_path, f"{address}/x.csv"), [address], offline=False)) == ["remote-changed"]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert kept(tmp_path) == []


def test_a_redirect_leads_to_where_data_may_be_taken_from_or_nowhere(server: Server, tmp_path: Path) -> None:
    server.serves("/old/rain.csv", b"", 301, Location=f"{server.address}/new/rain.csv")
    server.serves("/new/rain.csv", DATA.encode())
    dataset = a_remote(tmp_path, f"{server.address}/old/rain.csv")
    (finding,) = fetch(dataset, [f"{server.address}/old/"], offline=False)
    assert finding.rule == "remote-redirect"
    assert server.asked == ["GET /old/rain.csv"]
    assert fetch(dataset, [f"{server.address}/old/", f"{server.address}/new/"], offline=False) == []


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("file:///etc/passwd", "remote-unreachable"),
        ("ftp://127.0.0.1/x", "remote-redirect"),
        ("http://169.254.169.254/latest", "remote-redirect"),
    ],
)
def test_a_redirect_leads_to_no_other_kind_of_address(place: str, rule: str, server: Server, tmp_path: Path) -> None:
    server.serves("/rain.csv", b"", 301, Location=place)
    found = fetch(a_remote(tmp_path, f"{server.address}/rain.csv"), [server.address], offline=False)
    assert rules(found) == [rule]
    assert kept(tmp_path) == []


def test_nothing_is_asked_of_a_server_that_is_not_named(server: Server, tmp_path: Path) -> None:
    server.serves("/rain.csv", DATA.encode())
    dataset = a_remote(tmp_path, f"{server.address}/rain.csv")
    for allowed in ([], ["https://data.example.gov/"], [f"{server.address}/other/"], [f"{server.address}0/"]):
        assert rules(fetch(dataset, allowed, offline=False)) == ["remote-not-allowed"]
    assert server.asked == []


def test_nor_is_it_taken_from_the_cache(server: Server, tmp_path: Path) -> None:
    server.serves("/rain.csv", DATA.encode())
    dataset = a_remote(tmp_path, f"{server.address}/rain.csv")
    assert fetch(dataset, [server.address], offline=False) == []
    assert rules(fetch(again(tmp_path), [], offline=False)) == ["remote-not-allowed"]


def test_offline_nothing_is_fetched_and_that_is_told(server: Server, tmp_path: Path) -> None:
    server.serves("/rain.csv", DATA.encode())
    (finding,) = fetch(a_remote(tmp_path, f"{server.address}/rain.csv"), [server.address], offline=True)
    assert not finding.blocks
    assert finding.problem == f"{server.address}/rain.csv was not checked: offline."
    assert server.asked == []
    assert is_offline({"DAYLIGHT_OFFLINE": "1"})
    assert not is_offline({"DAYLIGHT_OFFLINE": "0"})
    assert not is_offline({})


def test_foreign_keys_into_what_is_not_here_wait(tmp_path: Path) -> None:
    keys = [{"fields": ["day"], "reference": {"resource": "days", "fields": ["day"]}}]
    days = {"name": "days", "path": "https://data.example.gov/days.csv", **proof(b"x")}
    readings = {"name": "readings", "path": "readings.csv", "schema": {"fields": FIELDS, "foreignKeys": keys}}
    dataset = read_dataset(tmp_path, a_dataset(tmp_path, resources=[readings, days]))
    assert [table.name for table in dataset.tables] == ["readings"]
    assert [*find_oddities(dataset), *judge(dataset)] == []


def test_a_server_that_is_gone_or_has_nothing_is_told(tmp_path: Path) -> None:
    with serving() as server:
        address = f"{server.address}/rain.csv"
        dataset = a_remote(tmp_path, address)
        (missing,) = fetch(dataset, [server.address], offline=False)
    (gone,) = fetch(dataset, [server.address], offline=False)
    assert missing.problem == f"{address} cannot be fetched: Not Found."
    assert gone.problem.startswith(f"{address} cannot be fetched: ")
    assert "refused" in gone.problem
    assert missing.rule == gone.rule == "remote-unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "memory://x/y.csv",
        "ftp://data.example.gov/x.csv",
        "https://user:secret@data.example.gov/x.csv",
        "https:///x.csv",
        "https://data.example.gov/a/../x.csv",
        "https://data.example.gov/a/%2E%2e/x.csv",
        "https://data.example.gov\\@evil.example/x.csv",
        "https://data.example.gov/x.csv#y",
        "https://data.example.gov/x y.csv",
        "https://data.example.gov:x/y.csv",
        "HTTPS://data.example.gov/x.csv",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        a_remote(tmp_path, address)
    assert rules([*caught.value.findings]) == ["path-remote"]
    assert not allows(["https://data.example.gov/", "file:///"], address)


@pytest.mark.parametrize(
    "changes",
    [{"hash": None}, {"bytes": None}, {"bytes": -1}, {"bytes": "9"}, {"bytes": True}, {"hash": "a" * 32}, {"hash": 5}],
)
def test_an_address_without_proof_is_refused(changes: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        a_remote(tmp_path, "https://data.example.gov/x.csv", **changes)
    assert rules([*caught.value.findings]) == ["remote-unproven"]


@pytest.mark.parametrize(
    ("prefix", "address", "expected"),
    [
        ("https://data.example.gov", "https://data.example.gov/x.csv", True),
        ("https://data.example.gov/", "https://DATA.example.gov:443/x.csv", True),
        ("https://data.example.gov/a", "https://data.example.gov/a/x.csv", True),
        ("https://data.example.gov/a/", "https://data.example.gov/a/x.csv?version=3", True),
        ("https://data.example.gov/a", "https://data.example.gov/abc/x.csv", False),
        ("https://data.example.gov", "https://data.example.gov.evil.example/x.csv", False),
        ("https://data.example.gov", "https://data.example.gov:8443/x.csv", False),
        ("https://data.example.gov", "http://data.example.gov/x.csv", False),
        ("s3://bucket/", "s3://bucket/a/x.csv", True),
        ("s3://bucket", "s3://bucket2/x.csv", False),
    ],
)
def test_addresses_are_compared_in_whole_parts(prefix: str, address: str, *, expected: bool) -> None:
    assert allows([prefix], address) is expected


@pytest.mark.parametrize(
    "prefix", ["data.example.gov", "http://data.example.gov/", "file:///data/", "https://data.example.gov/?x", "s3://"]
)
def test_settings_name_servers_that_can_be_asked_safely(prefix: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs.yml:\d+: `extra.daylight.remote` cannot be"):
        read_settings(a_site(tmp_path, remote=[prefix]))
    fine = ["https://data.example.gov/x/", "s3://bucket/", "http://127.0.0.1:8000/"]
    assert read_settings(a_site(tmp_path, remote=fine)).remote == tuple(fine)


def test_a_link_in_the_place_of_what_was_fetched_is_not_followed(server: Server, tmp_path: Path) -> None:
    server.serves("/rain.csv", DATA.encode())
    dataset = a_remote(tmp_path, f"{server.address}/rain.csv")
    elsewhere = write(tmp_path, "elsewhere.csv", DATA.replace("4", "5"))
    dataset.resources[0].file.parent.mkdir(parents=True)
    dataset.resources[0].file.symlink_to(elsewhere)
    assert not again(tmp_path).tables
    assert fetch(dataset, [server.address], offline=False) == []
    assert again(tmp_path).resources[0].file.read_text() == DATA
    assert "5" in elsewhere.read_text()


@pytest.fixture
def bucket(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """What answers to the two questions that are asked of S3: what there is under a key, and for its bytes."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server.address)
    return server


def test_object_storage_is_asked_in_the_same_way(bucket: Server, tmp_path: Path) -> None:
    bucket.serves("/town/data/rain.csv", DATA.encode(), Last_Modified="Thu, 05 Nov 2026 09:00:00 GMT")
    dataset = a_remote(tmp_path, "s3://town/data/rain.csv")
    assert rules(fetch(dataset, ["s3://village/"], offline=False)) == ["remote-not-allowed"]
    assert bucket.asked == []
    assert fetch(dataset, ["s3://town/"], offline=False) == []
    assert len(read_table(again(tmp_path).tables[0])) == 3
    assert "GET /town/data/rain.csv" in bucket.asked


def test_and_what_is_not_meant_there_is_not_kept_either(bucket: Server, tmp_path: Path) -> None:
    stamp = "Thu, 05 Nov 2026 09:00:00 GMT"
    bucket.serves("/town/rain.csv", DATA.encode().replace(b"4", b"5"), Last_Modified=stamp)
    bucket.serves("/town/more.csv", DATA.encode() + b"x", Last_Modified=stamp)
    found = [
        *fetch(a_remote(tmp_path, "s3://town/rain.csv"), ["s3://town/"], offline=False),
        *fetch(a_remote(tmp_path, "s3://town/more.csv"), ["s3://town/"], offline=False),
        *fetch(a_remote(tmp_path, "s3://town/none.csv"), ["s3://town/"], offline=False),
    ]
    assert rules(found) == ["remote-changed", "remote-changed", "remote-unreachable"]
    assert kept(tmp_path) == []


@pytest.mark.parametrize("name", ["rain.json", "rain.xlsx"])
def test_workbooks_and_json_may_lie_there_too(name: str, server: Server, tmp_path: Path) -> None:
    rows = [{"day": "2026-01-01", "reading": 1}, {"day": "2026-01-02", "reading": "many"}]
    content = json.dumps(rows).encode()
    if name.endswith("xlsx"):
        book = openpyxl.Workbook()
        for cells in [list(rows[0]), *(list(row.values()) for row in rows)]:
            book.active.append(cells)
        book.save(tmp_path / "made.xlsx")
        content = (tmp_path / "made.xlsx").read_bytes()
    server.serves(f"/{name}", content)
    fields = [{"name": "day", "type": "string"}, {"name": "reading", "type": "number"}]
    address = f"{server.address}/{name}"
    folder = a_dataset(tmp_path, fields=fields, resource={"path": address, "type": "table", **proof(content)})
    assert fetch(read_dataset(tmp_path, folder), [server.address], offline=False) == []
    dataset = again(tmp_path)
    assert list(find_oddities(dataset)) == []
    assert [finding.where.path for finding in judge(dataset)] == [f"datasets/works/rain/{name}"]
    assert list(read_table(dataset.tables[0])["reading"]) == ["1", "many"]
