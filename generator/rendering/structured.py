"""What a page is about, for search engines and assistants: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.model.announcement import Alert, Consultation, Event, Notice, Service
from generator.rendering.environment import safe_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from generator.deriving.editions import Edition
    from generator.model.announcement import Announcement
    from generator.model.catalog import Agency, Catalog
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts
    from generator.rendering.words import Words

Data = dict[str, Any]
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end the element or begin another one."""
_TYPES: Mapping[type, str] = {
    Alert: "SpecialAnnouncement",
    Notice: "SpecialAnnouncement",
    Consultation: "SpecialAnnouncement",
    Event: "Event",
    Service: "GovernmentService",
}
"""Of announcements; news are NewsArticle."""


class Structured:
    """Writes structured data in one language.

    Args:
        catalog: With settings and vocabularies in that language.
        edition: The language.
        words: The same.
    """

    def __init__(self, catalog: Catalog, edition: Edition, words: Words) -> None:
        self._catalog = catalog
        self._settings = catalog.settings
        self._pages = f"{catalog.settings.url}{edition.prefix}"
        self._words = words

    def dataset(self, facts: DatasetFacts) -> Markup:
        """schema.org Dataset, as search engines for data ask for it."""
        entry, dataset = facts.entry, facts.dataset
        return _written(
            {
                **self._common(entry, "Dataset"),
                "name": entry.title,
                "description": entry.summary,
                "version": entry.version,
                "creator": self._organization(self._catalog.agencies[entry.agency]),
                "publisher": {"@type": "GovernmentOrganization", "name": self._settings.owner},
                "license": [safe_url(each.path) or each.label for each in facts.licenses],
                "isAccessibleForFree": True,
                "keywords": [*dataset.keywords, *(self._catalog.topics[id_].name for id_ in entry.topics)],
                "temporalCoverage": dataset.temporal,
                "spatialCoverage": self._places(entry),
                "datePublished": self._iso(entry.published),
                "dateModified": self._iso(entry.updated),
                "creativeWorkStatus": "Withdrawn" if entry.withdrawn else "",
                "correction": _corrections(entry),
                "distribution": [
                    *(_download(f"{self._settings.url}{each.path}", each.format) for each in facts.downloads),
                    *(_download(each.address, each.format) for each in facts.linked),
                ],
            }
        )

    def announcement(self, entry: Entry, announcement: Announcement) -> Markup:
        """What its kind is called there, with its own facts."""
        details = announcement.details
        data = self._common(entry, _TYPES.get(type(details), "NewsArticle"))
        agency = self._organization(self._catalog.agencies[entry.agency])
        if isinstance(details, Event):
            data |= self._event(entry, details) | {"organizer": agency}
        elif isinstance(details, Service):
            data |= self._service(entry, details) | {"provider": agency}
        elif isinstance(details, Alert | Notice | Consultation):
            data |= self._special(entry, announcement) | {"publisher": agency}
        else:
            data |= {
                "headline": entry.title,
                "description": entry.summary,
                "author": agency,
                "publisher": agency,
                "datePublished": self._iso(entry.published),
                "dateModified": self._iso(entry.updated),
                "correction": _corrections(entry),
                "contentLocation": self._places(entry),
            }
        return _written(data)

    def _common(self, entry: Entry, kind: str) -> Data:
        address = f"{self._pages}{entry.path}"
        return {
            "@context": "https://schema.org",
            "@type": kind,
            "@id": entry.urn,
            "identifier": entry.urn,
            "url": address,
            "inLanguage": entry.language if kind != "GovernmentService" else None,
            "image": f"{self._settings.url}{entry.card}",
            "mainEntityOfPage": address if kind not in {"Event", "GovernmentService"} else None,
        }

    def _organization(self, agency: Agency) -> Data:
        contact = agency.contact
        point = contact and {
            "@type": "ContactPoint",
            "name": contact.name,
            "email": contact.email,
            "telephone": contact.phone,
        }
        return {
            "@type": "GovernmentOrganization",
            "name": agency.name,
            "url": agency.url or f"{self._pages}agencies/{agency.id}/",
            "contactPoint": point,
            "parentOrganization": {"@type": "GovernmentOrganization", "name": self._settings.owner},
        }

    def _places(self, entry: Entry) -> list[Data]:
        places = []
        for id_ in entry.regions:
            region = self._catalog.regions[id_]
            geo = None
            if region.bbox:
                west, south, east, north = region.bbox
                geo = {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"}
            places.append({"@type": "Place", "name": region.name, "identifier": region.code, "geo": geo})
        return places

    def _event(self, entry: Entry, details: Event) -> Data:
        address = "" if entry.withdrawn else details.online
        online = {"@type": "VirtualLocation", "url": address} if details.online else None
        place = {"@type": "Place", "name": details.place, "address": details.place} if details.place else None
        mode = "Mixed" if online and place else "Online" if online else "Offline"
        return {
            "name": entry.title,
            "description": entry.summary,
            "startDate": self._iso(details.starts),
            "endDate": self._iso(details.ends),
            "eventStatus": f"https://schema.org/{'EventCancelled' if entry.withdrawn else 'EventScheduled'}",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "location": [each for each in (place, online) if each],
            "isAccessibleForFree": True,
        }

    def _service(self, entry: Entry, details: Service) -> Data:
        catalog = self._catalog
        audiences = [details.audience, *(catalog.audiences[id_].name for id_ in details.audiences)]
        channel = {
            "@type": "ServiceChannel",
            "serviceUrl": details.online,
            "servicePhone": {"@type": "ContactPoint", "telephone": details.phone} if details.phone else None,
            "serviceLocation": {"@type": "Place", "name": details.address, "address": details.address}
            if details.address
            else None,
        }
        usable = not entry.withdrawn
        return {
            "name": entry.title,
            "description": entry.summary,
            "serviceType": [catalog.situations[id_].name for id_ in details.situations],
            "audience": [{"@type": "Audience", "name": each} for each in audiences if each],
            "areaServed": self._places(entry),
            "availableChannel": channel if len(_without_nothing(channel)) > 1 and usable else None,
            "offers": {"@type": "Offer", "description": details.cost} if details.cost and usable else None,
        }

    def _special(self, entry: Entry, announcement: Announcement) -> Data:
        details = announcement.details
        ends = entry.expires
        if isinstance(details, Consultation):
            ends = details.closes
        day = details.until if isinstance(details, Notice) else None
        return {
            "name": entry.title,
            "text": details.instruction if isinstance(details, Alert) else entry.summary,
            "datePosted": self._iso(entry.published),
            "dateModified": self._iso(entry.updated),
            "expires": self._iso(day or ends),
            "category": details.event if isinstance(details, Alert) else self._words.say(details.label),
            "spatialCoverage": self._places(entry),
            "correction": _corrections(entry),
        }

    def _iso(self, moment: date | datetime | None) -> str:
        return self._words.iso(moment) if moment else ""


def _download(address: str, format_: str) -> Data:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": format_}


def _corrections(entry: Entry) -> list[Data]:
    return [
        {"@type": "CorrectionComment", "text": each.text, "datePublished": each.at.isoformat()}
        for each in entry.amendments
        if each.kind == "corrected"
    ]


def _without_nothing(value: Data) -> Data:
    return {key: each for key, each in value.items() if each not in ("", None, [], {})}


def _pruned(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return _without_nothing({key: _pruned(each) for key, each in value.items()})
    return [_pruned(each) for each in value] if isinstance(value, list) else value


def _written(data: Data) -> Markup:
    """An element that no browser runs, and so no policy forbids."""
    written = json.dumps(_pruned(data), ensure_ascii=False, separators=(",", ":"))
    for sign, code in _UNSAFE.items():
        written = written.replace(sign, code)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704 - as above
