"""Addresses in the text of a post: with `https://`, and without it, of which some networks make links as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = regex.compile(r"https?://[^\s<>\"]+", regex.IGNORECASE)
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?"
_BARE = regex.compile(
    # What stands before makes it a part of something else: an address of e-mail, a hashtag, the name of a file.
    r"(?<![\p{L}\p{M}\p{N}_@＠#＃$./\\-])"  # noqa: RUF001 - signs that mean the same in Chinese and Japanese
    rf"(?P<host>(?:{_LABEL}\.)+(?P<last>\p{{L}}[\p{{L}}\p{{M}}]{{1,23}}|xn--[a-z0-9-]{{2,59}}))"
    r"(?![\p{L}\p{M}\p{N}_@-]|\.[\p{L}\p{N}])(?::\d{1,5})?(?P<path>[/?#][^\s<>\"]*)?",
    regex.IGNORECASE,
)
_END = ".,;:!?)]}'\u2019\u201d\u00bb"
"""Signs that end a sentence more often than an address."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = _words("com org net gov edu mil int info biz")
"""Last parts of addresses that are hardly anything else."""
_COUNTRIES = _words(
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc"
    " cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga"
    " gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp"
    " ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms"
    " mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro"
    " rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt"
    " tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
"""https://data.iana.org/TLD/tlds-alpha-by-domain.txt: those of two letters."""
_FILES = _words(
    "asp aspx bin cfg css csv dat doc docx exe geojson gif gpkg gz htm html ics ini jpeg jpg js json jsp kml log md"
    " mov odp ods odt parquet pdf php pl png ppt pptx ps py rs sh shp sql svg tar tif tiff toml ts tsv txt vcf webp"
    " xls xlsx xml yaml yml zip"
)
"""Ends of names of files, some of which are countries as well."""
_TWO = 2


@noun
class Address:
    """One in a text."""

    written: str
    bare: bool
    """Whether it has no scheme."""
    sure: bool
    """Whether it can be nothing else."""


def addresses_in(text: str) -> Iterator[Address]:
    """Addresses with a scheme, then those without, among these some that only look like one."""
    for whole in _ADDRESS.findall(text):
        yield Address(written=whole, bare=False, sure=True)
    for match in _BARE.finditer(_ADDRESS.sub(" ", text)):
        written = match[0].rstrip(_END)
        sure = _is_sure(match)
        if sure or _may_be(match):
            yield Address(written=written, bare=True, sure=sure)


def _is_sure(match: regex.Match[str]) -> bool:
    host, last = match["host"].lower(), match["last"].lower()
    if host.startswith("www.") and host.count(".") >= _TWO:
        return True
    return last in _COMMON or (last in _COUNTRIES - _FILES and bool(match["path"]))


def _may_be(match: regex.Match[str]) -> bool:
    """Whether it is one rather than a slip at the end of a sentence, an abbreviation or the name of a file."""
    labels, last, path = match["host"].split(".")[:-1], match["last"], bool(match["path"])
    if not match["host"].islower() or not _is_word(labels[-1]):
        return False
    if last in _COUNTRIES:
        return path or last not in _FILES
    return path and len(last) > _TWO and last not in _FILES


def _is_word(label: str) -> bool:
    return len(label) >= _TWO and not label.isdigit()
