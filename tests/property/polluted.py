"""Random schemas and tables with faults put into them, and what frictionless and the screen report of each."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import openpyxl

from generator.checking.tables import looking, referee
from generator.checking.tables.sound import is_sound
from generator.reading.packages import read_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.checking.tables.report import Defect
    from generator.model.dataset import Dataset

ODD = {
    "integer": [
        "+1",
        "1 ",
        " 7",
        "1_000",
        "1.0",
        "1e3",
        "0x10",
        "٣",
        "9223372036854775808",
        "1180591620717411303424",
        "-0",
        "01",
        "x",
        "--1",
        "NaN",
        "5\n",
        "\u22125",
        "1 000",
        "\u00a07",
        "",
    ],
    "number": [
        "1e5",
        "NaN",
        "INF",
        "-inf",
        "1_0.5",
        "1,5",
        "0x1p3",
        " 2.5",
        "1e400",
        "1e-400",
        "1e99999999999999999999",
        "-0",
        "5.",
        ".5",
        "100000000",
        "100000000.0000000001",
        "12345678901234567890.5",
        "0e9999999999999999999",
        "1.234,5",
        "1'000",
        "+3",
        "-1e-400",
        "\u00a02.5",
    ],
    "boolean": ["TRUE", "yes", "1", "0", "t", "True", " true", "tRUE"],
    "date": [
        "2024-1-5",
        "2024-02-29",
        "2023-02-29",
        "2024-02-30",
        "0000-01-01",
        "1999-12-31",
        "2031-01-01",
        "2024-01-05 ",
        "20240105",
        "2024-01-05T00:00:00",
        "2024- 1- 5",
        "2030-12-31",
        "0001-01-01",
        "9999-12-31",
        "05/01/2024",
    ],
    "datetime": [
        "2024-01-05 01:02:03",
        "2024-01-05T24:00:00Z",
        "2024-01-05T01:02",
        "2024-02-29T00:00:00Z",
        "2023-02-29T00:00:00",
        "2024-01-05T01:02:03.5+02:00",
        "2024-01-05T23:59:60Z",
        "2024-W01-5T01:02:03",
        "2024-01-05T01:02:03z",
        "0000-01-05T01:02:03",
        "2024-01-05t01:02:03Z",
        "2024-01-05T01:02:3Z",
    ],
    "time": ["24:00:00", "1:02:03", "01:02", "01:02:03.5", "01:02:03Z", "01:02:60", "010203"],
    "string": [
        "é",
        "x\u2028y",
        'q"q',
        "a,b",
        "n/a",
        "",
        "multi\nline",
        "cr\rcr",
        "crlf\r\n",
        " lead",
        "trail ",
        "NULL",
        "toolong" * 20,
        "ab\n",
        "\x00nul",
        "ABC-1",
        "ABC-12",
        "abc-1",
        "ÀBC-1",
        "\x85",
        "\x1c",
    ],
    "geopoint": [
        "200,10",
        "10,91",
        "10, 20",
        " 10,20",
        "180,90",
        "180.0001,0",
        "1",
        "1,2,3",
        "NaN,1",
        "-180,-90",
        "1e2,3",
        "+5,+5",
        "90.5, 90.5",
    ],
    "year": ["2024", "24", "02024", "abcd", "0000", "9999", "-001", " 024", "٢٠٢٤"],
    "yearmonth": ["2024-13", "2024-1", "2024", "24-01", "2024-00", " 2024-01", "2024-01-01"],
    "duration": ["P1Y2M", "1Y", "P", "PT", "P1W", "PT1.5S", "p1y"],
    "list": ["a,b", ",", "a"],
    "object": ["[]", "{", '{"a": 1}', "null"],
    "array": ["{}", "[1, 2]", "1"],
    "any": ["x", "", "é"],
}
WORDS = ["ABC-1", "DEF-2", "X", "hello, world", 'say "hi"', "new\nline", "é", "ABC-12"]
PATTERNS = [
    r"[A-Z]{3}-\d+",
    r"\w+",
    "A.*",
    "a|b|A.*",
    r"[^x]*",
    r"(ABC|DEF)-\d{1,2}",
    r"\S+",
    r"[A-Za-zÀ-ÿ-]+\d*",
    r"(?i)abc.*",
    r".*\s.*",
    r"[\w.]+-?\d?",
    r"(?:A|D)(?P<x>..)-.+",
    r"^ABC-1$",
    r"(a+)+",
]
DIALECTS: list[dict[str, Any]] = [
    {"commentChar": "A"},
    {"skipInitialSpace": True},
    {"doubleQuote": False, "escapeChar": "\\"},
    {"headerRows": [2]},
]
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
    rules = {
        rule: value for likely, types, rule, value in _rules(chance) if type_ in types and chance.random() < likely
    }
    for likely, types, keys in _extras(chance):
        if type_ in types and chance.random() < likely:
            field |= keys
    if type_ in FORMATS and chance.random() < 0.15:
        field["format"] = chance.choice(FORMATS[type_])
        if type_ == "date":  # a bound must be written in the format, too: frictionless crashes on others (ADR 0007)
            rules = {rule: value for rule, value in rules.items() if rule not in {"minimum", "maximum"}}
    return field | ({"constraints": rules} if rules else {})


def _rules(chance: random.Random) -> Iterator[tuple[float, str | list[str], str, Any]]:
    """How likely each constraint is, with which types, and its value."""
    yield 0.3, list(ODD), "required", True
    yield 0.5, ["integer", "number"], "minimum", chance.choice([0, -10, 5])
    yield 0.5, ["integer", "number"], "maximum", chance.choice([100000, "100000000", 10**6])
    yield 0.1, ["integer", "number"], "exclusiveMaximum", 999999
    yield 0.5, ["date"], "minimum", "2000-01-01"
    yield 0.5, ["date"], "maximum", "2030-12-31"
    yield 0.3, ["year"], "minimum", 1500
    yield 0.3, ["string"], "minLength", chance.choice([1, 2])
    yield 0.3, ["string"], "maxLength", chance.choice([5, 20])
    yield 0.4, ["string"], "pattern", chance.choice(PATTERNS)
    yield 0.2, ["string"], "enum", ["ABC-1", "DEF-2", "é", "X"]
    yield 0.2, ["integer"], "enum", [1, 2, 3]
    yield 0.15, ["string", "integer", "number", "boolean", "date", "year", "datetime", "time"], "unique", True


def _extras(chance: random.Random) -> Iterator[tuple[float, list[str], dict[str, Any]]]:
    """How likely other keys of a field are, and with which types."""
    signs: list[dict[str, Any]] = [{"decimalChar": ","}, {"groupChar": ","}, {"decimalChar": ",", "groupChar": "."}]
    yield 0.2, ["number"], chance.choice(signs)
    yield 0.1, ["integer", "number"], {"bareNumber": False}
    yield 0.2, ["boolean"], {"trueValues": ["yes", "true"], "falseValues": ["no", "false"]}
    yield 0.15, list(ODD), {"missingValues": chance.choice([["-", "NA"], [], ["", "0"]])}


def _cell(field: dict[str, Any], chance: random.Random, bad: float, row: int, rows: int) -> str:
    if chance.random() < bad:
        return chance.choice(["", "n/a", "NA", "-"])
    if field["name"] == "f0":
        return str(row + 1) if chance.random() >= bad else str(chance.randint(1, rows))
    if field.get("format") in GOOD_FORMATS:
        return chance.choice(GOOD_FORMATS[field["format"]])
    return good(field["type"], chance) if chance.random() >= bad else chance.choice(ODD[field["type"]])


def write_case(folder: Path, seed: int) -> None:
    """A package with faults in `folder`, the same for the same seed."""
    chance = random.Random(seed)
    types = [chance.choice(sorted(ODD)) for _ in range(chance.randint(0 if chance.random() < 0.1 else 1, 6))]
    fields = [_field(position, type_, chance) for position, type_ in enumerate(["integer", *types])]
    schema: dict[str, Any] = {"fields": fields}
    if chance.random() < 0.6:
        schema["primaryKey"] = ["f0"] if chance.random() < 0.7 or len(fields) < 3 else ["f0", "f1"]
    if chance.random() < 0.4:
        schema["missingValues"] = ["", "n/a"]
    if chance.random() < 0.1:
        schema["fieldsMatch"] = chance.choice(["exact", "equal", "subset", "superset", "partial"])
    resources = [_referred(folder, schema, chance)] if chance.random() < 0.3 else []
    resources.insert(chance.randint(0, len(resources)), _judged(folder, schema, chance))
    descriptor = {"name": "p", "title": "p", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))


def _judged(folder: Path, schema: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    text, delimiter = _table(schema["fields"], chance)
    encoding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
    content = text.encode(encoding, "replace")
    if chance.random() < 0.05:
        content = content[: len(content) // 2] + b"\xff\xfe" + content[len(content) // 2 :]
    (folder / "t.csv").write_bytes(content)
    dialect: dict[str, Any] = {"delimiter": delimiter}
    if chance.random() < 0.05:
        dialect["header"] = False
    if chance.random() < 0.05:
        dialect |= chance.choice(DIALECTS)
    resource = {"name": "t", "path": "t.csv", "schema": schema, "dialect": dialect, "encoding": encoding}
    if encoding.startswith("utf-8") and chance.random() < 0.5:
        del resource["encoding"]
    elif encoding == "utf-8-sig" and chance.random() < 0.5:
        resource["encoding"] = "utf-8"  # the mark is there all the same
    if chance.random() < 0.05:
        del resource["schema"]
    return resource


def _referred(folder: Path, schema: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Another table, and foreign keys that lead to it."""
    fields = schema["fields"]
    target = chance.choice(fields[1:] or fields)
    keys = [{"fields": [target["name"]], "reference": {"resource": "other", "fields": ["key"]}}]
    if chance.random() < 0.3:
        keys.append({"fields": "f0", "reference": {"resource": "", "fields": "f0"}})
    if len(fields) > 2 and chance.random() < 0.3:
        keys = [{"fields": ["f1", "f2"], "reference": {"resource": "other", "fields": ["key", "second"]}}]
    schema["foreignKeys"] = keys
    known = [good(target["type"], chance) for _ in range(40)] + ["", "x,y", *WORDS]
    rows = ["key,second", *(f"{_quoted(key, ',')},{_quoted(chance.choice(WORDS), ',')}" for key in known)]
    (folder / "other.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    others = [{"name": "key", "type": target["type"]}, {"name": "second", "type": "string"}]
    return {"name": "other", "path": "other.csv", "schema": {"fields": others}}


def write_typed_case(folder: Path, seed: int, format_: str) -> None:
    """The same in a workbook or in JSON, where cells have types of their own."""
    chance = random.Random(seed)
    types = ["integer", *(chance.choice(sorted(ODD)) for _ in range(chance.randint(1, 5)))]
    fields = [_field(position, type_, chance) for position, type_ in enumerate(types)]
    schema: dict[str, Any] = {"fields": fields}
    if chance.random() < 0.5:
        schema["primaryKey"] = ["f0"]
    if chance.random() < 0.3:
        schema["foreignKeys"] = [{"fields": "f1", "reference": {"resource": "", "fields": "f1"}}]
    names = [field["name"] for field in fields]
    bad, rows = chance.choice([0, 0.01, 0.2]), chance.choice([0, 1, 30])
    table = [[_typed(_cell(field, chance, bad, row, rows), chance) for field in fields] for row in range(rows)]
    header = chance.choice([names] * 5 + [names[::-1], [*names[:-1], "more"]])
    if format_ == "json":
        keyed = chance.random() < 0.7
        content = [dict(zip(header, cells, strict=True)) for cells in table] if keyed else [header, *table]
        (folder / "t.json").write_text(json.dumps(content))
    else:
        book = openpyxl.Workbook()
        for cells in [header, *table]:
            book.active.append([str(cell) if isinstance(cell, list | dict) else _printable(cell) for cell in cells])
        book.save(folder / "t.xlsx")
    resource = {"name": "t", "path": f"t.{format_}", "type": "table", "schema": schema}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "title": "p", "resources": [resource]}))


