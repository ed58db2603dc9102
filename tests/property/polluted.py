"""Random schemas and tables with faults put into them, and what frictionless and the screen report of each."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frictionless

from generator.checking.tables import judging, referee
from generator.checking.tables.sound import is_sound
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from generator.checking.tables.report import Defect
    from generator.model.dataset import Dataset

ODD = {
    "integer": ["+1", "1 ", " 7", "1_000", "1.0", "1e3", "0x10", "٣", "9223372036854775808", "1180591620717411303424", "-0",
                "01", "x", "--1", "NaN", "5\n", "−5", "1 000", "\u00a07", ""],
    "number": ["1e5", "NaN", "INF", "-inf", "1_0.5", "1,5", "0x1p3", " 2.5", "1e400", "1e-400", "1e99999999999999999999",
               "-0", "5.", ".5", "100000000", "100000000.0000000001", "12345678901234567890.5", "0e9999999999999999999",
               "1.234,5", "1'000", "+3", "-1e-400", "\u00a02.5"],
    "boolean": ["TRUE", "yes", "1", "0", "t", "True", " true", "tRUE"],
    "date": ["2024-1-5", "2024-02-29", "2023-02-29", "2024-02-30", "0000-01-01", "1999-12-31", "2031-01-01", "2024-01-05 ",
             "20240105", "2024-01-05T00:00:00", "2024- 1- 5", "2030-12-31", "0001-01-01", "9999-12-31", "05/01/2024"],
    "datetime": ["2024-01-05 01:02:03", "2024-01-05T24:00:00Z", "2024-01-05T01:02", "2024-02-29T00:00:00Z",
                 "2023-02-29T00:00:00", "2024-01-05T01:02:03.5+02:00", "2024-01-05T23:59:60Z", "2024-W01-5T01:02:03",
                 "2024-01-05T01:02:03z", "0000-01-05T01:02:03", "2024-01-05t01:02:03Z", "2024-01-05T01:02:3Z"],
    "time": ["24:00:00", "1:02:03", "01:02", "01:02:03.5", "01:02:03Z", "01:02:60", "010203"],
    "string": ["é", "x\u2028y", 'q"q', "a,b", "n/a", "", "multi\nline", "cr\rcr", "crlf\r\n", " lead", "trail ", "NULL",
               "toolong" * 20, "ab\n", "\x00nul", "ABC-1", "ABC-12", "abc-1", "ÀBC-1", "\x85", "\x1c"],
    "geopoint": ["200,10", "10,91", "10, 20", " 10,20", "180,90", "180.0001,0", "1", "1,2,3", "NaN,1", "-180,-90", "1e2,3",
                 "+5,+5", "90.5, 90.5"],
    "year": ["2024", "24", "02024", "abcd", "0000", "9999", "-001", " 024", "٢٠٢٤"],
    "yearmonth": ["2024-13", "2024-1", "2024", "24-01", "2024-00", " 2024-01", "2024-01-01"],
    "duration": ["P1Y2M", "1Y", "P", "PT", "P1W", "PT1.5S", "p1y"],
    "list": ["a,b", ",", "a"],
    "object": ["[]", "{", '{"a": 1}', "null"],
    "array": ["{}", "[1, 2]", "1"],
    "any": ["x", "", "é"],
}  # fmt: skip
WORDS = ["ABC-1", "DEF-2", "X", "hello, world", 'say "hi"', "new\nline", "é", "ABC-12"]
PATTERNS = [
    r"[A-Z]{3}-\d+", r"\w+", "A.*", "a|b|A.*", r"[^x]*", r"(ABC|DEF)-\d{1,2}", r"\S+", r"[A-Za-zÀ-ÿ-]+\d*", r"(?i)abc.*",
    r".*\s.*", r"[\w.]+-?\d?", r"(?:A|D)(?P<x>..)-.+", r"^ABC-1$", r"(a+)+",
]  # fmt: skip
FORMATS = {
    "date": ["%d/%m/%Y", "%Y%m%d", "any"],
    "datetime": ["%Y-%m-%d %H:%M", "any"],
    "string": ["email", "uri", "uuid", "binary"],
}
GOOD_FORMATS = {
    "email": ["a@b.org", "first.last@city.gov", "a@b", "é@b.org"],
    "uri": ["https://a.org/x", "http://city.gov", "a.org", "//x", "https://a.org/ü"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000", "123e4567"],
    "binary": ["YWJj", "YWI=", "Y", "é"],
}


def good(type_: str, chance: random.Random) -> str:
    """A cell that fits the type."""
    day = f"20{chance.randint(0, 30):02d}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    clock = f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}:{chance.randint(0, 59):02d}"
    return {
        "integer": str(chance.randint(-50, 10**6)),
        "number": repr(round(chance.uniform(-10, 1e6), 2)),
        "boolean": chance.choice(["true", "false"]),
        "date": day,
        "datetime": f"{day}T{clock}{chance.choice(['', 'Z'])}",
        "time": clock,
        "string": chance.choice(WORDS),
        "geopoint": f"{chance.uniform(-180, 180):.4f},{chance.uniform(-90, 90):.4f}",
        "year": str(chance.randint(1000, 2999)),
        "yearmonth": day[:7],
        "duration": f"P{chance.randint(1, 9)}D",
        "list": "a,b",
        "object": '{"a": 1}',
        "array": "[1]",
        "any": "z",
    }[type_]


def _field(position: int, type_: str, chance: random.Random) -> dict[str, Any]:
    field: dict[str, Any] = {"name": f"f{position}", "type": type_}
    rules: dict[str, Any] = {}
    if chance.random() < 0.3:
        rules["required"] = True
    if type_ in {"integer", "number"} and chance.random() < 0.5:
        rules["minimum"] = chance.choice([0, -10, 5])
        rules["maximum"] = chance.choice([100000, "100000000", 10**6])
        if chance.random() < 0.2:
            rules["exclusiveMaximum"] = 999999
    if type_ == "date" and chance.random() < 0.6:
        rules |= {"minimum": "2000-01-01", "maximum": "2030-12-31"}
    if type_ == "year" and chance.random() < 0.3:
        rules |= {"minimum": 1500}
    if type_ == "string" and chance.random() < 0.4:
        rules |= {"minLength": chance.choice([1, 2]), "maxLength": chance.choice([5, 20])}
    if type_ == "string" and chance.random() < 0.4:
        rules["pattern"] = chance.choice(PATTERNS)
    if type_ == "string" and chance.random() < 0.2:
        rules["enum"] = ["ABC-1", "DEF-2", "é", "X"]
    if type_ == "integer" and chance.random() < 0.2:
        rules["enum"] = [1, 2, 3]
    if type_ in FORMATS and chance.random() < 0.15:
        field["format"] = chance.choice(FORMATS[type_])
    if type_ == "number" and chance.random() < 0.2:
        field |= chance.choice([{"decimalChar": ","}, {"groupChar": ","}, {"decimalChar": ",", "groupChar": "."}])
    if type_ in {"integer", "number"} and chance.random() < 0.1:
        field["bareNumber"] = False
    if type_ == "boolean" and chance.random() < 0.2:
        field |= {"trueValues": ["yes", "true"], "falseValues": ["no", "false"]}
    if (
        type_ in {"string", "integer", "number", "boolean", "date", "year", "datetime", "time"}
        and chance.random() < 0.15
    ):
        rules["unique"] = True
    if chance.random() < 0.15:
        field["missingValues"] = chance.choice([["-", "NA"], [], ["", "0"]])
    return field | ({"constraints": rules} if rules else {})


def _cell(field: dict[str, Any], chance: random.Random, bad: float, row: int, rows: int) -> str:
    if chance.random() < bad:
        return chance.choice(["", "n/a", "NA", "-"])
    if field["name"] == "f0":
        return str(row + 1) if chance.random() >= bad else str(chance.randint(1, rows))
    if field.get("format") in GOOD_FORMATS:
        return chance.choice(GOOD_FORMATS[field["format"]])
    return good(field["type"], chance) if chance.random() >= bad else chance.choice(ODD[field["type"]])


def write_case(folder: Path, seed: int) -> Path:
    """A package with faults in `folder`, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secrets here
    types = [
        "integer",
        *(chance.choice(sorted(ODD)) for _ in range(chance.randint(0 if chance.random() < 0.1 else 1, 6))),
    ]
    fields = [_field(position, type_, chance) for position, type_ in enumerate(types)]
    if chance.random() < 0.5:
        fields[0].setdefault("constraints", {})["unique"] = True
    schema: dict[str, Any] = {"fields": fields}
    if chance.random() < 0.6:
        schema["primaryKey"] = ["f0"] if chance.random() < 0.7 or len(fields) < 3 else ["f0", "f1"]
    if chance.random() < 0.4:
        schema["missingValues"] = ["", "n/a"]
    if chance.random() < 0.1:
        schema["fieldsMatch"] = chance.choice(["exact", "equal", "subset", "superset", "partial"])
    resources = []
    if chance.random() < 0.3:
        target = chance.choice(fields[1:] or fields)
        schema["foreignKeys"] = [
            {"fields": [target["name"]], "reference": {"resource": "other", "fields": ["key"]}},
            *([{"fields": "f0", "reference": {"resource": "", "fields": "f0"}}] if chance.random() < 0.3 else []),
        ]
        if len(fields) > 2 and chance.random() < 0.3:
            schema["foreignKeys"] = [
                {"fields": ["f1", "f2"], "reference": {"resource": "other", "fields": ["key", "second"]}}
            ]
        keys = [good(target["type"], chance) for _ in range(40)] + ["", "x,y", *WORDS]
        rows = ["key,second", *(f"{_quoted(key, ',')},{_quoted(chance.choice(WORDS), ',')}" for key in keys)]
        (folder / "other.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
        others = [{"name": "key", "type": target["type"]}, {"name": "second", "type": "string"}]
        resources.append({"name": "other", "path": "other.csv", "schema": {"fields": others}})
    text, delimiter = _table(fields, chance)
    encoding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
    content = text.encode(encoding, "replace")
    if chance.random() < 0.05:
        content = content[: len(content) // 2] + b"\xff\xfe" + content[len(content) // 2 :]
    (folder / "t.csv").write_bytes(content)
    dialect: dict[str, Any] = {"delimiter": delimiter}
    if chance.random() < 0.05:
        dialect["header"] = False
    if chance.random() < 0.05:
        dialect |= chance.choice(
            [
                {"commentChar": "A"},
                {"skipInitialSpace": True},
                {"doubleQuote": False, "escapeChar": "\\"},
                {"headerRows": [2]},
            ]
        )
    resource = {"name": "t", "path": "t.csv", "schema": schema, "dialect": dialect, "encoding": encoding}
    if encoding.startswith("utf-8") and chance.random() < 0.5:
        del resource["encoding"]
    if chance.random() < 0.05:
        del resource["schema"]
    resources.insert(chance.randint(0, len(resources)), resource)
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "title": "p", "resources": resources}))
    return folder


