"""The words of a post: from a template for the kind of publication, shortened until the network takes them."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import jinja2
import regex

from generator.model.announcement import Alert
from generator.model.errors import SettingsError
from generator.model.post import Outgoing, Post
from generator.social.networks.registry import limit_of
from generator.social.splitting import numbered, sentences
from generator.social.targeting import concerns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.model.catalog import Account
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.social.networks.network import Network


class Alt(Protocol):
    """Says what the card of an entry, or of the site, shows for those who do not see it."""

    def __call__(self, entry: Entry | None, language: str, /) -> str:
        """A line in the words of a language."""
        ...


class Drafter:
    """Writes posts for one publication.

    Templates are `site_templates/posts/<network>/<kind>.txt`, `<kind>.txt` or `post.txt`, the first that is there.
    """

    def __init__(self, publication: Publication, alt: Alt) -> None:
        self._alt = alt
        self._publication = publication
        self._settings = publication.catalog.settings
        folder = publication.catalog.root / self._settings.templates / "posts"
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # noqa: S701 - posts are plain text
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def draft(self, entry: Entry) -> Outgoing:
        """One post for each account that tells of `entry`, which has a date."""
        if entry.updated is None:
            raise ValueError(f"{entry.id} has no date")
        moment = entry.updated.astimezone(ZoneInfo(self._settings.time_zone))
        name = entry.id.rpartition("/")[2]
        return Outgoing(
            id=f"{moment.date().isoformat()}-{entry.kind}-{name}-{_tail(f'{entry.id}@{entry.version}')}",
            publication=entry.id,
            version=entry.version,
            link=f"{self._settings.url}{entry.path}",
            not_before=moment,
            zone=self._settings.time_zone,
            expires=entry.expires,
            urgent=entry.kind == "alert",
            posts=tuple(self._posts(entry)),
        )

    def digest(self, entries: Sequence[Entry]) -> Outgoing:
        """One post for each account about many entries at once, which all have dates, the newest first."""
        moment = max(entry.updated for entry in entries if entry.updated)
        moment = moment.astimezone(ZoneInfo(self._settings.time_zone))
        keys = tuple(f"{entry.id}@{entry.version}" for entry in entries)
        link = f"{self._settings.url}dates/"
        posts = []
        for account in self._settings.accounts:
            own = [each for each, _ in self._said(entries, account)]
            if own:
                limit = limit_of(account)
                template = self._template(limit.network, "digest")
                shown = [
                    self._render(template, entries=own[:count], count=len(own), link=self._link(link, account))
                    for count in range(len(own), -1, -1)
                ]
                text = next((each for each in shown if limit.fits(each)), shown[-1])
                card = f"{self._settings.url}cards/site.png"
                alt = self._alt(None, account.language)
                posts.append(Post(to=str(account), lang=account.language, texts=(text,), media=card, alt=alt))
        return Outgoing(
            id=f"{moment.date().isoformat()}-digest-{_tail(*keys)}",
            publication="site",
            version=_tail(*keys),
            link=link,
            not_before=moment,
            zone=self._settings.time_zone,
            includes=keys,
            posts=tuple(posts),
        )

    def _said(self, entries: Iterable[Entry], account: Account) -> Iterator[tuple[Entry, Entry]]:
        """What an account tells of, in its language, and in the original one."""
        regions = self._publication.catalog.regions.terms
        for entry in entries:
            said = entry.said_in(account.language)
            if said.language == account.language and concerns(account, entry, regions):
                yield said, entry

    def _posts(self, entry: Entry) -> Iterator[Post]:
        for account in self._settings.accounts:
            for said, _ in self._said([entry], account):
                warning = self._render(self._template(None, "warning"), **self._facts(said, account))
                yield Post(
                    to=str(account),
                    lang=said.language,
                    texts=self._texts(said, account, warning),
                    warning=warning,
                    media=f"{self._settings.url}{entry.card}",
                    alt=self._alt(entry, said.language),
                )

    def _texts(self, entry: Entry, account: Account, warning: str) -> tuple[str, ...]:
        limit = limit_of(account)
        template = self._template(limit.network, entry.kind, "post")
        facts = self._facts(entry, account)
        if entry.kind == "alert":
            text = "\n\n".join(filter(None, (entry.summary, facts["instruction"])))
            head = self._render(template, **facts)
            return numbered(head, text, partial(limit.fits, warning=warning))
        return (self._shortened(template, entry, facts, partial(limit.fits, warning=warning)),)

    def _shortened(
        self, template: jinja2.Template, entry: Entry, facts: Mapping[str, Any], fits: Callable[[str], bool]
    ) -> str:
        """As much as fits: fewer sentences of the summary, then less of the title."""
        parts = sentences(entry.summary)
        for summary in [" ".join(parts[:count]) for count in range(len(parts), -1, -1)]:
            text = self._render(template, **{**facts, "summary": summary})
            if fits(text):
                return text
        # At a word, or where there are none, at a letter.
        for pieces, glue in ((entry.title.split(), " "), (regex.findall(r"\X", entry.title), "")):
            for count in range(len(pieces) - 1, 0, -1):
                title = f"{glue.join(pieces[:count])} …"
                text = self._render(template, **{**facts, "title": title, "summary": ""})
                if fits(text):
                    return text
        return text

    def _facts(self, entry: Entry, account: Account) -> dict[str, Any]:
        """What a template may say of an entry."""
        catalog = self._publication.catalog
        announcement = self._publication.announcements.get(entry.id)
        details = announcement.details if announcement else None
        said = (
            next((each for each in announcement.translations if each.language == entry.language), None)
            if (announcement)
            else None
        )
        alert = details if isinstance(details, Alert) else None
        return {
            "entry": entry,
            "title": entry.title,
            "summary": entry.summary,
            "instruction": (said.instruction if said else "") or (alert.instruction if alert else ""),
            "exercise": alert is not None and alert.status in {"Exercise", "Test"},
            "agency": catalog.agencies[entry.agency],
            "topics": [catalog.topics[topic] for topic in entry.topics],
            "link": self._link(f"{self._settings.url}{entry.path}", account),
        }

    def _link(self, address: str, account: Account) -> str:
        """Of a page in the language of an account, where the site has it."""
        if account.language not in self._settings.languages:
            return address
        return f"{self._settings.url}{account.language}/{address.removeprefix(self._settings.url)}"

    def _template(self, network: Network | None, *kinds: str) -> jinja2.Template:
        names = [f"{network.name}/{kinds[0]}.txt"] if network else []
        names += [f"{kind}.txt" for kind in kinds]
        try:
            return self._templates.select_template(names)
        except jinja2.TemplatesNotFound:
            raise SettingsError(f"There is no template for posts: write {names[-1]} in posts/.") from None
        except jinja2.TemplateSyntaxError as bad:
            raise SettingsError(f"{bad.filename}:{bad.lineno}: {bad.message}. Correct the template.") from None

    def _render(self, template: jinja2.Template, **facts: Any) -> str:  # noqa: ANN401 - whatever templates show
        try:
            text = template.render(**facts)
        except jinja2.TemplateError as bad:
            raise SettingsError(f"{template.filename}: {bad}. Correct the template.") from None
        return re.sub(r"\n{3,}", "\n\n", text).strip()


def _tail(*keys: str) -> str:
    """Tells ids apart."""
    return hashlib.sha256("\0".join(keys).encode()).hexdigest()[:6]
