"""Titles that are hard to set, and cards with them in every layout."""

from __future__ import annotations

from typing import Any

from babel import Locale
from builders import PROJECT

from generator.cards.draw import Painter
from generator.model.card import Card, Drawing

KINDS = ("dataset", "alert", "event", "consultation", "service", "news", "notice", "site")
SENTENCE = "Every reading of the river gauges since the flood of the year before last, with what was done about it. "
THAI = "คุณภาพน้ำดื่มในเขตเทศบาลเมืองริมแม่น้ำสายหลักของประเทศไทย"
ARABIC = "جودة مياه الشرب في المدينة"
HINDI = "नगर में पीने के पानी की गुणवत्ता"
CHINESE = "城市饮用水水质监测数据每月更新"
TITLES: tuple[tuple[str, str], ...] = (
    ("en", "A"),
    ("en", "Air"),
    ("en", "Rainfall"),
    ("en", "Payments over $5,000"),
    ("en", "City budget by fund and department"),
    ("en", "Public hearing on the 2027 budget and property tax levy"),
    ("en", SENTENCE.strip()),
    ("en", (SENTENCE * 2)[:150]),
    ("en", (SENTENCE * 2)[:200]),
    ("en", (SENTENCE * 3)[:300]),
    ("en", "W" * 30),
    ("en", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte"),
    ("en", "The word Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte in a sentence"),
    ("de", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und Straßenentwässerung"),
    ("en", "i" * 300),
    ("en", "M" * 300),
    ("en", "https://data.riverbend.example/datasets/health-environment/air-quality/readings.csv?from=2026-01-01"),
    ("en", "Half-built, semi-detached, well-insulated, owner-occupied, single-storey, flat-roofed houses"),
    ("fr", "Où l’on a mesuré l’eau : résultats de l’année passée, établis à Évreux et à Œuilly"),
    ("vi", "Chất lượng không khí đo hằng ngày tại các trạm quan trắc của thành phố"),
    ("el", "Ποιότητα του πόσιμου νερού στην πόλη, μηνιαίες μετρήσεις"),
    ("ru", "Качество питьевой воды в городе, ежемесячные измерения с 2019 года"),
    ("ar", ARABIC),
    ("ar", " ".join([ARABIC] * 4)),
    ("ar", " ".join([ARABIC] * 11)[:300]),
    ("ar", f"{ARABIC} PM2.5 (µg/m³) 2026"),
    ("ar", "قِرَاءَاتُ جَوْدَةِ الْهَوَاءِ الْيَوْمِيَّةُ فِي مَحَطَّاتِ الرَّصْدِ"),
    ("hi", HINDI),
    ("hi", " ".join([HINDI] * 9)[:300]),
    ("th", "น้ำ"),
    ("th", THAI),
    ("th", THAI * 5),
    ("zh", "水"),
    ("zh", CHINESE),
    ("zh", (CHINESE * 20)[:300]),
    ("zh", "城市饮用水 pH 值与余氯（mg/L）2026年第3季度监测结果"),
    ("en", f"Water: {CHINESE}, {ARABIC}, {HINDI}, {THAI}"),
    ("ar", f"{ARABIC}: Harbor Flats, East Bluffs و Old Town (12 من 44)"),
    ("en", f"How to say “{ARABIC}” at the counter, and {HINDI} on the phone"),
    ("en", "🚰 Boil water 💧 before you drink it 👩‍👩‍👧‍👦 🇫🇷 ☎️ ❤️ ⚠️ 1️⃣"),
    ("en", "🌊" * 100),
    ("en", "“Quotes”, (brackets), [more], {braces} #let x = 1; $ x^2 $ *bold* _it_ `code` <b>&amp;</b> \\ @ref"),
)
"""Language and title: forty and more, from one letter to three hundred."""


def painter() -> Painter:
    return Painter(PROJECT / "site_templates", (PROJECT / "node_modules/@expo-google-fonts",))


def a_card(kind: str = "dataset", title: str = "Rainfall", language: str = "en", **changes: Any) -> Card:
    """A card on which everything is there that its layout has room for."""
    line = Drawing(
        kind="line",
        values=(0.2, 0.9, 0.4, 1.0),
        places=(0.0, 0.3, 0.6, 1.0),
        labels=("Jan 2023", "Oct 2026"),
        told="A line",
    )
    full: dict[str, Any] = {
        "path": f"cards/{kind}.png",
        "kind": kind,
        "label": {"alert": "Severe alert", "site": ""}.get(kind, kind.capitalize()),
        "title": title,
        "agency": "Department of Health and Environment",
        "site": "riverbend.example",
        "language": language,
        "direction": Locale.parse(language).text_direction,
        "brand": "#0b2545",
        "accent": "#1d70b8",
        "crest": "assets/crest.svg",
        "date": "Updated on November 5, 2026, version 2026.10",
        "summary": SENTENCE,
    }
    if kind == "dataset":
        change = "Up 1.2% compared with October 2025"
        full |= {"figure": "8.37 µg/m³", "measure": "average fine particles (PM2.5), October 2026"}
        full |= {"change": change, "trend": "up", "chart": line}
    if kind == "alert":
        full |= {"severity": "severe", "instruction": f"Boil it for a minute. {SENTENCE}"}
        full |= {"lines": (("Area", "Harbor Flats, East Bluffs"),), "date": "In force until March 31, 2027, 5:00 PM"}
    if kind in {"event", "consultation"}:
        full |= {"day": ("September", "30", "5:30 PM")}
    if kind in {"event", "service", "notice"}:
        full |= {"lines": (("Starts", "September 30, 2026, 5:30 PM"), ("Place", SENTENCE), ("", "Join online"))}
    return Card(**{**full, **changes})


def every_card() -> list[Card]:
    """Each title in a layout, and each layout with the longest titles of all scripts."""
    cards = [a_card(KINDS[place % len(KINDS)], title, language) for place, (language, title) in enumerate(TITLES)]
    hard = [each for each in TITLES if len(each[1]) > 140 or len(each[1].split(" ")[0]) > 50]
    return cards + [a_card(kind, title, language) for kind in KINDS for language, title in hard]