def _quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in (delimiter, '"', "\n", "\r")) else cell


def _table(fields: list[dict[str, Any]], chance: random.Random) -> tuple[str, str]:
    rows = chance.choice([0, 1, 5, 50, 400])
    end, delimiter = chance.choice(["\n", "\r\n", "\n", "\r"]), chance.choice([",", ",", ",", ";", "\t"])
    bad, broken = chance.choice([0, 0, 0.001, 0.01, 0.2]), chance.choice([0, 0, 0, 0.002, 0.02, 0.2])
    names = [field["name"] for field in fields]
    header = chance.choice(
        [names] * 16
        + [
            [*names[:-1], "other"],
            names[::-1],
            [*names, "more"],
            names[:-1],
            [*names[:-1], ""],
            [*names[:-1], names[0]],
        ]
    )
    lines = [delimiter.join(header)]
    for row in range(rows):
        cells = [_quoted(_cell(field, chance, bad, row, rows), delimiter) for field in fields]
        cells = [f'"{cell}"' if chance.random() < 0.05 and '"' not in cell else cell for cell in cells]
        line = delimiter.join(cells)
        if chance.random() < broken:
            line = chance.choice([
                "", "  ", delimiter * (len(fields) - 1), delimiter.join(cells[:-1]), f"{line}{delimiter}x",
                line + delimiter, f'x"y{delimiter}{line}', f'"ab"c{delimiter}{delimiter.join(cells[1:])}', line + end,
                f' "q"{delimiter}{delimiter.join(cells[1:])}', f'"unterminated{delimiter}{line}', line + "\r", "\x00" + line,
                '""', f"{line}\r\r", f'{delimiter.join(cells[:-1])}{delimiter}"a""b"',
            ])  # fmt: skip
        lines.append(line)
    return end.join(lines) + (end if chance.random() < 0.8 else ""), delimiter


