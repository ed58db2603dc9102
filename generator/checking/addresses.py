"""Addresses stay for ever: what was public once is there, has moved, or is said to be withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checking.known import MOST_FORMER, TAKEN, address_of, answered, former, is_fit, is_whole, too_many
from generator.model.finding import Where, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Catalog
    from generator.model.finding import Finding


def check_addresses(catalog: Catalog) -> Iterator[Finding]:
    """Former addresses that are in use or cannot be, and addresses that nothing answers for any more."""
    for count, where in too_many(catalog):
        problem = f"{count} former addresses stand here; one thing can have {MOST_FORMER}."
        yield error(where, problem, "Remove the others.", "former-address-many")
    known = answered(catalog)
    taken = known | TAKEN | _prefixes(catalog)
    for address, written, count, where in former(catalog):
        parts = address.split("/")
        if len(parts) != count or not all(map(is_fit, parts)):
            problem = f"The former address `{written}` does not fit an address."
            remedy = "Use lower-case letters, digits and single hyphens."
            if written.startswith("/"):
                remedy = "Nothing but their like takes the place of data or terms: name a page or an announcement."
            yield error(where, problem, remedy, "former-address-unfit")
        elif address in taken:
            problem = f"The former address `{written}` is in use."
            yield error(where, problem, "Name only addresses that nothing else has.", "former-address-taken")
        taken.add(address)
    yield from _others(catalog)
    yield from _lost(catalog, taken)
    yield from _recased(catalog)


def _others(catalog: Catalog) -> Iterator[Finding]:
    """Whole addresses under `formerly` of what has ids in feeds."""
    named = [
        (each, Where(path=dataset.source, line=line)) for dataset in catalog.datasets for each, line in dataset.formerly
    ]
    for announcement in catalog.announcements:
        source = announcement.source
        named += [(each, source.at("formerly", place)) for place, each in enumerate(announcement.formerly)]
    for written, where in named:
        if written.startswith("/"):
            problem = f"`{written}` is an address, and no name that this had."
            yield error(
                where, problem, "Write it under `replaces`: ids in feeds are of the first name.", "former-other"
            )


def _lost(catalog: Catalog, known: set[str]) -> Iterator[Finding]:
    for path in sorted(catalog.history.past):
        address = address_of(path)
        parts = address.split("/")
        there = address in known or (parts[0] == "datasets" and (catalog.root / address).is_dir())
        if address and not there and all(map(is_fit, parts)):
            known.add(address)
            where = Where(path=address if parts[0] == "datasets" else path)
            written = address.removeprefix(f"{parts[0]}/")
            remedy = (
                f"Bring it back, or write `formerly: [{written}]` in the page that takes its place, or"
                f" `replaces: [/{address}/]` in another thing that does."
            )
            if len(parts) > 1:
                other = f" (in a page, `formerly: [/{address}/]`)" if parts[0] == "announcements" else ""
                alert = " (an alert with `message: Cancel` first)" if parts[0] == "announcements" else ""
                remedy = (
                    f"Bring it back with `withdrawn: {{date, reason}}`{alert}, or write `formerly: [{written}]` where"
                    f" it has another name now, or `replaces: [{written}]` in what takes its place{other}."
                )
            yield _gone(where, address, remedy)
    where = Where(path="mkdocs.yml", line=catalog.settings.languages_line)
    for language in sorted(catalog.history.languages - _prefixes(catalog)):
        back = f"Bring `{language}` back under `languages`, or write"
        if language == catalog.settings.language:
            back = "It is the site's own language now, whose pages have no such beginning: write"
        yield _gone(where, language, f"{back} `former_languages: [{language}]` beside it.")
    for address in sorted(catalog.history.terms - known):
        folder, _, id_ = address.partition("/")
        vocabulary = catalog.vocabularies.get(folder)
        if vocabulary is not None and vocabulary.readable and is_fit(id_):
            remedy = f"Bring it back, or write `formerly: [{id_}]` in the term that takes its place."
            yield _gone(vocabulary.source.at(), address, remedy)
    yield from _dropped(catalog, known)


def _dropped(catalog: Catalog, known: set[str]) -> Iterator[Finding]:
    """Former addresses that are written nowhere any more."""
    unread = {finding.where.path for finding in catalog.unreadable if finding.blocks}
    unread |= {address_of(path) for path in unread} - {""}
    dropped: dict[str, str] = {}
    for path, address in sorted(catalog.history.former):
        if (
            address not in known
            and is_whole(address, catalog.vocabularies)
            and unread.isdisjoint((path, address_of(path)))
        ):
            there = (catalog.root / path).is_file()
            dropped[address] = path if there else dropped.get(address, path)
    for address, path in dropped.items():
        folder = address.partition("/")[0] if "/" in address else ""
        written = address.removeprefix(f"{folder}/")
        where = Where(path=path)
        yield _gone(where, address, f"Write `formerly: [{written}]` again, here or in what takes its place.")


def _recased(catalog: Catalog) -> Iterator[Finding]:
    """Files with another letter in the other case: most servers tell the two apart, many disks cannot hold both."""
    gone = {path.casefold(): path for path in sorted(catalog.history.past) if path.startswith("datasets/")}
    for dataset in catalog.datasets if gone else ():
        for folder in (dataset.folder, *(f"datasets/{each}" for each, _ in dataset.formerly)):
            for file in dataset.files:
                was = gone.get(f"{folder}/{file}".casefold(), "").removeprefix(f"{folder}/")
                if was and was != file:
                    problem = f"{file} differs only in case from {was}, which was public."
                    where = Where(path=f"{dataset.folder}/{file}")
                    yield error(where, problem, f"Name it {was} again.", "file-name-case")


def _prefixes(catalog: Catalog) -> set[str]:
    """Of the addresses of pages in other languages than the site's own, now and before."""
    return {*catalog.settings.languages, *catalog.settings.former_languages}


def _gone(where: Where, address: str, remedy: str) -> Finding:
    return error(where, f"/{address}/ was public and is gone.", remedy, "address-lost")
