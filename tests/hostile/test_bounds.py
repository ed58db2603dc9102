"""Files that were made to take for ever, or all memory, or to make us ask another server: each is refused in words."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import socket
import sys
import threading
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from builders import DATA, a_dataset, a_site, json_text
from hostile.measured import refused, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

FOLDER = "datasets/works/rain"
FILE = f"{FOLDER}/readings.csv"
DESCRIPTOR = f"{FOLDER}/datapackage.yaml"
DAY = {"name": "day", "type": "date"}
NUMBER = {"name": "reading", "type": "number"}
ZEROS = bytes(10_000_000)
TIMES = 1000
"""So that a few megabytes unpack to ten thousand."""
Repeated = tuple[bytes, bytes, int]
"""Beginning, what is repeated, how often."""


@pytest.fixture
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notes")


def with_pattern(site: Path, pattern: str, cell: str, id_: str = "works/rain") -> None:
    field = {"name": "reading", "type": "string", "constraints": {"pattern": pattern}}
    a_dataset(site, id_, data=f"day,reading\n2026-01-01,{cell}\n", fields=[DAY, field])


def with_bytes(site: Path, name: str, content: bytes, id_: str = "works/rain", **changes: Any) -> None:
    """A dataset whose only table is a file of `content`."""
    folder = a_dataset(site, id_, fields=[DAY, NUMBER], resource={"path": name, **changes})
    (folder / "readings.csv").unlink()
    (folder / name).write_bytes(content)


# Patterns


def test_patterns_that_explode_in_python_are_matched_by_re2(site: Path, notes: Path) -> None:
    patterns = {"(a+)+$": "a" * 50_000 + "!", "(a*)*b": "a" * 50_000, "a*a*a*a*a*b": "a" * 50_000}
    for number, (pattern, cell) in enumerate(patterns.items()):
        with_pattern(site, pattern, cell, f"works/rain{number}")
    told = "/readings.csv:2: A cell of column B 'reading' does not have the form that the schema asks for: 'aaaaaa"
    done = refused(site, notes, *(f"rain{number}{told}" for number in range(len(patterns))))
    assert all(f"the column's `pattern` in the descriptor ({pattern})" in done.output for pattern in patterns)


def far_cell() -> bytes:
    workbook = openpyxl.Workbook()
    for row in (["day", "reading"], ["2026-01-01", 3]):
        workbook.active.append(row)
    workbook.active.cell(1_048_576, 16_384, "x")
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_what_can_only_be_given_up_is_given_up_in_time(tmp_path: Path) -> None:
    """A pattern that only Python can match, in cells or of a kind that RE2 does not know; a cell far away."""
    sites = [a_site(tmp_path / name) for name in ("letters", "look-ahead", "far")]
    with_pattern(sites[0], "(a+)+$", "a" * 40 + "é")
    with_pattern(sites[1], "(?=a)(a+)+$", "a" * 40 + "!")
    with_bytes(sites[2], "readings.xlsx", far_cell())
    with ThreadPoolExecutor() as pool:
        runs = list(
            pool.map(
                lambda each: refused(
                    each, each / "notes", f"{DESCRIPTOR}:", "could not be checked within bounds: it took longer than 10"
                ),
                sites,
            )
        )
    names = ["readings.csv", "readings.csv", "readings.xlsx"]
    assert all(f": {name} could not be" in done.output for name, done in zip(names, runs, strict=True))


# Delimited files


def test_a_cell_of_100_megabytes(site: Path, notes: Path) -> None:
    a_dataset(site, data=f"day,reading\n2026-01-01,{'1' * 100_000_000}\n2026-01-02,3\n")
    refused(site, notes, f"{FILE}:1: A cell is longer than 10,000,000 characters")


def test_a_cell_of_100_megabytes_further_down(site: Path, notes: Path) -> None:
    rows = "2026-01-05,4\n" * 1000
    a_dataset(site, data=f"{DATA}{rows}2026-01-01,{'1' * 100_000_000}\n2026-01-02,3\n")
    refused(site, notes, f"{FILE}:1: A cell is longer than 10,000,000 characters")


def test_a_cell_of_100_megabytes_after_frictionless_was_asked(site: Path, notes: Path) -> None:
    a_dataset(site, "works/a", data=f"{DATA}2026-01-01,x\n")
    a_dataset(site, "works/b", data=f"{DATA}2026-01-01,{'1' * 100_000_000}\n2026-01-02,3\n")
    refused(
        site, notes, "works/a/readings.csv:5: ", "works/b/readings.csv:1: A cell is longer than 10,000,000 characters"
    )


def test_a_header_of_100_000_columns(site: Path, notes: Path) -> None:
    names = ",".join(f"c{place}" for place in range(100_000))
    a_dataset(site, data=f"{names}\n{','.join('1' * 100_000)}\n")
    refused(site, notes, f"{FILE}:1: The table has 100,000 columns; at most 5,000 can be checked.")


def test_a_row_of_100_000_cells(site: Path, notes: Path) -> None:
    a_dataset(site, data=f"{DATA}2026-01-04,1{',x' * 100_000}\n")
    done = refused(site, notes, f"{FILE}:5: ", "cells stand beyond the last column; the first says 'x'")
    assert len(done.output.splitlines()) < 10


def test_a_header_of_5_000_columns_is_not_too_wide(site: Path, notes: Path) -> None:
    names = ",".join(f"c{place}" for place in range(5000))
    rows = f"{','.join('1' * 5000)}\n" * 100
    a_dataset(site, data=f"{names}\n{rows}", resource={"schema": None})
    done = run(site, notes)
    assert done.code == 0, done.output
    assert done.megabytes < 1000
    assert done.reached == ""


def test_200_000_ragged_rows_are_told_together(site: Path, notes: Path) -> None:
    a_dataset(site, data=DATA + "2026-01-04,1,2\n2026-01-05\n" * 100_000)
    beyond = f"{FILE}:5: At least 500 cells stand beyond the last column; the first says '2'."
    done = refused(site, notes, beyond, f"{FILE}:6: At least 500 cells are missing at the ends of rows")
    assert len(done.output.splitlines()) < 10


def test_a_megabyte_without_a_line_break(site: Path, notes: Path) -> None:
    a_dataset(site, data="1" * 1_000_000)
    refused(site, notes, f"{FILE}:1: ", "The column 'reading' of the schema is not in the file.")


def test_a_quote_that_is_not_closed_in_50_megabytes(site: Path, notes: Path) -> None:
    a_dataset(site, data=DATA + '2026-01-04,"5\n' + "2026-01-05,6\n" * 4_000_000)
    refused(site, notes, f"{FILE}:", "Look for a quote that is not closed")


def test_nul_bytes(site: Path, notes: Path) -> None:
    a_dataset(site, data=DATA + "2026-01-04,\x005\n" + "2026-01-05,\x00\x00\n" * 10_000)
    refused(site, notes, f"{FILE}:5: ", "cells of column B 'reading' hold NUL bytes")


def test_an_exponent_beyond_measure(site: Path, notes: Path) -> None:
    a_dataset(site, data=DATA + "2026-01-04,1e999999999\n")
    refused(site, notes, f"{FILE}:5: A cell of column B 'reading' is a number beyond all measure: '1e999999999'.")


def test_a_row_of_another_width_that_is_no_text(site: Path, notes: Path) -> None:
    data = DATA.encode() * 10 + b"caf\xe9\n"
    a_dataset(site)
    (site / FILE).write_bytes(data)
    refused(site, notes, f"{FILE}:41: Byte 0xe9 is not utf-8 text.")


# Files that unpack to far more than they are


def packed(members: Mapping[str, bytes | Repeated], said: int = 0) -> bytes:
    """A ZIP file, made without ever unpacking what is repeated; it may lie about the size of that."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
                continue
            begin, piece, times = content
            machine = zlib.compressobj(9, zlib.DEFLATED, -15)
            head = machine.compress(begin) + machine.flush(zlib.Z_FULL_FLUSH)
            again = machine.compress(piece) + machine.flush(zlib.Z_FULL_FLUSH)
            stored = head + again * times + machine.flush()
            info = zipfile.ZipInfo(name)
            info.header_offset = file.tell()
            info.compress_type = zipfile.ZIP_DEFLATED
            info.CRC = 0  # nobody gets as far as the sum at the end
            info.compress_size, info.file_size = len(stored), said or len(begin) + len(piece) * times
            file.write(info.FileHeader() + stored)
            archive.filelist.append(info)
            archive.NameToInfo[name] = info
            archive.start_dir = file.tell()
            archive._didModify = True
    return file.getvalue()