Verdict = list[tuple[str, str, int, int, str, str, str]]


def ours(dataset: Dataset, limit: int) -> dict[str, Verdict] | str:
    """What the screen and the referee report of each table, or how they fail."""
    try:
        for table in dataset.tables:
            if not is_sound(dataset, table):
                referee.accept(table)
        return {table.name: _plain(judging.defects_of(dataset, table, limit=limit)) for table in dataset.tables}
    except Exception as bad:  # noqa: BLE001 - whatever frictionless raises, the screen may raise, too
        return f"{type(bad).__name__}"


def theirs(dataset: Dataset, limit: int) -> dict[str, Verdict] | str:
    """What frictionless reports of the whole package."""
    try:
        tables = [referee._table(table) for table in dataset.tables]
        package = frictionless.Package(resources=tables, basepath=referee._folder(dataset.tables[0]))
        report = package.validate(limit_errors=limit)
        return {task.name: _plain([referee._defect(error) for error in task.errors]) for task in report.tasks}
    except Exception as bad:  # noqa: BLE001
        return f"{type(bad).__name__}"


def _plain(defects: list[Defect]) -> Verdict:
    return [(each.type, each.note, each.row, each.column, each.label, each.cell, each.expected) for each in defects]


def compare(folder: Path, seed: int) -> tuple[dict[str, Verdict] | str, dict[str, Verdict] | str]:
    """Both reports of one case, in a repository of its own."""
    place = folder / "datasets" / "agency" / f"case{seed}"
    place.mkdir(parents=True)
    write_case(place, seed)
    dataset = read_dataset(folder, place)
    limit = random.Random(seed).choice([1000, 1000, 5, 10**9])  # noqa: S311
    return ours(dataset, limit), theirs(dataset, limit)
