"""`mkdocs.yml` becomes Settings: read as data, never run, so that no tag or hook in it can act here."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from generator.model.catalog import Account, Approver, Settings
from generator.model.color import contrast, is_color
from generator.model.errors import SettingsError
from generator.model.finding import Finding, Source, error
from generator.model.leaks import SMALL_CELLS_BELOW, Action, LeakPolicy
from generator.model.message import WRITTEN_IN
from generator.reading.forms import Form, Language, Tag, Text, fill
from generator.reading.lines import parse, read_text
from generator.reading.locating import is_address
from generator.reading.marked import Unreadable
from generator.reading.one_line import Line  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Where

FILE = "mkdocs.yml"
_OWN = frozenset({"127.0.0.1", "localhost"})
"""Servers on this machine, for trying things out."""
_SMALL = range(2, 101)
CREST = "assets/crest.svg"
_PUBLIC_KEY = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*(?: .*)?")
_WHITE = "#ffffff"
_TEXT, _EDGE = 4.5, 3.0
"""Contrast that text needs, and that the edges of things need."""


class _Account(Form):
    network: Literal[
        "bluesky",
        "facebook",
        "linkedin",
        "mail",
        "mastodon",
        "matrix",
        "slack",
        "teams",
        "threads",
        "webhook",
        "x",
    ]
    handle: str
    language: Language = ""
    server: Text = ""
    kinds: tuple[Literal["dataset", "news", "notice", "alert", "consultation", "event", "service"], ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    severity: Literal["", "Extreme", "Severe", "Moderate", "Minor"] = ""
    protected: bool = False
    limit: int = Field(default=0, ge=0)


class _Approver(Form):
    name: Line
    key: Line
    accounts: tuple[str, ...] = ()


class _Colors(Form):
    brand: Text = ""
    accent: Text = ""


class _Daylight(Form):
    owner: Text = ""
    banner: Text = ""
    official: Text = ""
    feedback: Text = ""
    colors: _Colors = Field(default_factory=_Colors)
    time_zone: str = "UTC"
    authority: Text = ""
    accounts: tuple[_Account, ...] = ()
    approvers: tuple[_Approver, ...] = ()
    post_links: tuple[str, ...] = ()
    digest_from: int = Field(default=10, ge=2)
    fonts: tuple[str, ...] = ("node_modules/@expo-google-fonts",)
    leaks: dict[str, Literal["warn", "block", "off"]] = Field(default_factory=dict)
    small_cells_below: int = SMALL_CELLS_BELOW
    remote: tuple[str, ...] = ()
    languages: tuple[Tag, ...] = ()
    former_languages: tuple[Tag, ...] = ()
    hub: Text = ""


class _Theme(Form):
    name: Text = ""
    language: Tag = "en"
    custom_dir: str = "site_templates"
    logo: str = CREST
    favicon: str = ""


class _Extra(Form):
    daylight: _Daylight = Field(default_factory=_Daylight)


class _MkDocs(Form):
    site_name: Line
    site_url: str
    site_description: Text = ""
    site_author: Text = ""
    site_dir: str = "site"
    theme: _Theme = Field(default_factory=_Theme)
    extra: _Extra = Field(default_factory=_Extra)


def read_settings(root: Path) -> Settings:
    """What `mkdocs.yml` in `root` says.

    Raises:
        SettingsError: it cannot be used; every reason is told.
    """
    try:
        parsed = parse(read_text(root / FILE, FILE), FILE, tags=True)
        form = fill(_MkDocs, parsed)
    except Unreadable as bad:
        raise SettingsError("\n".join(map(str, bad.findings))) from None
    findings = [found for look in (_judge, _languages, _pictures) for found in look(form, parsed.source, root)]
    if findings:
        raise SettingsError("\n".join(map(str, findings)))
    own = form.extra.daylight
    return Settings(
        name=form.site_name,
        description=form.site_description,
        url=form.site_url.rstrip("/") + "/",
        language=form.theme.language,
        time_zone=own.time_zone,
        owner=own.owner or form.site_author or form.site_name,
        banner=own.banner,
        official=own.official,
        feedback=own.feedback,
        brand=own.colors.brand.lower(),
        accent=own.colors.accent.lower(),
        authority=own.authority,
        accounts=tuple(
            Account(
                network=each.network,
                handle=each.handle,
                language=each.language or form.theme.language,
                server=each.server.rstrip("/"),
                kinds=each.kinds,
                topics=each.topics,
                regions=each.regions,
                severity=each.severity,
                protected=each.protected,
                limit=each.limit,
            )
            for each in own.accounts
        ),
        approvers=tuple(
            Approver(name=each.name, key=" ".join(each.key.split()[:2]), accounts=each.accounts)
            for each in own.approvers
        ),
        linked=own.post_links,
        digest_from=own.digest_from,
        fonts=own.fonts,
        logo=form.theme.logo,
        favicon=form.theme.favicon or form.theme.logo,
        site_dir=form.site_dir,
        templates=form.theme.custom_dir,
        remote=own.remote,
        languages=own.languages,
        former_languages=own.former_languages,
        languages_line=parsed.source.at("extra", "daylight", "languages").line,
        hub=own.hub,
        leaks=LeakPolicy(
            actions={name: Action(action) for name, action in own.leaks.items()},
            small_cells_below=own.small_cells_below,
            lines={name: parsed.source.at("extra", "daylight", "leaks", name).line for name in own.leaks},
        ),
    )


def _judge(form: _MkDocs, source: Source, _root: Path) -> list[Finding]:
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


def _approval(own: _Daylight, source: Source) -> Iterator[Finding]:
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


def _languages(form: _MkDocs, source: Source, root: Path) -> Iterator[Finding]:
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


def _pictures(form: _MkDocs, source: Source, root: Path) -> Iterator[Finding]:
    """A crest or an icon that is not there."""
    folder = root / form.theme.custom_dir
    for name, path in (("logo", form.theme.logo), ("favicon", form.theme.favicon)):
        first, *rest = PurePosixPath(path).parts or ("",)
        if path not in {"", CREST} and (first != "assets" or ".." in rest or not (folder / path).is_file()):
            remedy = f"Put the picture into {form.theme.custom_dir}/assets/ and write assets/ and its name."
            yield error(source.at("theme", name), f"`theme.{name}` {path!r} is not there.", remedy, "picture-missing")


def _colors(colors: _Colors, source: Source) -> Iterator[Finding]:
    """Colours that cannot be told from what they stand on (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for name, color, least in (("brand", colors.brand.lower(), _TEXT), ("accent", colors.accent.lower(), _EDGE)):
        where = source.at("extra", "daylight", "colors", name)
        if color and not is_color(color):
            remedy = "Write it as a hash and six hexadecimal digits, such as '#0b2545'."
            yield error(where, f"`{name}` is {color!r}, which is no colour.", remedy, "color")
        elif color and (found := contrast(color, _WHITE)) < least:
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
