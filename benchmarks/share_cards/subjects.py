"""What the cards of all that are compared say: titles in the scripts of the bundled fonts, and a line for a chart."""

from __future__ import annotations

TITLES = (
    "Air quality, daily readings of station {}",
    "Public hearing on the budget and property tax levy of district {}, with all that was said about it",
    "Bus ridership by route and month, line {}",
    "Calidad del agua potable en el barrio {}",
    "جودة مياه الشرب في المنطقة {}",
    "पीने के पानी की गुणवत्ता, वार्ड {}",
    "คุณภาพน้ำดื่มในเขต {}",
    "城市饮用水水质监测数据 {}",
)
AGENCY = "Department of Health and Environment"


def title(number: int) -> str:
    """Of a card: no two are the same."""
    return TITLES[number % len(TITLES)].format(number)


def line(number: int) -> tuple[float, ...]:
    """Sixty values from 0 to 1, which differ from card to card."""
    return tuple((place * 7919 * (number + 3) % 61) / 61 for place in range(60))