def test_ten_gigabytes_packed(site: Path, notes: Path) -> None:
    contents = {
        "gz": gzip.compress(ZEROS) * TIMES,  # what is packed may be put one after another
        "bz2": bz2.compress(ZEROS) * TIMES,
        "zip": packed({"readings.csv": (b"day,reading\n", ZEROS, TIMES)}),
    }
    for ending, content in contents.items():
        with_bytes(site, f"readings.csv.{ending}", content, f"works/{ending}", format="csv")
    refused(
        site,
        notes,
        *(f"works/{ending}/datapackage.yaml:14: The table readings.csv.{ending} is compressed." for ending in contents),
    )


def test_ten_gigabytes_packed_under_another_name(site: Path, notes: Path) -> None:
    with_bytes(site, "readings.csv", gzip.compress(ZEROS) * TIMES)
    refused(site, notes, f"{FILE}:1: Byte 0x8b is not utf-8 text.")


def a_sheet(*, begin: bytes, repeated: bytes, times: int) -> dict[str, bytes | Repeated]:
    """The members of a workbook whose sheet goes on as told below its header."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["day", "reading"])
    file = io.BytesIO()
    workbook.save(file)
    with zipfile.ZipFile(file) as archive:
        members: dict[str, bytes | Repeated] = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    head, _, _ = sheet.partition(b"</sheetData>")
    members["xl/worksheets/sheet1.xml"] = (head + begin, repeated, times)
    return members


def test_a_workbook_with_a_cell_of_500_megabytes(site: Path, notes: Path) -> None:
    begin = b'<row><c t="inlineStr"><is><t>'
    with_bytes(site, "readings.xlsx", packed(a_sheet(begin=begin, repeated=b"x" * 10_000_000, times=50)))
    refused(site, notes, f"{FOLDER}/readings.xlsx:1: The workbook unpacks to 500 MB")


def test_a_workbook_that_unpacks_to_ten_gigabytes_of_rows(site: Path, notes: Path) -> None:
    row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    with_bytes(site, "readings.xlsx", packed(a_sheet(begin=b"", repeated=row * 250_000, times=TIMES)))
    refused(site, notes, f"{FOLDER}/readings.xlsx:1: The workbook unpacks to 10,250 MB")


def test_a_workbook_that_says_it_unpacks_to_little(site: Path, notes: Path) -> None:
    row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    members = a_sheet(begin=b"", repeated=row * 250_000, times=TIMES)
    with_bytes(site, "readings.xlsx", packed(members, said=10_000))
    refused(site, notes, f"{FOLDER}/readings.xlsx:1: The file is not in the format that its name")


# JSON


def test_json_that_makes_readers_fail(site: Path, notes: Path) -> None:
    texts = {
        "digits": f'[{{"day": "2026-01-01", "reading": {"1" * 5000}}}]',
        "brackets": "[" * 200_000,
        "braces": '{"day":' * 100_000,
        "nul": "\0" * 1000,
    }
    for name, text in texts.items():
        with_bytes(site, "readings.json", text.encode(), f"works/{name}")
    refused(
        site,
        notes,
        "works/digits/readings.json:1: A number in this file has thousands of digits.",
        "works/brackets/readings.json:1: The values in this file are nested too deeply.",
        "works/braces/readings.json:1: The values in this file are nested too deeply.",
        "works/nul/readings.json:1: This is not JSON: ",
    )


# Files that are none, and files elsewhere


def test_a_pipe_or_a_folder_instead_of_a_file(site: Path, notes: Path) -> None:
    for name, make in {"pipe": os.mkfifo, "folder": os.mkdir}.items():
        file = a_dataset(site, f"works/{name}") / "readings.csv"
        file.unlink()
        make(file)
    told = "datapackage.yaml:14: There is no file readings.csv."
    refused(site, notes, f"works/pipe/{told}", f"works/folder/{told}")


def test_a_path_that_leads_out(site: Path, notes: Path) -> None:
    paths = {"a": "../../etc/passwd", "b": "../../../../../../../../etc/passwd", "c": "/etc/passwd", "d": "link.csv"}
    for name, path in paths.items():
        (a_dataset(site, f"works/{name}", resource={"path": path}) / "link.csv").symlink_to("/etc/passwd")
    told = "datapackage.yaml:14: `path` leads out of the dataset's folder:"
    done = refused(site, notes, *(f"works/{name}/{told} {path}." for name, path in paths.items()))
    assert "root:" not in done.output


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and who connected to it."""
    seen: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    connection, address = listening.accept()
                except OSError:
                    return
                seen.append(str(address))
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", seen
        listening.shutdown(socket.SHUT_RDWR)


