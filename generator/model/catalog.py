"""The catalog: everything the repository holds, before anything is judged or derived."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.model.leaks import LeakPolicy
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from generator.model.announcement import Announcement
    from generator.model.dataset import Contact, License
    from generator.model.finding import Finding, Source
    from generator.model.translation import Translation

Term = TypeVar("Term")


@noun
class Agency:
    """Who publishes."""

    id: str
    name: str
    description: str = ""
    url: str = ""
    contact: Contact | None = None
    licenses: tuple[License, ...] = ()
    """For datasets that name none."""
    language: str = ""
    """Of its name and description; empty for the site's."""
    translations: tuple[Translation, ...] = ()
    formerly: tuple[str, ...] = ()
    color: str = ""
    """Of its share cards, as #rrggbb; empty for the site's."""
    crest: str = ""
    """A picture in the folder of the cards' templates, for its share cards; empty for the site's."""
    """Ids that it had before, the oldest first: the ids of its feeds are of the first."""


@noun
class Topic:
    """What it is about, who it is for, or when people need it."""

    id: str
    name: str
    description: str = ""
    language: str = ""
    """As an agency's."""
    translations: tuple[Translation, ...] = ()
    formerly: tuple[str, ...] = ()


@noun
class Region:
    """Where it applies."""

    id: str
    name: str
    description: str = ""
    code: str = ""
    kind: str = ""
    parent: str = ""
    bbox: tuple[float, float, float, float] | None = None
    """West, south, east, north, in degrees (WGS 84)."""
    polygon: tuple[tuple[float, float], ...] = ()
    """Its edge, longitude before latitude, counterclockwise, the last point the same as the first."""
    also: tuple[str, ...] = ()
    """Other names of it or of places in it (SKOS altLabel)."""
    postcodes: tuple[str, ...] = ()
    """Of which at least a part lies in it."""
    language: str = ""
    """As an agency's."""
    translations: tuple[Translation, ...] = ()
    formerly: tuple[str, ...] = ()


@noun
class Vocabulary(Generic[Term]):
    """Terms by their id, in the order they were written."""

    terms: Mapping[str, Term]
    source: Source
    readable: bool = True
    """Whether its file could be read; where not, nothing is said of ids that are not in it."""

    def __contains__(self, id_: str) -> bool:
        return id_ in self.terms

    def __getitem__(self, id_: str) -> Term:
        return self.terms[id_]


@noun
class Page:
    """Prose that belongs to no agency."""

    name: str
    title: str
    description: str
    source: Source
    translations: tuple[Translation, ...] = ()
    formerly: tuple[str, ...] = ()


@noun
class Account:
    """Where posts go."""

    network: str
    handle: str
    language: str = ""
    server: str = ""
    """Its address, where the handle or the network does not tell."""
    kinds: tuple[str, ...] = ()
    """Of what it tells: dataset and kinds of announcements; of all, where there are none. So are topics and regions."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    severity: str = ""
    """The least grave of the alerts that it tells of; of all, where it names none."""
    protected: bool = False
    """Whether it says only what an approver has signed."""
    limit: int = 0
    """Characters of a post, where its server takes more or fewer than is usual."""

    def __str__(self) -> str:
        return f"{self.network}:{self.handle}"


@noun
class Approver:
    """Who may approve what protected accounts say."""

    name: str
    key: str
    """Public, as OpenSSH writes it: `ssh-ed25519 AAAA…`."""
    accounts: tuple[str, ...] = ()
    """`network:handle` of those that they may approve; all, where there are none."""

    def approves(self, account: str) -> bool:
        """Whether they may approve what an account says."""
        return not self.accounts or account in self.accounts


@noun
class Settings:
    """What `mkdocs.yml` says of the site."""

    name: str
    description: str
    url: str
    """Absolute, with a slash at its end."""
    language: str
    time_zone: str
    owner: str
    """Who answers for the site."""
    banner: str = ""
    official: str = ""
    """How readers can know that the site is the government's; empty where it is not."""
    feedback: str = ""
    """Where what readers say of a page goes: an e-mail address."""
    brand: str = ""
    """The colour of the header, #rrggbb."""
    accent: str = ""
    """The colour of edges and figures, #rrggbb."""
    logo: str = "assets/crest.svg"
    """The agency's crest, from the site's root."""
    favicon: str = "assets/crest.svg"
    authority: str = ""
    """Names the site in ids that outlive its address: a domain and a date it was held (RFC 4151)."""
    accounts: tuple[Account, ...] = ()
    fonts: tuple[str, ...] = ()
    """Folders with the card's font files, from the root of the repository."""
    site_dir: str = "site"
    templates: str = "site_templates"
    leaks: LeakPolicy = field(default_factory=LeakPolicy)
    remote: tuple[str, ...] = ()
    """Beginnings of addresses from which remote data may be taken."""
    languages: tuple[str, ...] = ()
    """In which each page is made as well."""
    approvers: tuple[Approver, ...] = ()
    linked: tuple[str, ...] = ()
    """Beginnings of addresses, besides the site's own, to which posts may lead."""
    digest_from: int = 10
    """Publications at once of which one post tells, instead of one for each."""
    former_languages: tuple[str, ...] = ()
    """In which pages were made once: their addresses lead to the same pages in the site's own language."""
    languages_line: int = 1
    """Of `mkdocs.yml`, where languages are named or would be."""
    hub: str = ""
    """The address of a WebSub hub, which tells readers of new entries at once."""