def _typed(cell: str, chance: random.Random) -> Any:
    """Mostly what the cell says, as a value."""
    if chance.random() < 0.3:
        return cell
    try:
        return json.loads(cell, parse_constant=str)
    except ValueError:
        return cell or None


def _printable(cell: Any) -> Any:
    """Workbooks take no control characters, and no whole numbers without end."""
    if isinstance(cell, str):
        return "".join(sign for sign in cell if sign.isprintable())
    return str(cell) if isinstance(cell, int) and abs(cell) > 2**53 else cell


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
            line = chance.choice(
                [
                    "",
                    "  ",
                    delimiter * (len(fields) - 1),
                    delimiter.join(cells[:-1]),
                    f"{line}{delimiter}x",
                    line + delimiter,
                    f'x"y{delimiter}{line}',
                    f'"ab"c{delimiter}{delimiter.join(cells[1:])}',
                    line + end,
                    f' "q"{delimiter}{delimiter.join(cells[1:])}',
                    f'"unterminated{delimiter}{line}',
                    line + "\r",
                    "\x00" + line,
                    '""',
                    f"{line}\r\r",
                    f'{delimiter.join(cells[:-1])}{delimiter}"a""b"',
                ]
            )
        lines.append(line)
    return end.join(lines) + (end if chance.random() < 0.8 else ""), delimiter


