"""What templates say: translated, with values escaped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from builders import PROJECT
from markupsafe import Markup

from generator.model.catalog import Settings
from generator.model.message import message
from generator.rendering.speaking import speaking
from generator.rendering.translating import translations
from generator.rendering.words import Words

if TYPE_CHECKING:
    from generator.model.message import Message

SETTINGS = Settings(name="T", description="", url="https://t.example/", language="en", time_zone="UTC", owner="T")


def test_values_are_escaped_unless_they_are_html() -> None:
    say, count = speaking(translations(PROJECT / "site_templates/locale", "es"))
    assert say("Datasets") == "Conjuntos de datos"
    assert say("100% <b>") == "100% <b>"
    assert say("It is now at %(link)s.", link="<b>") == "Ahora está en &lt;b&gt;."
    assert say("It is now at %(link)s.", link=Markup("<b>")) == "Ahora está en <b>."
    assert isinstance(say("Datasets"), Markup)
    assert count("%(num)s table", "%(num)s tables", 1) == "1 tabla"
    assert count("%(num)s row", "%(rows)s rows", 2000, rows="2.000") == "2.000 filas"


@pytest.mark.parametrize(
    ("told", "english", "spanish", "arabic"),
    [
        (message("Stated."), "Stated.", "Se indica.", "مذكور."),
        (message("{good} of {all}.", good=1234, all=5000), "1,234 of 5,000.", "1.234 de 5.000.", "1,234 من 5,000."),
        (
            message("New data are due by {day}: late.", day=date(2026, 3, 5)),
            "New data are due by March 5, 2026: late.",
            "Los datos nuevos se esperan para el 5 de marzo de 2026: con retraso.",
            "موعد صدور البيانات الجديدة 5 مارس 2026: متأخرة.",
        ),
    ],
)
def test_a_message_is_said_with_numbers_and_days_of_the_language(
    told: Message, english: str, spanish: str, arabic: str
) -> None:
    for language, expected in (("en", english), ("es", spanish), ("ar", arabic)):
        said = Words(SETTINGS, PROJECT, language).tell(told)
        assert said.translate(dict.fromkeys(map(ord, "\u200f\u2068\u2069"))) == expected


def test_for_programs_a_message_is_english() -> None:
    assert str(message("{good} of {all}.", good=1234, all=5000)) == "1,234 of 5,000."
    assert (
        str(message("New data are due by {day}: late.", day=date(2026, 3, 5)))
        == "New data are due by 2026-03-05: late."
    )


@pytest.mark.parametrize(
    ("language", "size", "share", "brief"),
    [
        ("en", "512 bytes", "12.5%", "Nov 2026"),
        ("es", "512 bytes", "12,5\xa0%", "nov 2026"),
        ("ar", "512 بايت", "12.5%", "نوفمبر 2026"),
    ],
)
def test_sizes_shares_and_labels_of_axes(language: str, size: str, share: str, brief: str) -> None:
    words = Words(SETTINGS, PROJECT, language)
    plain = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))
    assert words.size(512).translate(plain) == size
    assert words.percent(12.5).translate(plain) == share
    assert words.brief("2026-11").translate(plain) == brief


@pytest.mark.parametrize(
    ("value", "unit", "english", "spanish", "arabic"),
    [
        (Decimal(2_400_000_000), "USD", "$2.4B", "2400 MUS$", "2.4 مليار US$"),
        (Decimal(-1234), "USD", "-$1,234", "-1.234 US$", "-1,234 US$"),
        (Decimal("12.5"), "EUR", "€12.50", "12,50 €", "12.50 €"),
        (Decimal("12.5"), "µg/m³", "12.5 µg/m³", "12,5 µg/m³", "12.5 \u2066µg/m³\u2069"),
        (Decimal("12.5"), "", "12.5", "12,5", "12.5"),
    ],
)
def test_an_amount_has_its_unit_where_readers_expect_it(
    value: Decimal, unit: str, english: str, spanish: str, arabic: str
) -> None:
    for language, expected in (("en", english), ("es", spanish), ("ar", arabic)):
        said = Words(SETTINGS, PROJECT, language).amount(value, unit)
        assert said.translate({0xA0: " ", 0x200E: None, 0x200F: None}) == expected


def test_a_currency_has_a_name_beside_words() -> None:
    words = Words(SETTINGS, PROJECT, "en")
    assert [words.unit(unit) for unit in ("USD", "US$", "mm")] == ["US dollars", "US$", "mm"]
