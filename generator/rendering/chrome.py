"""What stands around every page: its languages, its navigation, the alerts in force, the words of the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale

from generator.deriving.editions import editions, language_of_page
from generator.rendering.environment import framed, language_of
from generator.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deriving.editions import Edition
    from generator.model.catalog import Catalog, Settings
    from generator.model.publication import Publication


def chrome(publication: Publication, sections: Mapping[str, str], policy: str, words: Words) -> dict[str, Any]:
    """What the base template shows on every page, whoever renders it.

    Args:
        publication: What is published.
        sections: Name and path of each place in the navigation.
        policy: The Content-Security-Policy.
        words: In the language of the pages.
    """
    settings = publication.catalog.settings
    say = words.say
    return {
        "site": settings,
        "official": settings.official,
        "identity": bool(settings.brand or settings.accent),
        "font": _built(publication, "public-sans.woff2"),
        "scripted": bool(_built(publication, "site.js")),
        "words": _words(words, settings, len(publication.alerts)),
        "language": words.language,
        "direction": words.direction,
        "site_words": language_of(settings.language, words),
        "languages": _languages(settings, words),
        "sections": [(name, say(name), path) for name, path in sections.items()],
        "pages": [
            (page.name, page.title, language_of(language_of_page(page, words.language, settings), words))
            for page in publication.catalog.pages
        ],
        "alerts": [
            {
                "title": alert.title,
                "severity": alert.severity,
                "path": alert.path,
                "kind": words.severity(alert.severity),
                "attributes": language_of(alert.language, words),
                "expires": words.iso(alert.expires) if alert.expires else "",
                "until": say("In force until {moment}.", moment=words.moment(alert.expires)) if alert.expires else "",
            }
            for alert in publication.alerts
        ],
        "policy": policy,
        "frame_policy": framed(policy),
    }


def other_languages(catalog: Catalog, current: Edition) -> list[dict[str, str]]:
    """All languages in which each page is there; none, where there is one."""
    settings = catalog.settings
    return [
        {
            "language": each.language,
            "prefix": each.prefix,
            "current": "true" if each == current else "",
            "locale": Words(settings, catalog.root, each.language).territory,
        }
        for each in editions(settings)
        if settings.languages
    ]


def _languages(settings: Settings, words: Words) -> list[dict[str, str]]:
    """What a reader may choose between: nothing, where there is one language."""
    return [
        {
            "language": edition.language,
            "name": name[:1].upper() + name[1:],
            "prefix": edition.prefix,
            "current": "true" if edition.language == words.language else "",
        }
        for edition in editions(settings)
        if settings.languages and (name := Locale.parse(edition.language, sep="-").get_display_name())
    ]


def _words(words: Words, settings: Settings, alerts: int) -> dict[str, str]:
    """The words of the frame, which engines without our catalogues show, too."""
    say = words.say
    return {
        "about_site": say("About this site"),
        "languages": say("Languages"),
        "official": say("An official website of {owner}.", owner=settings.owner),
        "how_you_know": say("How you know"),
        "search_site": say("Search the site"),
        "search_label": say("Search data, alerts and announcements"),
        "search": say("Search"),
        "current_alerts": say("Current alerts"),
        "all_alerts": say("All {count} alerts in force", count=words.number(alerts)),
        "feeds": say("Feeds"),
        "following": say("Following"),
        "posts": say("Posts"),
        "offline": say("Offline"),
        "printed": say("Printed on {day}."),
        "published_by": say("Published by {owner}.", owner=settings.owner),
        "licences": say("Each dataset names its own licence."),
    }


def _built(publication: Publication, name: str) -> str:
    """The name of a file that `make` puts beside the styles; empty where that was not done."""
    catalog = publication.catalog
    return name if (catalog.root / catalog.settings.templates / "assets" / name).is_file() else ""
