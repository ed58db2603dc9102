"""Links from announcements to pages of this site lead somewhere."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from generator.checking.known import LISTINGS, answered, former
from generator.model.finding import Where, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding
    from generator.model.translation import Translation

_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)\s>]+)")


def check_links(catalog: Catalog) -> Iterator[Finding]:
    """Addresses that begin with a slash and that nothing answers for; pictures, which are not shown."""
    known = _known(catalog)
    texts: list[Announcement | Translation] = []
    for each in catalog.announcements:
        texts += [each, *each.translations]
    for text in texts:
        for number, line in enumerate(text.body.split("\n"), start=text.body_line):
            where = Where(path=text.source.path, line=number)
            for picture, address in _LINK.findall(line):
                if picture:
                    yield warning(
                        where, f"The picture {address} is not shown.", "Say in words what it shows.", "picture"
                    )
                    continue
                if address.startswith("//"):
                    problem = f"The address {address} leads to another site."
                    yield error(where, problem, "Write https:// in front, or one slash alone.", "link-scheme")
                    continue
                path = re.split("[?#]", address)[0]
                if path.startswith("/") and f"{path.rstrip('/')}/" not in known:
                    near = difflib.get_close_matches(path, known, n=1)
                    remedy = f"Did you mean {near[0]}?" if near else "Correct the address."
                    yield error(where, f"There is no page {path}.", remedy, "broken-link")


def _known(catalog: Catalog) -> set[str]:
    """Every address that a link may have, with slashes around it."""
    known = answered(catalog) | {each.address for each in former(catalog)} | LISTINGS
    for dataset in catalog.datasets:
        folder = f"datasets/{dataset.id}"
        known |= {f"{folder}/quality", *(f"{folder}/{path}" for path in dataset.files)}
    return {"/", *(f"/{each}/" for each in known)}
