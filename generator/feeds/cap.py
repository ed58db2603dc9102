"""Alerts for machines that warn people: CAP 1.2 (OASIS, https://docs.oasis-open.org/emergency/cap/v1.2/), GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.feeds.legible import legible
from generator.model.announcement import Alert, messages
from generator.model.noun import noun
from generator.model.publication import Artifact
from generator.reading.plain import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from lxml.etree import _Element as Element

    from generator.deriving.editions import Edition
    from generator.model.announcement import Announcement, Sent
    from generator.model.catalog import Region, Settings
    from generator.model.entry import Entry
    from generator.model.publication import Publication

_SPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CAP_TYPE = "application/cap+xml"
GEOJSON = "alerts/alerts.geojson"
Ring = list[list[float]]


@noun
class Said:
    """What a message says in one language."""

    language: str
    title: str
    text: str
    publication: Publication
    """In that language, for the names of areas and agencies."""
    address: str
    """Of the page."""
    event: str
    instruction: str


def cap_path(entry: Entry, version: int) -> str:
    """Of a message of an alert, from the site's root."""
    return f"{entry.path}cap/{version}.xml"


def write_cap(entry: Entry, said_in: Mapping[Edition, Publication]) -> Iterator[Artifact]:
    """A file for each message of an alert: what was once sent stays as it is.

    Args:
        entry: The alert.
        said_in: The publication in each language, the site's own first.
    """
    own = next(iter(said_in.values()))
    every = messages(own.announcements[entry.id])
    for place, message in enumerate(every):
        yield Artifact(
            path=cap_path(entry, message.version),
            content=_message(entry, message, every[:place], said_in, latest=place == len(every) - 1),
        )


def _message(
    entry: Entry, message: Sent, earlier: Sequence[Sent], said_in: Mapping[Edition, Publication], *, latest: bool
) -> bytes:
    from lxml import etree  # most builds change no alert

    own = next(iter(said_in.values()))
    settings = own.catalog.settings
    root = etree.Element(f"{{{_SPACE}}}alert", nsmap={None: _SPACE})
    _add(root, "identifier", _identifier(entry, message, settings))
    _add(root, "sender", _domain(settings))
    _add(root, "sent", _time(message.sent))
    _add(root, "status", message.status)
    _add(root, "msgType", message.message)
    _add(root, "scope", "Public")
    if earlier:
        _add(root, "references", " ".join(_reference(entry, each, settings) for each in earlier))
    for said in _said(entry, message, said_in, latest=latest):
        _info(etree.SubElement(root, f"{{{_SPACE}}}info"), entry, message, said)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _said(entry: Entry, message: Sent, said_in: Mapping[Edition, Publication], *, latest: bool) -> Iterator[Said]:
    """An earlier message is kept in its own language alone; the latest one in each in which somebody said it."""
    for edition, publication in said_in.items():
        announcement = publication.announcements[entry.id]
        translated = edition.language in {each.language for each in announcement.translations}
        if edition.prefix and not (latest and translated):
            continue
        yield Said(
            language=edition.language if translated else entry.language,
            title=announcement.title if latest else message.title,
            text=announcement.body if latest else message.text,
            publication=publication,
            address=f"{publication.catalog.settings.url}{edition.prefix}{entry.path}",
            event=_alert(announcement).event if latest else message.event,
            instruction=_alert(announcement).instruction if latest else message.instruction,
        )


def _info(info: Element, entry: Entry, message: Sent, said: Said) -> None:
    catalog = said.publication.catalog
    agency = catalog.agencies[entry.agency]
    _add(info, "language", said.language)
    _add(info, "category", message.category)
    _add(info, "event", said.event)
    _add(info, "urgency", message.urgency)
    _add(info, "severity", message.severity)
    _add(info, "certainty", message.certainty)
    _add(info, "effective", _time(message.sent))
    if message.onset:
        _add(info, "onset", _time(message.onset))
    _add(info, "expires", _time(message.expires))
    _add(info, "senderName", agency.name)
    _add(info, "headline", said.title)
    _add(info, "description", paragraphs(said.text) or entry.summary)
    _add(info, "instruction", said.instruction)
    _add(info, "web", said.address)
    if agency.contact and (contact := ", ".join(filter(None, (agency.contact.email, agency.contact.phone)))):
        _add(info, "contact", contact)
    for id_ in message.regions:
        _area(info, catalog.regions[id_], catalog.settings)


def _area(info: Element, region: Region, settings: Settings) -> None:
    from lxml import etree

    area = etree.SubElement(info, f"{{{_SPACE}}}area")
    _add(area, "areaDesc", region.name)
    if ring := _ring(region):
        _add(area, "polygon", " ".join(f"{latitude:g},{longitude:g}" for longitude, latitude in ring))
    geocode = etree.SubElement(area, f"{{{_SPACE}}}geocode")
    _add(geocode, "valueName", f"{_domain(settings)}:region")
    _add(geocode, "value", region.code or region.id)


def _add(parent: Element, name: str, text: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{_SPACE}}}{name}").text = legible(text)


def _ring(region: Region) -> Ring:
    """The edge of a region, longitude before latitude, counterclockwise and closed (RFC 7946, 3.1.6)."""
    if region.polygon:
        return [list(point) for point in region.polygon]
    if region.bbox is None:
        return []
    west, south, east, north = region.bbox
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _alert(announcement: Announcement) -> Alert:
    if not isinstance(announcement.details, Alert):
        raise TypeError(announcement.name)
    return announcement.details


def _domain(settings: Settings) -> str:
    return settings.authority.partition(",")[0]


def _identifier(entry: Entry, message: Sent, settings: Settings) -> str:
    """The same in every build, without the characters that CAP forbids in it (section 3.2.1)."""
    name = entry.urn.rpartition("/")[2]
    return f"{settings.authority.replace(',', '.')}.{name}.{message.version}"


def _reference(entry: Entry, message: Sent, settings: Settings) -> str:
    return f"{_domain(settings)},{_identifier(entry, message, settings)},{_time(message.sent)}"


def _time(moment: datetime) -> str:
    """With an offset in numbers: `Z` is not allowed (section 3.3.2)."""
    return moment.isoformat(timespec="seconds")


def write_geojson(publication: Publication) -> Artifact:
    """The alerts in force with their areas (RFC 7946)."""
    url = publication.catalog.settings.url
    features = []
    for entry in publication.alerts:
        announcement = publication.announcements[entry.id]
        alert = _alert(announcement)
        regions = [publication.catalog.regions[id_] for id_ in entry.regions]
        rings = [[ring] for region in regions if (ring := _ring(region))]
        features.append(
            {
                "type": "Feature",
                "id": entry.urn,
                "geometry": {"type": "MultiPolygon", "coordinates": rings} if rings else None,
                "properties": {
                    "headline": entry.title,
                    "event": alert.event,
                    "urgency": alert.urgency,
                    "severity": alert.severity,
                    "certainty": alert.certainty,
                    "instruction": alert.instruction,
                    "sent": _time(announcement.updated or announcement.published),
                    "expires": _time(alert.expires),
                    "areas": [region.name for region in regions],
                    "web": f"{url}{entry.path}",
                    "cap": f"{url}{cap_path(entry, alert.version)}",
                },
            }
        )
    collection = {"type": "FeatureCollection", "features": features}
    return Artifact(path=GEOJSON, content=(json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode())
