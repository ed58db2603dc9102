"""Links from announcements to pages of this site lead somewhere."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from generator.model.finding import Where, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.announcement import Announcement
    from generator.model.catalog import Catalog
    from generator.model.finding import Finding
    from generator.model.translation import Translation

_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)\s>]+)")
_LISTINGS = (
    "/",
    "/agencies/",
    "/alerts/",
    "/announcements/",
    "/calendar/",
    "/datasets/",
    "/dates/",
    "/feeds/",
    "/following/",
    "/offline/",
    "/regions/",
    "/search/",
    "/services/",
    "/topics/",
)


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
                path = re.split("[?#]", address)[0]
                if path.startswith("/") and not path.startswith("//") and f"{path.rstrip('/')}/" not in known:
                    near = difflib.get_close_matches(path, known, n=1)
                    remedy = f"Did you mean {near[0]}?" if near else "Correct the address."
                    yield error(where, f"There is no page {path}.", remedy, "broken-link")


def _known(catalog: Catalog) -> set[str]:
    """Every address that a link may have, with a slash at its end; what is only unreadable now counts too."""
    known = set(_LISTINGS)
    for dataset in catalog.datasets:
        known |= {f"/datasets/{dataset.id}/", f"/datasets/{dataset.id}/quality/"}
        known |= {f"/datasets/{former}/" for former, _ in dataset.formerly}
        known |= {f"/datasets/{dataset.id}/{path}/" for path in dataset.files}
    for announcement in catalog.announcements:
        known |= {f"/announcements/{name}/" for name in (announcement.name, *announcement.formerly)}
    for folder, vocabulary in catalog.vocabularies.items():
        known |= {f"/{folder}/{id_}/" for id_ in vocabulary.terms}
    known |= {f"/{page.name}/" for page in catalog.pages}
    for finding in catalog.unreadable:
        parts = finding.where.path.removesuffix(".md").split("/")
        known.add(f"/{'/'.join(parts[:3])}/" if parts[0] == "datasets" else f"/announcements/{parts[-1]}/")
    return known
