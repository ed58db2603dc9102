"""What each check says, and that it says nothing of what is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import ALERT, DATA, a_dataset, a_site, an_announcement, daylight, write

if TYPE_CHECKING:
    from pathlib import Path


VIEW = {"specType": "simple", "resources": ["readings"], "spec": {"group": "day", "series": ["reading"]}}


def told(site: Path) -> list[str]:
    """The messages, without their paths."""
    lines = daylight(site, "check").output.splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith(("datasets/", "content/"))]


def test_nothing_is_said_of_what_is_well(site: Path) -> None:
    a_dataset(site)
    an_announcement(site, "boil", **ALERT)
    assert told(site) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": None}, "Warning: The title is missing. Say in a few words what it is; until then it is named after"),
        ({"description": "Too short."}, "Warning: The description has 10 characters. Say in 50 characters or more"),
        ({"description": None}, "Warning: The description is missing."),
        ({"accrualPeriodicity": None}, "Warning: `accrualPeriodicity`, how often it is updated, is missing."),
        ({"accrualPeriodicity": "often"}, "`accrualPeriodicity` is unknown: 'often'. Write one of: daily,"),
        ({"modified": "2025-01-01"}, "`modified` (2025-01-01) lies before `issued` (2026-01-05). Correct one"),
        ({"modified": "last week"}, "`modified` is not a date of the calendar: 'last week'. Write it like 2026-11-03."),
        ({"theme": ["watr"]}, "The topic `watr` is unknown. Did you mean `water`?"),
        ({"spatial": ["moon"]}, "The region `moon` is unknown. Known are: north."),
        ({"name": "snow"}, "Warning: `name` is 'snow', the folder is called 'rain'. The folder counts"),
        ({"resources": []}, "The dataset has no files. List them under `resources:`."),
        ({"resource": {"name": ""}}, "File 1 (readings.csv) has no `name`. Give it a short one in lower case"),
        ({"resource": {"name": "My File"}}, "The name `My File` does not fit an address."),
        ({"resource": {"path": "none.csv"}}, "There is no file none.csv. Add the file, or correct its name here."),
        ({"resource": {"path": ["a.csv", "a.csv"]}}, "`path` names a.csv twice. Name each file once."),
        ({"keywords": "rain"}, "`keywords` is 'rain'. It must be a list, one item a line after a hyphen."),
        ({"version": 2}, "`version` is 2. It must be text; write it in quotes."),
        ({"keyword": ["rain"]}, "Warning: Nobody reads `keyword`. Did you mean `keywords`?"),
        ({"licences": [{"name": "CC0-1.0"}]}, "Warning: Nobody reads `licences`. Did you mean `licenses`?"),
        ({"formerly": ["rain-gauge"]}, "The former address `rain-gauge` does not fit an address."),
        ({"views": [{**VIEW, "resources": ["none"]}]}, "Warning: The table `none` is unknown. No chart is drawn."),
        (
            {"views": [{**VIEW, "spec": {"group": "dya", "series": ["reading"]}}]},
            "Warning: The column `dya` is unknown.",
        ),
        (
            {"views": [{**VIEW, "spec": {"group": "day", "series": "reading"}}]},
            "`series` is 'reading'. It must be a list",
        ),
        ({"views": [{**VIEW, "spec": {"aggregate": "average"}}]}, "`aggregate` is 'average'. Write one of:"),
        ({"resource": {"dialect": {"delimiter": "semicolon"}}}, "`delimiter` is not one character: 'semicolon'."),
        ({"resource": {"dialect": {"csv": ";"}}}, "`csv` is ';'. It must be a group of `key: value` lines."),
        ({"resource": {"encoding": "ANSI"}}, "The encoding 'ANSI' is unknown. Write one such as utf-8"),
        ({"resource": {"schema": 7}}, "`schema` is 7. It must be"),
        (
            {"fields": [{"name": "day"}, {"name": "reading", "type": "number", "constraints": {"minimum": "abc"}}]},
            "The schema",
        ),
        ({"formerly": ["works/rain"]}, "The former address `works/rain` is in use. Name only addresses that"),
        ({"fields": [{"name": "day", "type": "dat"}]}, "The schema of readings.csv is not a Table Schema:"),
        ({"fields": [{"type": "date"}]}, "`name` is missing. Add it."),
    ],
)
def test_what_is_wrong_with_a_descriptor_is_told(site: Path, changes: dict[str, Any], message: str) -> None:
    a_dataset(site, **changes)
    assert any(each.startswith(message) for each in told(site)), told(site)


@pytest.mark.parametrize("path", ["rows/1.csv", "charts/1/index.html/x.csv", "Quality/x.csv", "rows/a/b.csv"])
def test_a_file_is_not_where_something_is_made(site: Path, path: str) -> None:
    write(a_dataset(site, resource={"path": path}), path, DATA)
    folder = path.partition("/")[0].lower()
    problem = f"The address /datasets/works/rain/{folder}/ belongs to what is made by itself."
    assert f"{problem} Give the folder another name." in told(site)


def test_files_may_be_named_like_what_is_made(site: Path) -> None:
    write(a_dataset(site, resource={"path": "charts.csv"}), "charts.csv", DATA)
    assert told(site) == []


def test_one_thing_had_so_many_names_and_no_more(site: Path) -> None:
    a_dataset(site, formerly=[f"works/x{number}" for number in range(100)])
    an_announcement(site, formerly=[f"x{number}" for number in range(101)])
    many = ",\n  ".join(f"y{number}" for number in range(500))
    write(site, "content/pages/contact.md", f"---\ntitle: Contact\nformerly: [{many}]\n---\nSome words.\n")
    write(site, "content/vocabularies/topics.yaml", f"- {{id: water, name: Water, formerly: [{many}]}}\n")
    lines = daylight(site, "check").output.splitlines()
    rest = "former addresses stand here; one thing can have 100. Remove the others."
    assert [line for line in lines if "former address" in line] == [
        f"content/announcements/2026/pump-repair.md:110: 101 {rest}",
        f"content/pages/contact.md:103: 500 {rest}",
        f"content/vocabularies/topics.yaml:101: 500 {rest}",
    ]


@pytest.mark.parametrize(
    ("former", "message"),
    [
        ("old/contact", "The former address `old/contact` does not fit an address. Use lower-case letters,"),
        ("page", "The former address `page` does not fit an address."),
        ("topics", "The former address `topics` is in use. Name only addresses that nothing else has."),
        ("es", "The former address `es` is in use."),
        ("about", "The former address `about` is in use."),
    ],
)
def test_a_former_address_of_a_page_of_prose_is_nothing_elses(tmp_path: Path, former: str, message: str) -> None:
    site = a_site(tmp_path, languages=["es"])
    write(site, "content/pages/contact.md", f"---\ntitle: Contact\nformerly: [{former}]\n---\nSome words.\n")
    assert any(each.startswith(message) for each in told(site)), told(site)


def test_a_key_with_a_slip_in_it_is_told_where_it_stands(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    agencies = "- {id: works, name: Public Works, contactPoint: {email: desk@test.example}}\n"
    write(site, "content/vocabularies/agencies.yaml", agencies)
    folder = a_dataset(site, licences=[{"name": "CC0-1.0"}])
    line = (folder / "datapackage.yaml").read_text().split("licences")[0].count("\n") + 1
    assert (
        f"datasets/works/rain/datapackage.yaml:{line}: The licence is missing (did you mean `licenses` where it says"
        " `licences`?). Add `licenses:`, here or for the agency, so that people know what they may do."
    ) in daylight(site, "check").output


def test_an_agency_that_cannot_be_read_is_not_called_unknown_too(site: Path) -> None:
    a_dataset(site)
    write(site, "content/vocabularies/agencies.yaml", "- id: works\n")
    assert told(site) == ["`name` is missing. Add it."]


def test_a_dataset_that_cannot_be_read_is_not_called_unknown_too(site: Path) -> None:
    folder = a_dataset(site)
    an_announcement(site, datasets=["works/rain"])
    write(folder, "datapackage.yaml", "a: [")
    assert len(told(site)) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            DATA.replace("3.5", "3,5"),
            ":2: 2 cells of column B 'reading' are not numbers; the first says '3,5'.",
        ),
        (
            DATA.replace("3.5", '"3\n5"').replace("2.25", "x"),
            ":2: 2 cells of column B 'reading' are not numbers; the first says",
        ),
        (DATA.replace(",4\n", '\n"2026-01-0\n9",x\n'), ":3: The row has fewer cells than there are columns:"),
        (DATA.replace(",4", ",4,extra,more"), ":3: 2 cells stand beyond the last column; the first says 'extra'."),
        (DATA.replace("2026-01-02,", ","), ":3: A cell of column A 'day' is empty, and each must be filled."),
        (DATA.replace("reading", "rain"), ":1: Column B is called 'rain', but in the schema 'reading'"),
        (DATA.replace("2.25", '"=SUM(B2:B3)"'), ":4: Column B 'reading' says '=SUM(B2:B3)', which a spreadsheet runs"),
        (DATA.replace("4\n", "4\n\n"), ":4: The row is blank. Remove the row."),
    ],
    ids=["comma", "line break", "short row", "long row", "required", "label", "formula", "blank line"],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(site: Path, data: str, message: str) -> None:
    data = (
        data.replace("2026-01-01,3,5", '2026-01-01,"3,5"').replace("2026-01-03,2.25", '2026-01-03,"2,25"')
        if ("3,5" in data)
        else data
    )
    a_dataset(site, data=data)
    output = daylight(site, "check").output
    assert f"datasets/works/rain/readings.csv{message}" in output, output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ":1: The file is empty."),
        (b"day,reading\n", ":1: Warning: The table has a header and no rows."),
        (b"day;reading\n2026-01-01;1\n", ':1: The columns seem to be separated by ";", not by commas.'),
        (b"day\treading\n2026-01-01\t1\n", ':1: The columns seem to be separated by "\\t", not by commas.'),
        ("day,reading\n2026-01-01,1\n\xfc,2\n".encode("latin-1"), ":3: Byte 0xfc is not utf-8 text."),
        ("day,reading\n".encode("utf-16"), ":1: The file is in UTF-16. In Excel, save it as"),
    ],
    ids=["empty", "header", "semicolon", "tab", "latin-1", "utf-16"],
)
def test_what_is_odd_about_a_file_is_told_alone(site: Path, content: bytes, message: str) -> None:
    folder = a_dataset(site)
    (folder / "readings.csv").write_bytes(content)
    lines = [line for line in daylight(site, "check").output.splitlines() if line.startswith("datasets/")]
    assert len(lines) == 1
    assert lines[0].startswith(f"datasets/works/rain/readings.csv{message}")


def test_a_link_that_leads_nowhere_is_told_with_its_line(site: Path) -> None:
    a_dataset(site)
    body = "Read [this](/datasets/works/rain/).\n\nOr [that](/datasets/works/rian/) and ![a map](map.png)."
    file = an_announcement(site, body=body)
    line = file.read_text().split("Or [that]")[0].count("\n") + 1
    path = f"content/announcements/2026/pump-repair.md:{line}"
    output = daylight(site, "check").output
    assert f"{path}: There is no page /datasets/works/rian/. Did you mean /datasets/works/rain/?" in output
    assert f"{path}: Warning: The picture map.png is not shown." in output


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("datasets/works/loose.csv", "Put it into a dataset's folder."),
        ("content/announcements/2026/note.txt", "Announcements end in .md."),
        ("content/vocabularies/topics.yml", "Vocabularies end in .yaml."),
        ("content/pages/deep/page.md", "Pages lie in content/pages itself."),
    ],
)
def test_a_file_that_nobody_reads_is_told(site: Path, path: str, remedy: str) -> None:
    write(site, path, "x")
    assert f"{path}:1: Warning: Nobody reads this file. {remedy}" in daylight(site, "check").output


@pytest.mark.parametrize("name", ["datasets", "index", "Open Data"])
def test_a_page_at_an_address_that_is_taken_or_unfit_is_told(site: Path, name: str) -> None:
    write(site, f"content/pages/{name}.md", "---\ntitle: Mine\n---\n")
    result = daylight(site, "build")
    assert result.exit_code == 1
    assert f"content/pages/{name}.md:2: " in result.output


def test_a_foreign_key_that_leads_nowhere_is_told(site: Path) -> None:
    folder = a_dataset(site)
    write(folder, "gauges.csv", "id\nroof\n")
    write(folder, "readings.csv", "day,gauge\n2026-01-01,roof\n2026-01-02,cellar\n")
    key = {"fields": ["gauge"], "reference": {"resource": "gauges", "fields": ["id"]}}
    schema = {"fields": [{"name": "day", "type": "date"}, {"name": "gauge", "type": "string"}], "foreignKeys": [key]}
    other = {"name": "gauges", "path": "gauges.csv", "schema": {"fields": [{"name": "id", "type": "string"}]}}
    a_dataset_with = {"resources": [{"name": "readings", "path": "readings.csv", "schema": schema}, other]}
    a_dataset(site, data="day,gauge\n2026-01-01,roof\n2026-01-02,cellar\n", **a_dataset_with)
    assert (
        "datasets/works/rain/readings.csv:3: The row refers to something that is not there"
        in daylight(site, "check").output
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": " "}, "The title is empty."),
        ({"title": "x" * 111}, "Warning: The title has 111 characters. Say it in 110"),
        ({"summary": None}, "Warning: The summary is missing."),
        ({"agency": "work"}, "The agency `work` is unknown. Did you mean `works`?"),
        ({"kind": "gossip"}, "`kind` is 'gossip'. Write one of: 'news', 'notice', 'alert', 'consultation', 'event' or"),
        ({"published": "2026-03-01T09:00:00"}, "`published` is not a date and time with its zone"),
        ({"published": None}, "`published` is missing. Add it."),
        ({"updated": "2026-02-01T09:00:00-06:00"}, "`updated` (2026-02-01 09:00:00-06:00) lies before `published`"),
        ({"datasets": ["works/snow"]}, "The dataset `works/snow` is unknown."),
        ({**ALERT, "severity": "Bad"}, "`severity` is 'Bad'. Write one of: 'Extreme', 'Severe'"),
        ({**ALERT, "expires": None}, "`expires` is missing. Add it."),
        ({**ALERT, "expires": "2026-02-01T00:00:00-06:00"}, "The message had expired before it was sent."),
        ({**ALERT, "instruction": ""}, "The alert says not what to do. Add `instruction:`."),
        (
            {"language": "Spanish"},
            "`language` is not the code of a language: 'Spanish'. Write it like en, es or pt-BR.",
        ),
        ({"topic": ["water"], "topics": None}, "Warning: Nobody reads `topic`. Did you mean `topics`?"),
        ({"kind": "event", "starts": "2026-03-02T09:00:00Z", "online": "zoom"}, "`online` is not an address: 'zoom'."),
        (
            {"kind": "event", "starts": "2026-03-02T09:00:00Z", "minutes": "https://a.example/\nb"},
            "`minutes` is more than one line: 'https://a.example/\\nb'. Write it like https://riverbend.example/.",
        ),
        (
            {"kind": "service", "online": "https://a.example/\rb"},
            "`online` is more than one line: 'https://a.example/\\rb'.",
        ),
        (
            {"body": "Read [this](//evil.example/x)."},
            "The address //evil.example/x leads to another site. Write https:// in front, or one slash alone.",
        ),
    ],
)
def test_what_is_wrong_with_an_announcement_is_told(site: Path, changes: dict[str, Any], message: str) -> None:
    an_announcement(site, **changes)
    assert any(each.startswith(message) for each in told(site)), told(site)


def test_two_announcements_of_one_name_are_told(site: Path) -> None:
    an_announcement(site)
    file = site / "content/announcements/2026/pump-repair.md"
    write(site, "content/announcements/2025/pump-repair.md", file.read_text())
    assert told(site) == [
        "The address /announcements/pump-repair/ is taken by content/announcements/2025/pump-repair.md."
        " Give the file another name."
    ]


@pytest.mark.parametrize("text", ["No facts.\n", "---\ntitle: Open\n"], ids=["none", "no end"])
def test_an_announcement_without_facts_is_told(site: Path, text: str) -> None:
    write(site, "content/announcements/2026/bare.md", text)
    assert len(told(site)) == 1


def test_a_folder_name_that_does_not_fit_an_address_is_told(site: Path) -> None:
    a_dataset(site, "works/Rain Fall", name="Rain Fall")
    assert any(each.startswith("The folder name `Rain Fall` does not fit an address.") for each in told(site))
