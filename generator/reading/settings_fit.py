"""What is wrong with settings that can be read: values that nothing can be made with."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.model.color import EDGE, TEXT, WHITE, contrast, is_color
from generator.model.finding import error
from generator.model.message import WRITTEN_IN
from generator.reading.locating import is_address
from generator.reading.settings_forms import CREST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding, Source, Where
    from generator.reading.settings_forms import ColorsForm, DaylightForm, MkDocsForm

_OWN = frozenset({"127.0.0.1", "localhost"})
"""Servers on this machine, for trying things out."""
_SMALL = range(2, 101)
_PUBLIC_KEY = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*(?: .*)?")


def unfit(form: MkDocsForm, source: Source, root: Path) -> list[Finding]:
    """Every reason why settings cannot be used.

    Args:
        form: What they say.
        source: Where their keys stand.
        root: The repository.
    """
    return [found for look in (_values, _languages, _pictures) for found in look(form, source, root)]


def _values(form: MkDocsForm, source: Source, _root: Path) -> list[Finding]:
    own = form.extra.daylight
    findings = []
    url = urlsplit(form.site_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        remedy = "Write the address of the finished site, such as https://data.example.gov/."
        findings.append(error(source.at("site_url"), "`site_url` is not a web address.", remedy, "site-url"))
    parts = PurePosixPath(form.site_dir).parts
    if len(parts) != 1 or parts[0] in {"..", "content", "datasets", "docs", "generator", form.theme.custom_dir}:
        remedy = "Write the name of a folder that holds nothing else, such as site: each build replaces it."
        findings.append(error(source.at("site_dir"), f"`site_dir` cannot be {form.site_dir!r}.", remedy, "site-dir"))
    if "," not in own.authority:
        where = source.at("extra", "daylight", "authority")
        remedy = "Write a domain you hold and a year in which you held it, such as data.example.gov,2026."
        findings.append(error(where, "`extra.daylight.authority` is not a domain and a year.", remedy, "authority"))
    try:
        ZoneInfo(own.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        where = source.at("extra", "daylight", "time_zone")
        problem = f"`extra.daylight.time_zone` is unknown: {own.time_zone!r}."
        findings.append(
            error(where, problem, "Write a name such as America/Chicago or Europe/Madrid.", "time-zone-unknown")
        )
    if own.small_cells_below not in _SMALL:
        where = source.at("extra", "daylight", "small_cells_below")
        remedy = "Write a whole number from 2 to 100: counts of people from 1 to one less are told."
        problem = f"`extra.daylight.small_cells_below` is {own.small_cells_below}."
        findings.append(error(where, problem, remedy, "small-cells-below"))
    findings += _colors(own.colors, source)
    findings += [
        _no_server(source.at("extra", "daylight", "remote", place), prefix)
        for place, prefix in enumerate(own.remote)
        if not _may_be_asked(prefix)
    ]
    if own.hub and urlsplit(own.hub).scheme not in {"http", "https"}:
        where = source.at("extra", "daylight", "hub")
        findings.append(error(where, f"`hub` is no web address: {own.hub!r}.", "Begin it with https://.", "hub"))
    findings += [
        error(
            source.at("extra", "daylight", "accounts", place, "server"),
            f"`server` of an account is no web address that is safe: {account.server!r}.",
            "Begin it with https://.",
            "account-server",
        )
        for place, account in enumerate(own.accounts)
        if account.server and not _may_be_asked(account.server)
    ]
    findings += _approval(own, source)
    if len({str(account) for account in own.accounts}) < len(own.accounts):
        where = source.at("extra", "daylight", "accounts")
        findings.append(error(where, "An account stands here twice.", "Keep one of the two.", "account-twice"))
    return findings


def _approval(own: DaylightForm, source: Source) -> Iterator[Finding]:
    """What is wrong with who may approve posts, and with where these may lead."""
    known = {f"{each.network}:{each.handle}" for each in own.accounts}
    for place, approver in enumerate(own.approvers):
        where = source.at("extra", "daylight", "approvers", place, "key")
        if not _PUBLIC_KEY.fullmatch(approver.key):
            problem = f"`key` of {approver.name} is no public key of OpenSSH."
            yield error(where, problem, "Write what stands in a file such as ~/.ssh/id_ed25519.pub.", "approver-key")
        where = source.at("extra", "daylight", "approvers", place, "accounts")
        for account in approver.accounts:
            if account not in known:
                some = ", ".join(sorted(known)) or "none yet"
                problem = f"{approver.name} approves {account}, which is no account."
                yield error(where, problem, f"Known are: {some}.", "account-unknown")
    for place, address in enumerate(own.post_links):
        where = source.at("extra", "daylight", "post_links", place)
        if urlsplit(address).scheme != "https" or not urlsplit(address).path.endswith("/"):
            problem = f"`post_links` cannot be {address!r}."
            yield error(where, problem, "Begin it with https:// and end it with a slash.", "post-link")


def _languages(form: MkDocsForm, source: Source, root: Path) -> Iterator[Finding]:
    """Languages in which there are no words, or that stand there twice."""
    told = form.extra.daylight.languages
    known = {form.theme.language.casefold()}
    for place, language in enumerate(told):
        where = source.at("extra", "daylight", "languages", place)
        if language.casefold() in known:
            problem = f"The language `{language}` stands here, and is there already."
            yield error(where, problem, "Name each once, and `theme.language` not at all.", "language-twice")
            continue
        known.add(language.casefold())
        catalogue = f"{form.theme.custom_dir}/locale/{language}.po"
        short = f"{form.theme.custom_dir}/locale/{language.partition('-')[0]}.po"
        if language.partition("-")[0] != WRITTEN_IN and not ((root / catalogue).exists() or (root / short).exists()):
            problem = f"There are no words for the language `{language}`."
            yield error(where, problem, f"Write {catalogue}, as docs/languages.md shows.", "language-unknown")
    now, before = {each.casefold() for each in told}, set[str]()
    for place, language in enumerate(form.extra.daylight.former_languages):
        where = source.at("extra", "daylight", "former_languages", place)
        if language.casefold() in now:
            problem = f"The language `{language}` is one of the site's and a former one."
            yield error(where, problem, "Keep one of the two.", "language-twice")
        elif language.casefold() in before:
            yield error(where, f"The former language `{language}` stands here twice.", "Keep one.", "language-twice")
        before.add(language.casefold())


def _pictures(form: MkDocsForm, source: Source, root: Path) -> Iterator[Finding]:
    """A crest or an icon that is not there."""
    folder = root / form.theme.custom_dir
    for name, path in (("logo", form.theme.logo), ("favicon", form.theme.favicon)):
        first, *rest = PurePosixPath(path).parts or ("",)
        if path not in {"", CREST} and (first != "assets" or ".." in rest or not (folder / path).is_file()):
            remedy = f"Put the picture into {form.theme.custom_dir}/assets/ and write assets/ and its name."
            yield error(source.at("theme", name), f"`theme.{name}` {path!r} is not there.", remedy, "picture-missing")


def _colors(colors: ColorsForm, source: Source) -> Iterator[Finding]:
    """Colours that cannot be told from what they stand on (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for name, color, least in (("brand", colors.brand.lower(), TEXT), ("accent", colors.accent.lower(), EDGE)):
        where = source.at("extra", "daylight", "colors", name)
        if color and not is_color(color):
            remedy = "Write it as a hash and six hexadecimal digits, such as '#0b2545'."
            yield error(where, f"`{name}` is {color!r}, which is no colour.", remedy, "color")
        elif color and (found := contrast(color, WHITE)) < least:
            problem = f"`{name}` {color} has a contrast of {found:.1f} to 1 to white; readers need at least {least:g}."
            yield error(where, problem, "Choose a darker colour.", "color-contrast")


def _may_be_asked(prefix: str) -> bool:
    """Whether data can be taken from there and nobody on the way can change or read them."""
    if not is_address(prefix) or {"?", "#"} & set(prefix):
        return False
    url = urlsplit(prefix)
    return url.scheme in {"https", "s3"} or url.hostname in _OWN


def _no_server(where: Where, prefix: str) -> Finding:
    problem = f"`extra.daylight.remote` cannot be {prefix!r}."
    return error(where, problem, "Write the beginning of an address: https://server/folder/ or s3://bucket/.", "remote")