@noun
class History:
    """What git remembers of the repository."""

    complete: bool
    """Whether all of it is here: False for an exported folder or a shallow clone."""
    note: str = ""
    """Said once where it is not complete."""
    spans: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """When something in each dataset's folder was first and last committed."""
    past: frozenset[str] = frozenset()
    """Paths that were committed once and are not there any more.

    Alerts that were never more than drafts are none, nor is what differs only in case from an older file that is there.
    """
    terms: frozenset[str] = frozenset()
    """`agencies/id`, `topics/id` and `regions/id` of which a line was committed once, and removed or changed later."""
    files: frozenset[str] = frozenset()
    """`datasets/agency/name/file` of which a line of the descriptor was."""
    languages: frozenset[str] = frozenset()
    """In which the site had pages once."""
    former: frozenset[tuple[str, str]] = frozenset()
    """Files and the addresses, without slashes around them, that they once said something had before."""


@noun
class Outline:
    """What all else needs to know of a dataset, so that it need not be opened again."""

    id: str
    """`agency/name`."""
    source: str
    """Path of its descriptor, or of the one it should have."""
    formerly: tuple[tuple[str, int], ...] = ()
    """Its own earlier ids, the oldest first, and the line of the descriptor that names each."""
    led_here: tuple[tuple[str, int], ...] = ()
    """The same of all ids whose addresses lead here."""
    files: tuple[str, ...] = ()
    """Of its resources, from its folder."""
    links: frozenset[str] = frozenset()
    """Where links in its texts lead: `datasets/agency/name`, `announcements/name` or the name of a page."""
    remote: tuple[str, ...] = ()
    """SHA-256 of its data that lie on other servers."""
    title: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    """The same in other languages, each with its language."""
    instead: tuple[str, int] | None = None
    """What takes the place of one that is withdrawn, and the line that says so."""
    subjects: tuple[str, ...] = ()
    """What it is about: its topics and keywords."""
    amended: tuple[str, int] | None = None
    """The day of the last of its corrections and its withdrawal (ISO 8601), and the line that says so."""

    @property
    def folder(self) -> str:
        """From the root of the repository, with forward slashes."""
        return f"datasets/{self.id}"


@noun
class Catalog:
    """Everything that was read, and what could not be. Datasets, which may be many, are there in outline."""

    root: Path
    settings: Settings
    agencies: Vocabulary[Agency]
    topics: Vocabulary[Topic]
    regions: Vocabulary[Region]
    situations: Vocabulary[Topic]
    """In which people need a service."""
    audiences: Vocabulary[Topic]
    """Who needs it."""
    datasets: tuple[Outline, ...]
    announcements: tuple[Announcement, ...]
    pages: tuple[Page, ...]
    history: History
    unreadable: tuple[Finding, ...] = ()
    """Files that are not in this catalog because they cannot be read."""

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary[Agency] | Vocabulary[Topic] | Vocabulary[Region]]:
        """Each by the folder of the pages about its terms."""
        return {
            "agencies": self.agencies,
            "topics": self.topics,
            "regions": self.regions,
            "situations": self.situations,
            "audiences": self.audiences,
        }