def _referring_constraint(at: str) -> dict[str, Any]:
    rules = {"jsonSchema": {"$ref": f"http://{at}/x.json"}}
    return {"schema": {"fields": [{"name": "day", "type": "object", "constraints": rules}, NUMBER]}}


REMOTE: dict[str, tuple[Callable[[str], dict[str, Any]], str]] = {
    "http": (lambda at: {"path": f"http://{at}/a.csv"}, "`path` lies on another server: http://{}/a.csv."),
    "ftp": (lambda at: {"path": f"ftp://{at}/a.csv"}, "`path` lies on another server: ftp://{}/a.csv."),
    "several": (lambda at: {"path": ["readings.csv", f"http://{at}/a.csv"]}, "`path` names several files."),
    "schema": (lambda at: {"schema": f"http://{at}/s.json"}, "`path` lies on another server: http://{}/s.json."),
    "dialect": (lambda at: {"dialect": f"http://{at}/d.json"}, "`path` lies on another server: http://{}/d.json."),
    "reference": (lambda at: {"schema": {"$ref": f"http://{at}/s.json"}}, "`schema` refers to another file"),
    "field": (lambda at: {"schema": {"fields": [{"$ref": f"http://{at}/f.json"}]}}, "`name` is missing."),
    "constraint": (_referring_constraint, "readings.csv"),
    # These are passed over: the table is checked, and one of its cells is wrong.
    "profile": (lambda at: {"profile": f"http://{at}/p.json"}, "is not a number: 'much'"),
    "scheme": (lambda at: {"scheme": "http", "basepath": f"http://{at}/"}, "is not a number: 'much'"),
}


def test_nothing_is_fetched(site: Path, notes: Path, server: tuple[str, list[str]]) -> None:
    address, seen = server
    for name, (change, _) in REMOTE.items():
        folder = a_dataset(site, f"works/{name}", data=DATA.replace("2.25", "much"))
        resource = {"name": "readings", "path": "readings.csv", "schema": {"fields": [DAY, NUMBER]}}
        described = {"name": name, "title": "Rain", "resources": [resource | change(address)]}
        (folder / "datapackage.yaml").write_text(json_text(described))
    done = refused(site, notes)
    errors = [line for line in done.output.splitlines() if "Warning" not in line]
    for name, (_, told) in REMOTE.items():
        assert any(f"works/{name}/" in line and told.format(address) in line for line in errors), (name, errors)
    assert seen == []


def test_whoever_asked_another_server_would_be_noticed(site: Path, notes: Path, server: tuple[str, list[str]]) -> None:
    address, seen = server
    asking = f"import urllib.request as r; r.urlopen('http://{address}/')"
    done = run(site, notes, sys.executable, "-c", asking)
    assert "socket.connect" in done.reached
    assert len(seen) == 1
