"""Which encoding a file is in that is not in the one it should be, and letters that went through a wrong one."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from generator.checking.tables.causes.cause import Cause, Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reading.parts import Readable

_BLOCK = 1 << 20
_MOST_WORDS = 2000
_WORD = re.compile(rb"[^\x00-\x2f\x3a-\x40\x7f]{0,30}[\x80-\xff][^\x00-\x2f\x3a-\x40\x7f]{0,30}")
_ALIKE = frozenset("äöüÄÖÜßéÉáÁíÍóÓúÚâÂîÎôÔçÇëËýÝ€§°«»…\u2013—©®·±\u00b4¨¤¦¬µ¶\u00a0")
"""What Windows-1252 and Windows-1250 write with the same bytes."""
_WESTERN = _ALIKE | frozenset("àÀèÈìÌòÒùÙñÑãÃõÕåÅæÆøØêÊûÛïÏÿœŒ¿¡ªº£¥²³¹½¼¾\u00d7÷")
_APOSTROPHE = "\u2019"
_DOUBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2\u20ac[\u0080-\u00bf\u0152\u0153\u0161\u017e\u02dc\u2013-\u203a\u2122]"
)
_LEADS = (b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2\xe2\x82\xac")
_LOST = "\ufffd".encode()
_NATURAL = frozenset("\u00a0»ªº°\u2013\u2014\u2019\u201c\u201d\u2026\u2122")
"""What may follow a capital  or à in a word that is right: «IRMû."""


def undeclared(file: Readable) -> Cause | None:
    """What the encoding of a file that is no UTF-8 seems to be; None where that is not seen."""
    words: dict[bytes, None] = {}
    with file.open("rb") as stream:
        while (block := stream.read(_BLOCK)) and len(words) < _MOST_WORDS:
            words.update(dict.fromkeys(_WORD.findall(block)))
    try:
        texts = [word.decode("cp1252") for word in words]
    except UnicodeDecodeError:
        return None
    signs = {sign for text in texts for sign in text if not sign.isascii()} - {_APOSTROPHE}
    lower = all(not text[1:].isalpha() or text[1:].islower() or text.isupper() for text in texts)
    if not texts or not signs <= _WESTERN or not lower:
        return None
    example = next((text for text in texts if not set(text) & {"\u00a0"} and text[:1].isalpha()), texts[0])
    if signs <= _ALIKE:
        says = f"Read as Windows-1252 (cp1252), its words make sense: '{example}'"
        remedy = "Write `encoding: cp1252` for this file in the descriptor, or save it as UTF-8 (in Excel: «CSV UTF-8»)"
        changes = (Change(part="resource", key="encoding", value="cp1252"),)
        return Cause(name="encoding", says=says, remedy=remedy, changes=changes)
    telling = next((word for word in words if set(word.decode("cp1252")) & (signs - _ALIKE)), b"")
    eastern = telling.decode("cp1250", errors="replace")
    says = (
        f"It is either in Windows-1252 (cp1252: '{telling.decode('cp1252')}') or in Windows-1250 (cp1250: '{eastern}')"
    )
    remedy = "Save it as UTF-8 (in Excel: «CSV UTF-8»), or name the right one as its `encoding` in the descriptor"
    return Cause(name="encoding", says=says, remedy=remedy)


def really_utf8(file: Readable, encoding: str) -> Cause | None:
    """A file whose `encoding` the descriptor names, and that is in UTF-8 all the same."""
    if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig", "ascii"} or "16" in encoding or "32" in encoding:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    example = ""
    with file.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                text = decoder.decode(block)
                if not example and not text.isascii():
                    example = next(iter(re.findall(r"\w{0,30}[^\W\x00-\x7f]\w{0,30}", text)), "")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    if not example:
        return None
    wrong = example.encode().decode(encoding, errors="replace")
    return Cause(
        name="encoding",
        says=f"The descriptor says `encoding: {encoding}`, but the file is in UTF-8: '{example}' is read as '{wrong}'",
        remedy="Write `encoding: utf-8` for this file in the descriptor",
        changes=(Change(part="resource", key="encoding", value="utf-8"),),
    )


def suspicious(content: bytes) -> bool:
    """Whether there may be garbled letters in some text in UTF-8, or lost ones: nearly all are passed over here."""
    return _LOST in content or any(lead in content for lead in _LEADS)


def garbled(file: Readable) -> Iterator[tuple[int, str]]:
    """Words of a file in UTF-8 with letters that were once read in a wrong encoding, each with its line."""
    line = 1
    for block in _blocks(file):
        if any(lead in block for lead in _LEADS):
            yield from ((line + at, word) for at, word in _words(block))
        line += block.count(b"\n")


def lost(file: Readable) -> tuple[int, int]:
    """How many letters of a file in UTF-8 a program gave up, and the line of the first."""
    line, count, first = 1, 0, 0
    for block in _blocks(file):
        found = block.count(_LOST)
        if found and not first:
            first = line + block.count(b"\n", 0, block.find(_LOST))
        count += found
        line += block.count(b"\n")
    return count, first


def _blocks(file: Readable) -> Iterator[bytes]:
    """The file in blocks of whole lines."""
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block + stream.readline(_BLOCK)


def _words(content: bytes) -> Iterator[tuple[int, str]]:
    text = content.decode("utf-8", errors="replace")
    counted, lines = 0, 0
    for found in _DOUBLED.finditer(text):
        before, start = text[found.start() - 1 : found.start()], found.start()
        if before.isupper() and found[0][1] in _NATURAL:
            continue
        if mended(found[0]) == found[0]:
            continue
        lines += text.count("\n", counted, start)
        counted = start
        left = re.search(r"\w{0,20}\Z", text[max(0, start - 20) : start])
        right = re.match(r"[^\s,;\t|\"]{0,20}", text[found.end() : found.end() + 20])
        yield lines, f"{left[0] if left else ''}{found[0]}{right[0] if right else ''}"


def mended(text: str) -> str:
    """`text` as it was before somebody read its UTF-8 as Windows-1252."""
    return _DOUBLED.sub(lambda found: _undo(found[0]), text)


def _undo(text: str) -> str:
    try:
        return b"".join(_byte(sign) for sign in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")
