"""Names and addresses stand in titles, feeds and calendars, which have one line for them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from generator.reading.forms import Text

_BREAK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Line breaks, and signs that are none and show nothing."""


def _one_line(example: str) -> AfterValidator:
    def read(text: str) -> str:
        text = text.strip()  # what YAML leaves at the end of a folded text
        if _BREAK.search(text):
            raise PydanticCustomError("line", "is more than one line", {"example": example})
        return text

    return AfterValidator(read)


Line = Annotated[str, _one_line("Department of Public Works")]
"""Without line breaks and control characters."""
Address = Annotated[Text, _one_line("https://riverbend.example/")]
"""The same, of a page elsewhere or of a mailbox; nothing where the key stands alone."""
