"""OPML 2.0 (http://opml.org/spec2.opml): every feed of a language, for readers that take them all at once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.feeds.atom import atom_path
from generator.feeds.legible import legible
from generator.model.publication import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.deriving.editions import Edition
    from generator.feeds.channels import Channel
    from generator.model.publication import Publication


def opml_path(edition: Edition) -> str:
    """From the site's root."""
    return f"{edition.prefix}feeds/feeds.opml"


def write_opml(
    channels: Iterable[Channel], publication: Publication, edition: Edition, groups: Mapping[str, str]
) -> Artifact:
    """The feeds, those of one kind of subject together.

    Args:
        channels: In the order of their kinds.
        publication: Of the site.
        edition: Its language.
        groups: What each kind of subject is called.
    """
    from lxml import etree

    settings = publication.catalog.settings
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legible(settings.name)
    etree.SubElement(head, "ownerName").text = legible(settings.owner)
    body = etree.SubElement(root, "body")
    for group, members in groupby(channels, key=lambda each: each.group):
        above = etree.SubElement(body, "outline", text=legible(groups[group]))
        for channel in members:
            etree.SubElement(
                above,
                "outline",
                type="rss",
                text=legible(channel.title),
                title=legible(channel.title),
                xmlUrl=f"{settings.url}{atom_path(channel)}",
                htmlUrl=f"{settings.url}{channel.page}",
                language=edition.language,
            )
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Artifact(path=opml_path(edition), content=content)
