"""YAML and JSON whose every key remembers its line, with bounds on what a hostile file can cost."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

from generator.model.finding import Source, Where, error
from generator.model.noun import noun
from generator.reading.json_lines import JsonReader
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import KeyPath

MOST_BYTES = 2_000_000
"""A descriptor of 10,000 columns takes 1 MB."""


@noun
class Parsed:
    """A value and where its parts were written."""

    value: Any
    source: Source


def read_text(path: Path, name: str, most: int = MOST_BYTES) -> str:
    """The text of a file that people write, of at most so many bytes.

    Raises:
        Unreadable: it is too large, not UTF-8, or not there.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable(
                    error(Where(path=name), "This is no plain file.", "Put the file itself here.", "not-a-file")
                )
            content = stream.read(most + 1)
        if len(content) > most:
            problem = f"The file has more than {most:,} bytes."
            raise Unreadable(error(Where(path=name), problem, "Move data into a file of its own.", "file-too-large"))
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        problem = f"Byte {bad.object[bad.start]:#04x} is not UTF-8 text."
        raise Unreadable(error(Where(path=name, line=line), problem, "Save the file as UTF-8.", "not-utf-8")) from None
    except OSError as bad:
        raise Unreadable(
            error(
                Where(path=name),
                f"The file cannot be read: {bad.strerror}.",
                "Check its name and rights.",
                "unreadable",
            )
        ) from None
    return text.replace("\r\n", "\n")


def parse(text: str, name: str, *, first_line: int = 1, tags: bool = False) -> Parsed:
    """Read `text` as JSON if `name` ends so, else as YAML.

    Args:
        text: What the file says.
        name: Its path, for messages.
        first_line: Where `text` begins in its file.
        tags: Whether YAML tags such as `!ENV` are passed over (their values become None) or refused.

    Raises:
        Unreadable: it is not well-formed, repeats a key, or goes past a bound.
    """
    lines: dict[KeyPath, int] = {}
    if name.endswith(".json"):
        value = JsonReader(text, name, lines).document()
    else:
        from generator.reading.yaml_lines import YamlReader

        value = YamlReader(text, name, lines, first_line, tags=tags).document()
    return Parsed(value=value, source=Source(path=name, lines=lines))
