"""The value of a number as it is written in a table."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.schema import Field


MOST_DIGITS = 40
"""Before or after the point; a longer number is no quantity, and adding it up would never end."""


def number(field: Field, text: str) -> Decimal | None:
    """The value of a cell under the field's `decimalChar`, `groupChar` and `bareNumber`; never a float."""
    plain = text.strip()
    if group := field.descriptor.get("groupChar"):
        plain = plain.replace(str(group), "")
    if (decimal := field.descriptor.get("decimalChar", ".")) != ".":
        plain = plain.replace(str(decimal), ".")
    if field.descriptor.get("bareNumber") is False:
        plain = re.sub(r"^[^-+0-9.]+|[^0-9.]+$", "", plain)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS else None
