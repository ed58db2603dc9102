"""Names stand in titles, feeds and calendars, which have one line for them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_BREAK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Line breaks, and signs that are none and show nothing."""


def _one_line(text: str) -> str:
    text = text.strip()  # what YAML leaves at the end of a folded text
    if _BREAK.search(text):
        raise PydanticCustomError("line", "is more than one line", {"example": "Department of Public Works"})
    return text


Line = Annotated[str, AfterValidator(_one_line)]
"""Without line breaks and control characters."""
