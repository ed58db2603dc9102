"""Write the data files of Riverbend, a city that does not exist.

Usage: python datasets/make_riverbend.py [OUT_FOLDER]

Every number comes from a seeded random generator, so two runs write the same bytes.
Only the data files are written; the descriptors beside them are edited by hand.
"""

import csv
import json
import math
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

SEED = 20261122
LAST_DAY = date(2026, 10, 31)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)

Cell = str | int | float | bool | date | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Ward:
    """One of the eleven wards, with its population and its box (west, south, east, north)."""

    name: str
    population: int
    box: tuple[float, float, float, float]


WARDS = (
    Ward("Old Town", 9_800, (-90.52, 41.49, -90.49, 41.51)),
    Ward("Downtown", 14_200, (-90.53, 41.51, -90.48, 41.53)),
    Ward("Harbor Flats", 11_600, (-90.49, 41.49, -90.42, 41.51)),
    Ward("Mill District", 12_900, (-90.60, 41.46, -90.51, 41.49)),
    Ward("West Bank", 13_500, (-90.60, 41.49, -90.52, 41.51)),
    Ward("Sycamore Park", 15_100, (-90.60, 41.51, -90.53, 41.53)),
    Ward("Northgate", 16_400, (-90.60, 41.53, -90.54, 41.56)),
    Ward("Prairie Heights", 17_300, (-90.54, 41.53, -90.48, 41.56)),
    Ward("College Hill", 13_800, (-90.48, 41.53, -90.42, 41.56)),
    Ward("East Bluffs", 12_100, (-90.48, 41.51, -90.42, 41.53)),
    Ward("South Orchard", 11_500, (-90.51, 41.46, -90.42, 41.49)),
)
WARD_NAMES = [ward.name for ward in WARDS]
WARD_BOXES = {ward.name: ward.box for ward in WARDS}
POPULATIONS = [ward.population for ward in WARDS]


# Shared helpers


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from first to last."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of every month from first to last."""
    yield from (day for day in days(first, last) if day.day == 1)


def yearly_wave(day: date, peak: date) -> float:
    """Return a cosine between -1 and 1 that is highest on the same day of the year as peak."""
    return math.cos(2 * math.pi * (day - peak).days / 365.25)


def place_in(rng: Random, ward: str) -> tuple[float, float]:
    """Return the latitude and longitude of a random place in a ward."""
    west, south, east, north = WARD_BOXES[ward]
    return round(rng.uniform(south, north), 5), round(rng.uniform(west, east), 5)


def text(cell: Cell) -> str:
    """Return a cell as it is written in a CSV file."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Row], delimiter: str = ",") -> None:
    """Write a table as CSV in UTF-8 with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([text(cell) for cell in row] for row in rows)


