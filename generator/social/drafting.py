"""The words of a post: from a template for the kind of publication, shortened until the network takes them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import jinja2
import regex

from generator.model.errors import SettingsError
from generator.model.post import Outgoing, Post
from generator.social.networks.registry import NETWORKS

if TYPE_CHECKING:
    from generator.model.entry import Entry
    from generator.model.publication import Publication
    from generator.social.networks.network import Network

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Drafter:
    """Writes posts for one publication.

    Templates are `site_templates/posts/<network>/<kind>.txt`, `<kind>.txt` or `post.txt`, the first that is there.
    """

    def __init__(self, publication: Publication) -> None:
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
        """One post for each account about `entry`, which has a date."""
        if entry.updated is None:
            raise ValueError(f"{entry.id} has no date")
        moment = entry.updated.astimezone(ZoneInfo(self._settings.time_zone))
        name = entry.id.rpartition("/")[2]
        tail = hashlib.sha256(f"{entry.id}@{entry.version}".encode()).hexdigest()[:6]
        return Outgoing(
            id=f"{moment.date().isoformat()}-{entry.kind}-{name}-{tail}",
            publication=entry.id,
            version=entry.version,
            link=f"{self._settings.url}{entry.path}",
            not_before=moment,
            zone=self._settings.time_zone,
            expires=entry.expires,
            urgent=entry.kind == "alert",
            posts=tuple(
                Post(
                    to=str(account),
                    lang=entry.language,
                    texts=(self._text(entry, NETWORKS[account.network]),),
                    media=f"{self._settings.url}{entry.card}",
                    alt=f"{entry.title}. {self._publication.catalog.agencies[entry.agency].name}.",
                )
                for account in self._settings.accounts
                if account.language in {"", entry.language}
            ),
        )

    def _text(self, entry: Entry, network: Network) -> str:
        names = [f"{network.name}/{entry.kind}.txt", f"{entry.kind}.txt", "post.txt"]
        try:
            template = self._templates.select_template(names)
        except jinja2.TemplatesNotFound:
            raise SettingsError(f"There is no template for posts: write {names[-1]} in posts/.") from None
        except jinja2.TemplateSyntaxError as bad:
            raise SettingsError(f"{bad.filename}:{bad.lineno}: {bad.message}. Correct the template.") from None
        sentences = _SENTENCE.split(entry.summary)
        for summary in [" ".join(sentences[:count]) for count in range(len(sentences), -1, -1)]:
            text = self._render(template, entry, entry.title, summary)
            if network.fits(text):
                return text
        # At a word, or where there are none, at a letter.
        for parts, glue in ((entry.title.split(), " "), (regex.findall(r"\X", entry.title), "")):
            for count in range(len(parts) - 1, 0, -1):
                text = self._render(template, entry, f"{glue.join(parts[:count])} …", "")
                if network.fits(text):
                    return text
        return text

    def _render(self, template: jinja2.Template, entry: Entry, title: str, summary: str) -> str:
        try:
            text = template.render(
                entry=entry,
                title=title,
                summary=summary,
                agency=self._publication.catalog.agencies[entry.agency],
                topics=[self._publication.catalog.topics[topic] for topic in entry.topics],
                link=f"{self._settings.url}{entry.path}",
            )
        except jinja2.TemplateError as bad:
            raise SettingsError(f"{template.filename}: {bad}. Correct the template.") from None
        return re.sub(r"\n{3,}", "\n\n", text).strip()
