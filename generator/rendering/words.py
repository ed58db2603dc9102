"""Dates, numbers and sizes as readers of the site's language write them (CLDR, by Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_name,
    get_decimal_symbol,
    get_group_symbol,
)
from babel.units import format_unit

from generator.rendering.named import CAP, OFTEN, OPENS, PERIODS, SEVERITIES, TYPES
from generator.rendering.translating import translations

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.catalog import Settings
    from generator.model.message import Message

_REMEMBERED = 10_000
_HUNDREDTH = Decimal("0.01")
_SHORT_YEAR = 4
_SHORT_MONTH = 7
_KILO = 1000
_MEGA = 1_000_000


class Words:
    """Writes values for people.

    Args:
        settings: Of which the language and the time zone count.
        root: Of the repository, in whose templates the catalogues of other languages lie.
        language: Of the readers, where it is not the site's.
    """

    def __init__(self, settings: Settings, root: Path, language: str = "") -> None:
        self.language = language or settings.language
        self.catalogue = translations(root / settings.templates / "locale", self.language)
        self.locale = _locale(self.language)
        self.zone = ZoneInfo(settings.time_zone)
        # A site says the same days and round numbers over and over, and Babel works each of them out anew.
        once = lru_cache(maxsize=_REMEMBERED)
        self._day = once(partial(format_date, format="long", locale=self.locale))
        self._month = once(partial(format_date, format="MMMM y", locale=self.locale))
        self._brief = once(partial(format_date, locale=self.locale))
        self._compact = once(
            partial(format_compact_decimal, format_type="short", fraction_digits=1, locale=self.locale)
        )
        self._iso = once(self._in_zone)
        self._unit = once(partial(format_unit, length="short", format="#,##0.#", locale=self.locale))
        self._told = once(self._tell)
        self._share = str(self.locale.percent_formats[None].pattern)
        self.direction: str = self.locale.text_direction
        """Ltr or rtl, as HTML's `dir` has it."""
        self._comma, self._point = get_group_symbol(self.locale), get_decimal_symbol(self.locale)

    def say(self, message: str, **values: object) -> str:
        """A message in the site's language, with `values` in the places that it names."""
        said = self.catalogue.gettext(message)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, number: int) -> str:
        """A message that counts: `{count}` in it is the number."""
        return self.catalogue.ngettext(one, many, number).format(count=self.number(number))

    def tell(self, message: Message | str) -> str:
        """What was said elsewhere, with its numbers and days as readers write them; a text is a message, too."""
        return self.say(message) if isinstance(message, str) else self._told(message)

    def _tell(self, message: Message) -> str:
        return self.say(message.text, **{name: self._written(value) for name, value in message.values})

    def _written(self, value: object) -> object:
        if isinstance(value, int):
            return self.number(value)
        return self.day(value) if isinstance(value, date) else value

    def apart(self, text: str) -> str:
        """Something that reads from left to right, such as a unit, inside words that may not (UAX 9, 2.3)."""
        return f"\u2066{text}\u2069" if self.direction == "rtl" else text

    def severity(self, severity: str) -> str:
        """An alert as people call it: Severe alert."""
        return self.say(SEVERITIES[severity])

    def in_cap(self, word: str) -> str:
        """A word for urgency or certainty."""
        return self.say(CAP[word])

    def language_name(self, language: str) -> str:
        """What another language is called in this one."""
        return _locale(language).get_display_name(self.locale) or language

    @property
    def territory(self) -> str:
        """Language and territory as Open Graph has them; where none is said, the likeliest (CLDR): en_US."""
        likely = get_global("likely_subtags").get(self.locale.language, "")
        return f"{self.locale.language}_{self.locale.territory or likely.rpartition('_')[2]}"

    def day(self, value: date | datetime) -> str:
        """22 November 2026, or its like; a time is told as the day it is on in the site's zone."""
        if isinstance(value, datetime):
            value = value.astimezone(self.zone).date()
        return self._day(value)

    def moment(self, value: datetime) -> str:
        """The day and the hour in the site's zone."""
        return f"{self.day(value)}, {format_time(value.astimezone(self.zone), 'short', locale=self.locale)}"

    def iso(self, value: date | datetime) -> str:
        """For machines: RFC 3339, times in the site's zone."""
        return self._iso(value) if isinstance(value, datetime) else value.isoformat()

    def _in_zone(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat()

    def number(self, value: Decimal | float) -> str:
        """With the language's separators and at most two decimals."""
        try:
            exact = value if isinstance(value, Decimal) else Decimal(str(value))
            whole, _, rest = f"{exact.quantize(_HUNDREDTH, ROUND_HALF_EVEN):,}".partition(".")
        except ArithmeticError:  # not a number, or beyond the digits that are exact
            return format_decimal(value, format="#,##0.##", locale=self.locale)
        whole, rest = whole.replace(",", self._comma), rest.rstrip("0")
        return f"{whole}{self._point}{rest}" if rest else whole

    def percent(self, value: Decimal | float) -> str:
        """A number of hundredths: 12.5%."""
        return self._share.replace("#,##0", self.number(value))

    def short_number(self, value: Decimal | float) -> str:
        """For the ticks of an axis: 12K, 1.5M."""
        if -10 * _KILO < value < 10 * _KILO:
            return self.number(value)
        return self._compact(value)

    def bar_number(self, value: Decimal | float) -> str:
        """In full as long as there is room beside a bar."""
        return self.number(value) if -_MEGA < value < _MEGA else self.short_number(value)

    def amount(self, value: Decimal | float, unit: str) -> str:
        """A number with its unit; a currency by its code (ISO 4217) stands where readers expect it: $2.4B."""
        if not self.is_currency(unit):
            return f"{self.bar_number(value)} {self.apart(unit)}" if unit else self.bar_number(value)
        if not -_MEGA < value < _MEGA:
            return format_compact_currency(value, unit, fraction_digits=1, locale=self.locale)
        pattern = str(self.locale.currency_formats["standard"].pattern)
        whole = value == int(value)
        return format_currency(
            value, unit, pattern.replace(".00", "") if whole else pattern, self.locale, currency_digits=not whole
        )

    def unit(self, unit: str) -> str:
        """A unit beside words: a currency has its name, such as US dollars."""
        if self.is_currency(unit):
            return get_currency_name(unit, count=_MEGA, locale=self.locale)
        return self.apart(unit)

    @staticmethod
    def is_currency(unit: str) -> bool:
        """Whether a unit is the code of a currency (ISO 4217)."""
        return unit in get_global("all_currencies")

    def size(self, count: int) -> str:
        """Bytes as 4.1 MB."""
        if count < _KILO:
            return self.plural("{count} byte", "{count} bytes", count)
        amount = Decimal(count) / _KILO
        unit = "kilobyte"
        for larger in ("megabyte", "gigabyte"):
            if amount >= _KILO:
                amount, unit = amount / _KILO, larger
        return self._unit(amount, f"digital-{unit}")

    def period(self, text: str) -> str:
        """An ISO day, month or year in words."""
        try:
            if len(text) == _SHORT_YEAR:
                return text
            if len(text) == _SHORT_MONTH:
                return self._month(date.fromisoformat(f"{text}-01"))
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def brief(self, text: str) -> str:
        """The same as short as an axis needs it: Nov 2026."""
        try:
            if len(text) == _SHORT_YEAR:
                return text
            if len(text) == _SHORT_MONTH:
                return self._brief(date.fromisoformat(f"{text}-01"), format="MMM y")
            return self._brief(date.fromisoformat(text), format="d MMM y")
        except ValueError:
            return text

    def often(self, periodicity: str) -> str:
        """How often data are updated, inside a sentence: monthly."""
        return self.say(OFTEN.get(periodicity, periodicity))

    def opens(self, format_: str) -> str:
        """What a format is for."""
        return self.say(OPENS[format_]) if format_ in OPENS else ""

    def decimal(self, text: str) -> str:
        """A number that is written as programs write it."""
        return self.number(Decimal(text))

    def period_name(self, period: str) -> str:
        """Day, month or year inside a sentence."""
        return self.say(PERIODS[period])

    def kind_of_value(self, type_: str) -> str:
        """A Table Schema type as readers call it."""
        return self.say(TYPES.get(type_, type_.capitalize()))


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