Verdict = list[tuple[str, str, int, int, str, str, str]]


def ours(dataset: Dataset, limit: int) -> dict[str, Verdict] | str:
    """What the screen and the referee report of each table, or how they fail."""
    try:
        for table in dataset.tables:
            if not is_sound(dataset, table):
                referee.accept(table)
        return {table.name: _plain(looking.look_at(dataset, table, limit=limit).defects) for table in dataset.tables}
    except Exception as bad:  # noqa: BLE001 - whatever frictionless raises, the screen may raise, too
        return f"{type(bad).__name__}"


def theirs(dataset: Dataset, limit: int) -> dict[str, Verdict] | str:
    """What frictionless reports of the whole package."""
    try:
        for table in dataset.tables:
            referee._table(table)
        package = referee.package_of(dataset)
        report = package.validate(limit_errors=limit)
        return {task.name: _plain([referee._defect(error) for error in task.errors]) for task in report.tasks}
    except Exception as bad:  # noqa: BLE001
        return f"{type(bad).__name__}"


def _plain(defects: list[Defect]) -> Verdict:
    return [(each.type, each.note, each.row, each.column, each.label, each.cell, each.expected) for each in defects]


def compare(root: Path, seed: int, format_: str = "csv") -> tuple[dict[str, Verdict] | str, dict[str, Verdict] | str]:
    """Our report and frictionless's of one case, in a repository of its own."""
    folder = root / "datasets" / "agency" / f"case{seed}"
    folder.mkdir(parents=True)
    if format_ == "csv":
        write_case(folder, seed)
    else:
        write_typed_case(folder, seed, format_)
    dataset = read_dataset(root, folder)
    limit = random.Random(seed).choice([1000, 1000, 5, 10**9])
    return ours(dataset, limit), theirs(dataset, limit)