def write_json(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a table as a JSON list of objects, dates as ISO 8601."""
    records = [dict(zip(header, row, strict=True)) for row in rows]
    content = json.dumps(records, indent=2, ensure_ascii=False, default=str)
    path.write_text(content + "\n", encoding="utf-8", newline="\n")


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"
WORKBOOK_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}


def xlsx_cell(cell: Cell) -> str:
    """Return one worksheet cell: numbers as numbers, all else as text."""
    if cell is None:
        return "<c/>"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text(cell))}</t></is></c>'


def write_xlsx(path: Path, sheet: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a one-sheet workbook whose bytes depend on nothing but its content."""
    lines = ["<row>" + "".join(map(xlsx_cell, row)) + "</row>" for row in (header, *rows)]
    namespace = f'xmlns="{OFFICE}/spreadsheetml/2006/main"'
    parts = {
        **WORKBOOK_PARTS,
        "xl/workbook.xml": (
            f'<workbook {namespace} xmlns:r="{RELATION}"><sheets>'
            f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": (f"<worksheet {namespace}><sheetData>{''.join(lines)}</sheetData></worksheet>"),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, XML + content)


# Finance: city budget and payments

BUDGET_INDEX = dict(enumerate((1.0, 1.035, 1.012, 1.058, 1.112, 1.151, 1.187, 1.226), 2019))
OFFICE_SHARES = {"Personnel": 0.74, "Services and supplies": 0.23, "Capital outlay": 0.03}
SAFETY_SHARES = {"Personnel": 0.84, "Services and supplies": 0.12, "Capital outlay": 0.04}
STREET_SHARES = {"Personnel": 0.52, "Services and supplies": 0.36, "Capital outlay": 0.12}
WATER_SHARES = {
    "Personnel": 0.31,
    "Services and supplies": 0.33,
    "Capital outlay": 0.22,
    "Debt payments": 0.14,
}
BUDGET_LINES: tuple[tuple[str, str, float, dict[str, float]], ...] = (
    ("General Fund", "Police", 51.2, SAFETY_SHARES),
    ("General Fund", "Fire", 33.9, SAFETY_SHARES),
    ("General Fund", "Public Works", 24.6, STREET_SHARES),
    ("General Fund", "Parks and Recreation", 13.8, STREET_SHARES),
    ("General Fund", "Health and Environment", 7.7, OFFICE_SHARES),
    ("General Fund", "City Clerk", 6.3, OFFICE_SHARES),
    ("General Fund", "Finance", 6.9, OFFICE_SHARES),
    ("General Fund", "Mayor and Council", 2.7, OFFICE_SHARES),
    ("Water and Sewer Fund", "Public Works", 44.1, WATER_SHARES),
    ("Transit Fund", "Public Works", 18.8, STREET_SHARES),
    ("Library Fund", "City Clerk", 10.2, OFFICE_SHARES),
    ("Capital Improvement Fund", "Public Works", 31.0, {"Capital outlay": 1.0}),
    ("Capital Improvement Fund", "Parks and Recreation", 5.8, {"Capital outlay": 1.0}),
    ("Debt Service Fund", "Finance", 15.5, {"Debt payments": 1.0}),
)


@dataclass(frozen=True)
class BudgetEntry:
    """What the council adopted for one year, fund, department and category."""

    year: int
    fund: str
    department: str
    category: str
    adopted: int


def adopted_budget() -> list[BudgetEntry]:
    """Return the adopted budget of every year; the payments are scaled to it."""
    rng = Random(f"{SEED}/adopted")
    entries = []
    for year, index in BUDGET_INDEX.items():
        for fund, department, millions, shares in BUDGET_LINES:
            for category, share in shares.items():
                spread = 0.03 if category == "Personnel" else 0.09
                amount = millions * 1e6 * index * share * rng.uniform(1 - spread, 1 + spread)
                entries.append(BudgetEntry(year, fund, department, category, int(round(amount, -2))))
    return entries


def city_budget(rng: Random, folder: Path) -> None:
    """Write adopted and actual spending by year, fund, department and category."""
    rows = []
    for entry in adopted_budget():
        spent = round(entry.adopted * rng.gauss(0.975, 0.025)) if entry.year < LAST_DAY.year else None
        rows.append((entry.year, entry.fund, entry.department, entry.category, entry.adopted, spent))
    write_csv(folder / "budget.csv", ("fiscal_year", "fund", "department", "category", "adopted", "actual"), rows)


VENDORS = {
    "Road materials": ("Threebend Aggregates", "Kestrel Asphalt Supply", "Loam & Ledge Quarry", "Saltline"),
    "Construction": ("Ironquill Builders", "Pennant Civil Works", "Garrow Bridgeworks", "Ninefold Paving"),
    "Vehicles and fuel": ("Tallgrass Fleet Sales", "Fuelwright Cooperative", "Oxbow Truck & Body"),
    "Professional services": ("Wexcombe Engineering", "Larkmoor Advisory", "Plumbline Surveyors"),
    "Software and IT": ("Brightlatch Systems", "Cedarbyte Networks", "Papertrail Records Software"),
    "Utilities": ("Twin Locks Power & Light", "Prairie Loop Gas", "Signalfire Telecom"),
    "Treatment chemicals": ("Clearbasin Chemical", "Halcyon Water Supply"),
    "Equipment": ("Stoutgate Safety Outfitters", "Hammerfield Tool", "Ridgepole Equipment Rental"),
    "Laboratory services": ("Assay Lane Laboratories", "Bluepoint Analytical"),
    "Books and media": ("Folio Wharf Books", "Margin & Spine Distribution"),
    "Grants to nonprofits": ("Riverbend Shelter Alliance", "Neighbors' Table", "Open Porch Youth Center"),
    "Landscaping": ("Green Furrow Landscapes", "Canopy Street Tree Care"),
    "Insurance": ("Bulwark Mutual Pool", "Keystone Levee Underwriters"),
}
PURPOSES = {
    "Police": ("Vehicles and fuel", "Equipment", "Software and IT"),
    "Fire": ("Vehicles and fuel", "Equipment", "Professional services"),
    "Public Works": ("Road materials", "Construction", "Vehicles and fuel", "Utilities", "Equipment"),
    "Parks and Recreation": ("Landscaping", "Construction", "Equipment", "Utilities"),
    "Health and Environment": ("Laboratory services", "Grants to nonprofits", "Professional services"),
    "City Clerk": ("Software and IT", "Professional services", "Utilities"),
    "Finance": ("Insurance", "Software and IT", "Professional services"),
    "Mayor and Council": ("Grants to nonprofits", "Professional services"),
    "Water and Sewer Fund": ("Treatment chemicals", "Construction", "Utilities", "Laboratory services"),
    "Transit Fund": ("Vehicles and fuel", "Equipment", "Utilities"),
    "Library Fund": ("Books and media", "Software and IT", "Utilities"),
    "Capital Improvement Fund": ("Construction", "Road materials", "Professional services"),
}
PAYMENT_LIMIT = 5_000


def payment_targets() -> Iterator[tuple[int, str, str, float]]:
    """Yield what each fund and department paid to outside suppliers in each year from 2024."""
    totals: dict[tuple[int, str, str], float] = {}
    for entry in adopted_budget():
        if entry.year >= 2024 and entry.category in {"Services and supplies", "Capital outlay"}:
            key = (entry.year, entry.fund, entry.department)
            share = 0.72 if entry.year < LAST_DAY.year else 0.72 * LAST_DAY.month / 12
            totals[key] = totals.get(key, 0) + entry.adopted * share
    for (year, fund, department), total in totals.items():
        yield year, fund, department, total


def payments(rng: Random, folder: Path) -> None:
    """Write every payment over $5,000 since January 2024."""
    drafts: list[tuple[date, str, str, str, str, str]] = []
    for year, fund, department, target in payment_targets():
        choices = PURPOSES.get(fund) or PURPOSES[department]
        last = min(date(year, 12, 31), LAST_DAY)
        workdays = [day for day in days(date(year, 1, 2), last) if day.weekday() in {1, 3}]
        median, spent = (31_000 if fund.startswith("Capital") else 14_000), 0.0
        while spent < target:
            amount = max(PAYMENT_LIMIT + rng.uniform(1, 900), rng.lognormvariate(math.log(median), 1.0))
            purpose = rng.choice(choices)
            vendor = rng.choice(VENDORS[purpose])
            drafts.append((rng.choice(workdays), department, fund, vendor, purpose, f"{amount:.2f}"))
            spent += amount
    drafts.sort()
    rows = ((f"P-{draft[0].year}-{number:05d}", *draft) for number, draft in enumerate(drafts, 1))
    header = ("payment_id", "paid_on", "department", "fund", "supplier", "purpose", "amount")
    write_csv(folder / "payments.csv", header, rows)


# Public Works: permits, closures, bus ridership

PERMIT_FIRST_DAY = date(2022, 1, 3)
PERMIT_TYPES = {  # how common, usual value of the work in dollars, usual days to decide
    "Roof": (20, 14_500, 3),
    "Electrical": (17, 4_800, 3),
    "Plumbing": (13, 5_200, 3),
    "Heating and cooling": (14, 8_900, 3),
    "Addition or alteration": (13, 42_000, 16),
    "Solar panels": (6, 24_000, 9),
    "Fence or sign": (7, 3_900, 5),
    "Commercial alteration": (5, 165_000, 27),
    "New house": (3.2, 318_000, 24),
    "New apartments": (0.5, 4_900_000, 58),
    "Demolition": (1.6, 17_500, 13),
}
GROWTH_WARDS = {"Northgate": 2.4, "Prairie Heights": 2.1, "Mill District": 1.6}


def permit_fee(value: int) -> int:
    """Return the fee in whole dollars: $65 up to $5,000 of work, then 0.95 percent, 0.5 over $500,000."""
    low = min(max(value - 5_000, 0), 495_000)
    return round(65 + 0.0095 * low + 0.005 * max(value - 500_000, 0))


def new_homes(rng: Random, kind: str, value: int) -> int:
    """Return the number of homes a permit adds."""
    if kind == "New apartments":
        return max(4, round(value / rng.uniform(170_000, 215_000)))
    return 1 if kind == "New house" else 0


def building_permits(rng: Random, folder: Path) -> None:
    """Write the building permits issued since January 2022."""
    workdays = [day for day in days(PERMIT_FIRST_DAY, LAST_DAY) if day.weekday() < 5]
    season = [1 + 0.42 * yearly_wave(day, date(2022, 6, 25)) for day in workdays]
    kinds, weights = list(PERMIT_TYPES), [spec[0] for spec in PERMIT_TYPES.values()]
    growth = [ward.population * GROWTH_WARDS.get(ward.name, 0.8) for ward in WARDS]
    rows: list[Row] = []
    for issued in sorted(rng.choices(workdays, season, k=7_180)):
        kind = rng.choices(kinds, weights)[0]
        _, usual_value, usual_days = PERMIT_TYPES[kind]
        ward = rng.choices(WARD_NAMES, growth if kind.startswith("New") else POPULATIONS)[0]
        value = int(round(rng.lognormvariate(math.log(usual_value), 0.45), -2))
        waited = max(0, round(rng.lognormvariate(math.log(usual_days), 0.5)))
        done = (LAST_DAY - issued).days > rng.lognormvariate(math.log(110 + usual_days * 5), 0.6)
        rows.append((
            f"BP-{issued:%y}-{len(rows) + 1:05d}", issued - timedelta(days=waited), issued, waited, kind,
            ward, value, permit_fee(value), new_homes(rng, kind, value), "Completed" if done else "Issued",
            *place_in(rng, ward),
        ))  # fmt: skip
    header = (
        "permit_id", "applied_on", "issued_on", "days_to_issue", "permit_type", "ward", "work_value", "fee",
        "new_homes", "status", "latitude", "longitude",
    )  # fmt: skip
    write_csv(folder / "permits.csv", header, rows)


WARD_STREETS = {
    "Old Town": ("Ropewalk Street", "Chandlery Row", "Cooper Street", "Lockkeeper Lane"),
    "Downtown": ("Commerce Avenue", "Third Street", "Exchange Street", "Market Street"),
    "Harbor Flats": ("Wharf Road", "Anchor Street", "Dredge Street", "Pilot Avenue"),
    "Mill District": ("Foundry Avenue", "Loom Street", "Bobbin Street", "Tailrace Road"),
    "West Bank": ("Levee Road", "Cottonwood Drive", "Ferry Street", "Sandbar Lane"),
    "Sycamore Park": ("Sycamore Avenue", "Park Street", "Linden Street", "Bandstand Drive"),
    "Northgate": ("Gateway Boulevard", "Turnpike Road", "Harrow Lane", "Silo Road"),
    "Prairie Heights": ("Bluestem Parkway", "Meadowlark Road", "Coneflower Street", "Windrow Drive"),
    "College Hill": ("College Avenue", "Observatory Road", "Lecture Lane", "Quarry Street"),
    "East Bluffs": ("Bluff Road", "Overlook Drive", "Limestone Street", "Spring Street"),
    "South Orchard": ("Orchard Road", "Pippin Street", "Cider Lane", "Graft Street"),
}
CLOSURE_REASONS = {  # how many days it usually takes
    "Water main replacement": 34, "Gas main work": 9, "Utility work": 6, "Sewer repair": 15,
    "Building construction": 90, "Signal replacement": 5, "Street event": 1,
}  # fmt: skip
CLOSURE_KINDS = ("Full closure", "One lane", "One direction", "Sidewalk and bike lane")
PINNED_CLOSURES: tuple[Row, ...] = (
    ("Foundry Bridge", "Foundry Avenue", "Levee Road", "Mill District", "Bridge repair", "Full closure",
     date(2026, 11, 30), date(2027, 5, 28), "Mill Street Bridge", "4, 9", 41.48912, -90.53640),
    ("Wharf Road", "Anchor Street", "Pilot Avenue", "Harbor Flats", "Lead pipe replacement", "One lane",
     date(2026, 11, 9), date(2027, 3, 26), "Dredge Street", "6", 41.49874, -90.45211),
    ("Levee Road", "Ferry Street", "Sandbar Lane", "West Bank", "Flood wall inspection", "Full closure",
     date(2026, 11, 16), None, "Cottonwood Drive", None, 41.49377, -90.57802),
)  # fmt: skip


WARD_ROUTES = {
    "Old Town": "4", "Downtown": "1, 2, 3", "Harbor Flats": "6", "Mill District": "4", "West Bank": "9",
    "Sycamore Park": "10", "Northgate": "2, 14", "Prairie Heights": "5", "College Hill": "3, 12",
    "East Bluffs": "7", "South Orchard": "8",
}  # fmt: skip


def road_closures(rng: Random, folder: Path) -> None:
    """Write the current and planned road closures as JSON."""
    found = list(PINNED_CLOSURES)
    for number in range(33):
        ward = WARD_NAMES[number % len(WARD_NAMES)]
        street, start, end, detour = rng.sample(WARD_STREETS[ward], 4)
        reason = rng.choice(list(CLOSURE_REASONS))
        kind = "Full closure" if reason == "Street event" else rng.choice(CLOSURE_KINDS)
        earliest = date(2026, 12, 5) if reason == "Street event" else date(2026, 9, 7)
        first = earliest + timedelta(days=rng.randrange(110 if reason == "Street event" else 190))
        last = first + timedelta(days=int(CLOSURE_REASONS[reason] * rng.uniform(0.7, 1.6)))
        last = max(last, date(2026, 11, 23) + timedelta(days=rng.randrange(24)))
        routes = WARD_ROUTES.get(ward) if rng.random() < 0.45 else None
        closure = street, start, end, ward, reason, kind, first, last, detour, routes
        found.append((*closure, *place_in(rng, ward)))
    found.sort(key=lambda row: str(row[6]))
    header = (
        "closure_id", "street", "from_street", "to_street", "ward", "reason", "kind", "starts_on", "ends_on",
        "detour", "bus_routes", "latitude", "longitude",
    )  # fmt: skip
    rows = ((f"RC-2026-{number:03d}", *row) for number, row in enumerate(found, 301))
    write_json(folder / "closures.json", header, rows)


BUS_ROUTES = {  # route number: name, boardings on a usual weekday
    1: ("Downtown Loop", 2_150), 2: ("Northgate - Downtown", 1_840), 3: ("College Hill - Downtown", 2_420),
    4: ("Mill District - Old Town", 1_310), 5: ("Prairie Heights Connector", 980), 6: ("Harbor Flats", 870),
    7: ("East Bluffs - Hospital", 1_120), 8: ("South Orchard", 640), 9: ("West Bank - Foundry", 760),
    10: ("Sycamore Park Crosstown", 1_050), 11: ("Airport", 390), 12: ("College Night Owl", 310),
    13: ("Industrial Park Express", 280), 14: ("Gateway Park-and-Ride", 520),
}  # fmt: skip
DAY_TYPES = {"Weekday": 1.0, "Saturday": 0.58, "Sunday and holiday": 0.37}
WEEKDAY_ONLY = {12, 13, 14}


def count_days(month: date) -> dict[str, int]:
    """Return how many weekdays, Saturdays and Sundays a month has."""
    month_end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    names = [min(day.weekday(), 6) for day in days(month, month_end)]
    saturdays, sundays = names.count(5), names.count(6)
    return {
        "Weekday": len(names) - saturdays - sundays, "Saturday": saturdays, "Sunday and holiday": sundays,
    }  # fmt: skip


def comma(number: float, digits: int) -> str:
    """Return a number with a decimal comma, as the fare system exports it."""
    return f"{number:.{digits}f}".replace(".", ",")


def bus_ridership(rng: Random, folder: Path) -> None:
    """Write monthly boardings by route and type of day, with semicolons and decimal commas."""
    rows: list[Row] = []
    for number, month in enumerate(months(date(2023, 1, 1), LAST_DAY)):
        trend = 1 + 0.0052 * number + 0.07 * yearly_wave(month, date(2023, 10, 1))
        for route, (name, usual) in BUS_ROUTES.items():
            for day_type, running in count_days(month).items():
                if route in WEEKDAY_ONLY and day_type != "Weekday":
                    continue
                daily = usual * DAY_TYPES[day_type] * trend * rng.uniform(0.94, 1.06)
                boardings = round(daily * running)
                hours = running * (usual * DAY_TYPES[day_type] / 24 + 9)
                punctual = min(99.0, 86 + 4 * yearly_wave(month, date(2023, 7, 1)) + rng.gauss(0, 2))
                fares = boardings * rng.uniform(0.86, 0.98)
                rows.append((
                    month, route, name, day_type, running, boardings, comma(hours, 1), comma(punctual, 1),
                    comma(fares, 2),
                ))  # fmt: skip
    header = (
        "month", "route", "route_name", "day_type", "days_run", "boardings", "service_hours",
        "on_time_percent", "fare_revenue",
    )  # fmt: skip
    write_csv(folder / "ridership.csv", header, rows, delimiter=";")


# Health and Environment: air, water, restaurants

STATIONS: tuple[tuple[str, str, str, str, float, float, int, float], ...] = (
    ("AQ-1", "Courthouse Square", "Downtown", "Traffic", 41.5203, -90.5042, 191, 1.25),
    ("AQ-2", "Foundry Avenue", "Mill District", "Industrial", 41.4761, -90.5528, 176, 1.18),
    ("AQ-3", "Pilot Avenue", "Harbor Flats", "Traffic", 41.5011, -90.4566, 173, 1.08),
    ("AQ-4", "Observatory Road", "College Hill", "Background", 41.5472, -90.4480, 224, 0.86),
    ("AQ-5", "Bluestem Park", "Prairie Heights", "Background", 41.5449, -90.5105, 218, 0.82),
)
SMOKE_DAYS = {  # extra fine particles from wildfire smoke, micrograms per cubic meter
    **dict.fromkeys(days(date(2023, 6, 27), date(2023, 6, 29)), 64.0),
    **dict.fromkeys(days(date(2024, 7, 24), date(2024, 7, 25)), 21.0),
    **dict.fromkeys(days(date(2025, 8, 2), date(2025, 8, 5)), 37.0),
}


def is_off(rng: Random, station: str, day: date) -> bool:
    """Tell whether a station gave no reading: the known outage, or about one day in a hundred."""
    known = station == "AQ-3" and date(2025, 3, 4) <= day <= date(2025, 3, 19)
    return rng.random() < 0.009 or known


def air_quality(rng: Random, folder: Path) -> None:
    """Write the stations and their daily readings since January 2023."""
    rows: list[Row] = []
    weather = 0.0
    for day in days(date(2023, 1, 1), LAST_DAY):
        weather = 0.65 * weather + rng.gauss(0, 0.22)
        winter = yearly_wave(day, date(2023, 1, 15))
        commute = 1.0 if day.weekday() < 5 else 0.78
        for station, *_, factor in STATIONS:
            stir = math.exp(weather + rng.gauss(0, 0.09))
            particles = (7.4 + 1.5 * winter) * factor * stir + SMOKE_DAYS.get(day, 0) * rng.uniform(0.85, 1.1)
            dioxide = (10.5 + 3.6 * winter) * factor**2 * commute * stir**0.7
            ozone = (38 - 13 * winter) / factor**0.5 * math.exp(0.35 * weather + rng.gauss(0, 0.07))
            values = [None] * 3 if is_off(rng, station, day) else [particles, dioxide, ozone]
            rows.append((day, station, *(None if value is None else round(value, 1) for value in values)))
    write_csv(folder / "readings.csv", ("date", "station", "pm25", "no2", "ozone"), rows)
    header = ("id", "name", "ward", "setting", "latitude", "longitude", "elevation")
    write_csv(folder / "stations.csv", header, (station[:-1] for station in STATIONS))


BOIL_WATER_DAY = date(2026, 7, 14)
LEAD_RISE = date(2026, 7, 1)


def lead_reading(rng: Random, ward: str, day: date) -> str:
    """Return the lead in a first-draw sample in micrograms per liter, or ND below 1."""
    median = {"Harbor Flats": 5.2, "Old Town": 3.1, "Mill District": 2.0}.get(ward, 0.7)
    if ward == "Harbor Flats" and day >= LEAD_RISE:
        median = 16.4
    level = rng.lognormvariate(math.log(median), 0.32)
    return f"{level:.1f}" if level >= 1 else "ND"


def has_coliform(rng: Random, ward: str, day: date) -> bool:
    """Tell whether coliform bacteria were found: after the East Bluffs main break, else very rarely."""
    return rng.random() < 0.0012 or (ward == "East Bluffs" and day == BOIL_WATER_DAY)


def water_sample(rng: Random, day: date, ward: str, site: str) -> Row:
    """Return the tests of one sample; nitrate monthly, lead and copper in four months of the year."""
    nitrate = f"{3.1 + 2.4 * yearly_wave(day, date(2024, 5, 25)) + rng.gauss(0, 0.35):.2f}"
    chlorine = max(0.2, 1.35 - 0.3 * yearly_wave(day, date(2024, 7, 25)) + rng.gauss(0, 0.16))
    quarterly = day.day <= 7 and day.month in {1, 4, 7, 10}
    return (
        day, ward, site, f"{chlorine:.2f}", f"{rng.lognormvariate(math.log(0.11), 0.35):.2f}",
        f"{rng.gauss(7.9, 0.12):.1f}", nitrate if day.day <= 7 else "",
        lead_reading(rng, ward, day) if quarterly else "",
        f"{rng.lognormvariate(math.log(0.11), 0.5):.3f}" if quarterly else "", has_coliform(rng, ward, day),
    )  # fmt: skip


def drinking_water(rng: Random, folder: Path) -> None:
    """Write the weekly tap samples since January 2024, with the extra ones after the 2026 main break."""
    rows: list[Row] = []
    extra = {date(2026, 7, 16), date(2026, 7, 17)}
    for day in days(date(2024, 1, 2), LAST_DAY):
        for number, ward in enumerate(WARD_NAMES, 1):
            if day.weekday() == 1 or (day in extra and ward == "East Bluffs"):
                for tap in "AB":
                    sample = f"W{day:%y%m%d}-{number:02d}{tap}"
                    rows.append((sample, *water_sample(rng, day, ward, f"S-{number:02d}{tap}")))
    header = (
        "sample_id", "sampled_on", "ward", "site", "chlorine", "turbidity", "ph", "nitrate", "lead", "copper",
        "coliform",
    )  # fmt: skip
    write_csv(folder / "samples.csv", header, rows)


KITCHEN_FIRST = ("Tin Lantern", "Third Bend", "Copper Ladle", "Heron's Nest", "Paper Crane", "Sundial",
                 "Red Awning", "Brass Kettle", "Velvet Radish", "Low Tide", "Walnut Door", "Blue Gingham",
                 "Ember & Oat", "Lucky Magpie", "Old Ferry", "Pepper Vine", "Silver Trout", "Honeycomb",
                 "Stone Oven", "Little Anchor")  # fmt: skip
KITCHEN_KINDS = {
    "Restaurant": ("Grill", "Kitchen", "Diner", "Taqueria", "Noodle House", "Trattoria", "Curry House"),
    "Café or bakery": ("Café", "Bakery", "Coffee House"),
    "Fast food": ("Burgers", "Sub Shop", "Pizza Counter"),
    "Food truck": ("Food Truck", "Barbecue Trailer"),
    "School or care kitchen": ("Senior Residence Kitchen", "Day School Kitchen"),
    "Grocery deli": ("Market Deli", "Corner Grocery"),
}
MINOR_ODDS = {"Routine": 2.6, "Complaint": 3.9, "Re-inspection": 1.1}


def restaurants(rng: Random) -> list[tuple[str, str, str, str, int, date]]:
    """Return the licensed food premises."""
    names = [
        (f"{first} {last}", kind) for kind, lasts in KITCHEN_KINDS.items() for last in lasts for first in KITCHEN_FIRST
    ]
    seats = {"Restaurant": (30, 140), "Café or bakery": (8, 50), "Fast food": (16, 70)}
    rows = []
    for number, (name, kind) in enumerate(sorted(rng.sample(names, 336)), 1):
        ward = rng.choices(WARD_NAMES, [count**1.2 for count in POPULATIONS])[0]
        size = rng.randint(*seats[kind]) if kind in seats else 0
        opened = date(2004, 1, 1) + timedelta(days=rng.randrange(7_300))
        rows.append((f"FL-{number:04d}", name, kind, ward, size, opened))
    return rows


def inspect(rng: Random, kind: str, care: float) -> tuple[int, int, int, str]:
    """Return critical and minor violations, the score they leave, and the result."""
    odds = MINOR_ODDS[kind] * care
    minor = min(9, int(rng.expovariate(1 / odds)))
    critical = min(5, int(rng.expovariate(1 / (0.42 * odds))))
    score = 100 - 6 * critical - 2 * minor
    if score < 66:
        return critical, minor, score, "Closed until corrected"
    return critical, minor, score, "Pass" if score >= 86 else "Re-inspection required"


def restaurant_inspections(rng: Random, folder: Path) -> None:
    """Write the food premises and their inspections since January 2024."""
    places = restaurants(rng)
    visits: list[tuple[date, str, str, int, int, int, str]] = []
    for place, *_ in places:
        care = rng.lognormvariate(-0.1, 0.5)
        day = date(2024, 1, 2) + timedelta(days=rng.randrange(180))
        kind = "Routine"
        while day <= LAST_DAY:
            day += timedelta(days=max(0, day.weekday() - 4) * 2)
            outcome = inspect(rng, kind, care)
            visits.append((day, place, kind, *outcome))
            if outcome[-1] != "Pass":
                day, kind = day + timedelta(days=rng.randint(7, 16)), "Re-inspection"
            else:
                kind = "Complaint" if rng.random() < 0.09 else "Routine"
                day += timedelta(days=rng.randint(120, 215))
    rows = [visit for visit in sorted(visits) if visit[0] <= LAST_DAY]
    columns = ("license_id", "name", "kind", "ward", "seats", "licensed_since")
    write_csv(folder / "premises.csv", columns, places)
    header = ("inspection_id", "inspected_on", "license_id", "reason", "critical", "minor", "score", "result")
    numbered = ((f"FI-{row[0]:%y}-{number:05d}", *row) for number, row in enumerate(rows, 1))
    write_csv(folder / "inspections.csv", header, numbered)


# City Clerk: 311 requests, elections, library, school places


@dataclass(frozen=True)
class Request:
    """A kind of 311 request: how common, month it peaks (0: never), how steeply, usual days to close."""

    weight: float
    peak: int
    swing: float
    days: float


REQUESTS = {
    "Missed collection": Request(17, 0, 0, 1.6),
    "Pothole": Request(12, 3, 0.85, 6),
    "Street light": Request(8, 12, 0.35, 9),
    "Snow and ice": Request(0.35, 1, 4.0, 1.2),
    "Tree or branch": Request(8, 7, 0.6, 11),
    "Tall grass": Request(3.2, 6, 2.0, 15),
    "Illegal dumping": Request(8, 5, 0.3, 4),
    "Graffiti": Request(5, 8, 0.35, 5),
    "Noise": Request(6, 7, 0.5, 2),
    "Water leak": Request(5, 1, 0.3, 1.4),
    "Parking": Request(9, 0, 0, 1),
    "Stray animal": Request(4, 6, 0.4, 1.3),
    "Sidewalk": Request(4, 5, 0.4, 38),
}
STORM_DAYS = {
    date(2025, 6, 18): ("Tree or branch", 13.0),
    date(2025, 6, 19): ("Tree or branch", 7.0),
    date(2025, 12, 9): ("Snow and ice", 6.0),
    date(2026, 2, 10): ("Snow and ice", 7.0),
    date(2026, 2, 11): ("Snow and ice", 5.0),
}
HOURS = (1, 1, 1, 1, 1, 2, 5, 12, 22, 26, 25, 22, 19, 21, 21, 19, 16, 13, 10, 8, 7, 5, 3, 2)
CHANNELS = {"Phone": 41, "Web": 27, "App": 24, "Email": 6, "Counter": 2}
NIGHT_CHANNELS = {"Phone": 9, "Web": 41, "App": 43, "Email": 7, "Counter": 0}


def request_weights(day: date) -> list[float]:
    """Return how likely each kind of request is on a day."""
    weights = []
    for name, spec in REQUESTS.items():
        peak = date(2025, spec.peak, 15) if spec.peak else day
        weight = spec.weight * math.exp(spec.swing * yearly_wave(day, peak))
        storm, factor = STORM_DAYS.get(day, ("", 1.0))
        weights.append(weight * factor if storm == name else weight)
    return weights


def service_requests(rng: Random, folder: Path) -> None:
    """Write the 311 requests since January 2025."""
    calendar = list(days(date(2025, 1, 1), LAST_DAY))
    by_day = {day: request_weights(day) for day in calendar}
    weekday = (1.18, 1.1, 1.05, 1.03, 1.0, 0.62, 0.48)
    volume = [sum(by_day[day]) * weekday[day.weekday()] * rng.uniform(0.88, 1.12) for day in calendar]
    kinds, hours, cumulative = list(REQUESTS), range(24), list(accumulate(HOURS))
    ward_weights = list(accumulate(POPULATIONS))
    rows: list[Row] = []
    for day in sorted(rng.choices(calendar, volume, k=50_000)):
        kind = rng.choices(kinds, by_day[day])[0]
        hour = rng.choices(hours, cum_weights=cumulative)[0]
        channels = CHANNELS if 8 <= hour < 18 and day.weekday() < 5 else NIGHT_CHANNELS
        took = int(rng.lognormvariate(math.log(REQUESTS[kind].days), 0.7))
        closed = day + timedelta(days=took)
        is_open = closed > LAST_DAY or rng.random() < 0.004
        rows.append((
            f"SR{day:%y}-{len(rows) + 1:05d}", day, hour, kind,
            rng.choices(WARD_NAMES, cum_weights=ward_weights)[0],
            rng.choices(list(channels), list(channels.values()))[0],
            None if is_open else closed, None if is_open else took,
        ))  # fmt: skip
    header = ("request_id", "opened_on", "hour", "category", "ward", "channel", "closed_on", "days_open")
    write_csv(folder / "requests.csv", header, rows)


PRECINCTS_PER_WARD = 4
MAYOR = {
    "Marlow Tessendorf": 0.435,
    "Ilsabet Quarrington": 0.392,
    "Dorrance Achterkirk": 0.124,
    "Write-in": 0.008,
}
MAYOR_LEAN = {"Old Town": 0.06, "Downtown": 0.05, "College Hill": 0.08, "Northgate": -0.07}
COUNCIL = {
    "Old Town": ("Oriel Vandermoss", "Teague Holmberry"),
    "Harbor Flats": ("Calla Prentiss-Oduro", "Wendell Sarkozak", "Juniper Strand"),
    "West Bank": ("Barnaby Eskeland", "Rosalind Tamworth-Ige"),
    "Northgate": ("Petra Lindquarry", "Hollis Bramwick"),
    "College Hill": ("Anselm Okonjowski", "Vesna Halloway-Trinh", "Rufus Dalecroft"),
    "South Orchard": ("Maren Pippinger", "Silas Umberfield"),
}
TURNOUT = {"College Hill": 0.33, "Harbor Flats": 0.31, "Mill District": 0.32, "Prairie Heights": 0.45}


def split_votes(rng: Random, ballots: int, shares: dict[str, float]) -> list[tuple[str, int]]:
    """Share out the ballots of a precinct; what is left over are ballots without a vote in the contest."""
    noisy = {name: share * rng.uniform(0.88, 1.12) for name, share in shares.items()}
    scale = rng.uniform(0.955, 0.985) / sum(noisy.values())
    return [(name, int(ballots * share * scale)) for name, share in noisy.items()]


def election_results(rng: Random, folder: Path) -> None:
    """Write the precincts and the votes in the city election of November 2025."""
    precincts: list[Row] = []
    mayor: list[Row] = []
    council: list[Row] = []
    for number, ward in enumerate(WARDS, 1):
        contest = COUNCIL.get(ward.name, ())
        shares = {name: rng.uniform(0.25, 0.5) for name in contest}
        lean = MAYOR_LEAN.get(ward.name, 0.0)
        names = list(MAYOR)
        city = {**MAYOR, names[0]: MAYOR[names[0]] + lean, names[1]: MAYOR[names[1]] - lean}
        for part in range(1, PRECINCTS_PER_WARD + 1):
            precinct = f"{number:02d}-{part}"
            registered = round(ward.population * 0.66 / PRECINCTS_PER_WARD * rng.uniform(0.85, 1.15))
            ballots = round(registered * TURNOUT.get(ward.name, 0.38) * rng.uniform(0.93, 1.07))
            early = round(ballots * rng.uniform(0.36, 0.48))
            precincts.append((precinct, ward.name, registered, ballots, early, ballots - early))
            mayor.extend((precinct, *vote) for vote in split_votes(rng, ballots, city))
            if contest:
                council.extend((precinct, ward.name, *vote) for vote in split_votes(rng, ballots, shares))
    header = ("precinct", "ward", "registered", "ballots", "early_or_mail", "election_day")
    write_csv(folder / "precincts.csv", header, precincts)
    write_csv(folder / "mayor.csv", ("precinct", "candidate", "votes"), mayor)
    write_csv(folder / "council.csv", ("precinct", "contest", "candidate", "votes"), council)


BRANCHES = {  # ward, visits on a usual open day
    "Central Library": ("Downtown", 1_040),
    "Old Town": ("Old Town", 310),
    "Northgate": ("Northgate", 415),
    "Prairie Heights": ("Prairie Heights", 450),
    "College Hill": ("College Hill", 385),
    "Harbor Flats": ("Harbor Flats", 215),
    "South Orchard": ("South Orchard", 240),
}


def library_visits(rng: Random, folder: Path) -> None:
    """Write monthly visits and loans by branch since January 2021; Old Town was shut in early 2024."""
    rows: list[Row] = []
    for number, month in enumerate(months(date(2021, 1, 1), LAST_DAY)):
        recovery = 1 - 0.55 * math.exp(-number / 9)
        season = 1 + 0.11 * yearly_wave(month, date(2021, 7, 5))
        for branch, (ward, usual) in BRANCHES.items():
            shut = branch == "Old Town" and date(2024, 2, 1) <= month <= date(2024, 5, 1)
            running = 0 if shut else rng.randint(24, 26)
            visits = round(usual * running * recovery * season * rng.uniform(0.94, 1.06))
            loans = round(visits * rng.uniform(1.05, 1.25))
            cards = round(visits * rng.uniform(0.012, 0.019) * (1.5 if month.month == 9 else 1))
            attendance = round(visits * rng.uniform(0.05, 0.09))
            rows.append((f"{month:%Y-%m}", branch, ward, running, visits, loans, cards, attendance))
    header = ("month", "branch", "ward", "open_days", "visits", "loans", "new_cards", "event_attendance")
    write_csv(folder / "visits.csv", header, rows)


SCHOOLS = {  # level: pupils a school has room for, pupils in its entry year, schools by ward
    "Elementary": (490, 82, (
        "Cooper Street|Old Town", "Market Street|Downtown", "Exchange|Downtown", "Anchor|Harbor Flats",
        "Loom Street|Mill District", "Tailrace|Mill District", "Cottonwood|West Bank",
        "Ferry Street|West Bank", "Linden|Sycamore Park", "Bandstand|Sycamore Park",
        "Harrow Lane|Northgate", "Silo Road|Northgate",
        "Bluestem|Prairie Heights", "Meadowlark|Prairie Heights", "Observatory|College Hill",
        "Limestone|East Bluffs", "Overlook|East Bluffs", "Pippin|South Orchard",
    )),
    "Middle": (860, 287, (
        "Lockkeeper|Old Town", "Pilot Avenue|Harbor Flats", "Foundry|Mill District", "Sycamore|Sycamore Park",
        "Gateway|Northgate", "Coneflower|Prairie Heights", "Quarry|College Hill",
    )),
    "High": (1_520, 380, (
        "Riverbend Central|Downtown", "Levee|West Bank", "Turnpike|Northgate", "Windrow|Prairie Heights",
        "Bluff Road|East Bluffs",
    )),
}  # fmt: skip
GROWTH = {"Northgate": 0.026, "Prairie Heights": 0.022, "Mill District": 0.012, "Harbor Flats": -0.015}


def school_places(rng: Random, folder: Path) -> None:
    """Write capacity, enrollment and admissions of every public school as a workbook."""
    rows: list[Row] = []
    number = 100
    for level, (room, entry, schools) in SCHOOLS.items():
        for name, ward in (school.split("|") for school in schools):
            number += 1
            size = rng.uniform(0.82, 1.18)
            capacity, places, fill = round(room * size, -1), round(entry * size), rng.uniform(0.82, 0.97)
            for year, after in pairwise(range(2021, 2028)):
                fill = min(1.06, fill + GROWTH.get(ward, -0.003) + rng.gauss(0, 0.008))
                applied = round(places * fill * rng.uniform(0.96, 1.14))
                offered = min(places, applied)
                rows.append((
                    f"{year}-{after % 100:02d}", f"RS-{number}", f"{name} {level} School", level, ward,
                    capacity, round(capacity * fill), places, applied, offered, applied - offered,
                ))  # fmt: skip
    rows.sort(key=lambda row: (str(row[0]), str(row[1])))
    header = (
        "school_year", "school_id", "school", "level", "ward", "capacity", "enrolled", "entry_places",
        "applications", "offers", "waiting_list",
    )  # fmt: skip
    write_xlsx(folder / "places.xlsx", "Places", header, rows)


MAKERS: dict[str, Callable[[Random, Path], None]] = {
    "finance/city-budget": city_budget,
    "finance/payments-over-5000": payments,
    "public-works/building-permits": building_permits,
    "public-works/road-closures": road_closures,
    "public-works/bus-ridership": bus_ridership,
    "health-environment/air-quality": air_quality,
    "health-environment/drinking-water": drinking_water,
    "health-environment/restaurant-inspections": restaurant_inspections,
    "city-clerk/service-requests": service_requests,
    "city-clerk/election-results": election_results,
    "city-clerk/library-visits": library_visits,
    "city-clerk/school-places": school_places,
}


def main(arguments: Sequence[str]) -> None:
    """Write every dataset below the folder named in the arguments, or below this script's folder."""
    root = Path(arguments[0]) if arguments else Path(__file__).parent
    for name, maker in MAKERS.items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        maker(Random(f"{SEED}/{name}"), folder)


if __name__ == "__main__":
    main(sys.argv[1:])
