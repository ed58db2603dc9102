"""What is wrong with a file of the outbox: told in the pull request, for afterwards it goes out as it stands."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import regex

from generator.model.card import FOLDER, SQUARE
from generator.model.finding import Where, error, warning
from generator.social.addresses import addresses_in
from generator.social.networks.network import Bare
from generator.social.networks.registry import limit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from generator.model.catalog import Account, Settings
    from generator.model.finding import Finding, Source
    from generator.model.post import Outgoing, Post
    from generator.model.receipt import Receipt
    from generator.social.networks.network import Network

_ID = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*")
_INCLUDED = 20
"""Pages of which one has to answer each before a post about many goes out: as many as tell that it is true."""


def review(outgoing: Outgoing, source: Source, settings: Settings) -> Iterator[Finding]:
    """What is wrong with one file, as far as it tells by itself.

    Args:
        outgoing: The file.
        source: Where its keys stand.
        settings: Of the site, with its accounts.
    """
    name = source.path.rpartition("/")[2].removesuffix(".yaml")
    if outgoing.id != name:
        problem = f"`id` is {outgoing.id!r}, the file is called {name}.yaml."
        yield error(source.at("id"), problem, "Make them the same: an id is there once.", "post-id")
    elif not _ID.fullmatch(name):
        problem = f"{name!r} is no name for a file of the outbox."
        yield error(
            source.at("id"), problem, "Use letters, digits, dots and hyphens, a letter or digit first.", "post-id"
        )
    yield from _times(outgoing, source)
    told: set[str] = set()
    for place, post in enumerate(outgoing.posts):
        if post.to in told:
            problem = f"There are two posts to {post.to}."
            yield error(
                source.below("posts", place).at("to"),
                problem,
                "Make them one: a list of texts is a thread.",
                "post-twice",
            )
        told.add(post.to)
    if outgoing.corrects and outgoing.retracts:
        problem = "A file cannot both correct and retract."
        yield error(source.at("retracts"), problem, "Keep one of the two.", "post-about")
    yield from _link(outgoing, source, settings)
    if not outgoing.posts:
        yield error(
            source.at("posts"), "The file has no posts.", "Write them under `posts:`, or remove it.", "post-empty"
        )
    known = {str(account): account for account in settings.accounts}
    for place, post in enumerate(outgoing.posts):
        yield from _post(post, source.below("posts", place), known, outgoing, settings)


def pages_of(outgoing: Outgoing, settings: Settings) -> list[str]:
    """Pages that have to answer before the posts go out: what they lead to, and some of what a digest is about."""
    ids = [key.rpartition("@")[0] for key in outgoing.includes[:_INCLUDED]]
    return [outgoing.link, *filter(None, (_page_of(id_, settings) for id_ in ids))]


def _page_of(id_: str, settings: Settings) -> str:
    kind, _, name = id_.partition("/")
    folder = {"dataset": "datasets/", "announcement": "announcements/"}.get(kind)
    return f"{settings.url}{folder}{name}/" if folder else ""


def _normal(address: str) -> str:
    """Scheme and host in small letters, as browsers read them (RFC 3986, 6.2.2.1)."""
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def _link(outgoing: Outgoing, source: Source, settings: Settings) -> Iterator[Finding]:
    """It goes out when its link answers: where that is not of what it is about, it would say nothing of it."""
    page = _page_of(outgoing.publication, settings)
    if not outgoing.link.startswith(settings.url):
        problem = f"{outgoing.link} is not an address of this site, {settings.url}."
        yield error(source.at("link"), problem, "Write one that is.", "post-link")
    elif page and outgoing.link != page:
        problem = f"{outgoing.link} is not the page of {outgoing.publication}."
        yield error(source.at("link"), problem, f"Write {page}", "post-link")


def _times(outgoing: Outgoing, source: Source) -> Iterator[Finding]:
    try:
        zone = ZoneInfo(outgoing.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = f"The time zone {outgoing.zone!r} is unknown."
        yield error(source.at("zone"), problem, "Write a name such as America/Chicago.", "time-zone-unknown")
        return
    for key, moment in (("not_before", outgoing.not_before), ("expires", outgoing.expires)):
        if moment and _is_left_out(moment, zone):
            there = moment.astimezone(zone)
            problem = f"On {there:%Y-%m-%d} there is no {moment:%H:%M} in {outgoing.zone}: clocks are turned then."
            remedy = f"Write {there.isoformat()}, or another time."
            yield error(source.at(key), problem, remedy, "post-time")
    if outgoing.expires and outgoing.expires <= outgoing.not_before:
        problem = f"It expires ({outgoing.expires}) before it may go out ({outgoing.not_before})."
        yield error(source.at("expires"), problem, "Correct one of them.", "dates-reversed")


def _is_left_out(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a moment is written as a time of day that a zone's clocks pass over."""
    written = moment.replace(tzinfo=zone)
    meant = {written.replace(fold=fold).utcoffset() for fold in (0, 1)}
    again = written.astimezone(UTC).astimezone(zone)
    return moment.utcoffset() in meant and again.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _pictures(outgoing: Outgoing, settings: Settings) -> list[str]:
    """Addresses of the pictures that the site draws of what a file is about, wide and square, and of itself."""
    keys = outgoing.keys or ("site",)
    ids = dict.fromkeys([*(key.rpartition("@")[0] or key for key in keys), "site"])
    return [f"{settings.url}{folder}{id_}.png" for id_ in ids for folder in (FOLDER, SQUARE)]


def _post(
    post: Post, source: Source, accounts: Mapping[str, Account], outgoing: Outgoing, settings: Settings
) -> Iterator[Finding]:
    if post.to not in accounts:
        some = ", ".join(sorted(accounts)) or "none yet"
        yield error(source.at("to"), f"The account {post.to} is unknown.", f"Known are: {some}.", "account-unknown")
        return
    if outgoing.retracts:
        return
    limit = limit_of(accounts[post.to])
    for place, text in enumerate(post.texts):
        where = source.at("text", place) if len(post.texts) > 1 else source.at("text")
        if not text.strip():
            yield error(where, "The text is empty.", "Write it, or remove the post.", "post-empty")
        elif not limit.fits(text, post.warning):
            length = limit.length(text, post.warning)
            counted = f"{length:,} of {limit.most:,} characters as {limit.network.name} counts"
            problem = f"The text is too long: {counted}, {len(text.encode()):,} bytes."
            yield error(where, problem, "Shorten it.", "post-too-long")
        yield from _leads_away(f"{text}\n{post.warning}", where, limit.network, settings)
    pictures = _pictures(outgoing, settings)
    if post.media and post.media not in pictures:
        problem = f"The picture {post.media} is not one that the site draws of what the post is about."
        yield error(source.at("media"), problem, f"Write {pictures[0]}, or leave it out.", "post-picture")
    if post.media and not post.alt.strip():
        problem = "The picture has no words for those who do not see it."
        yield warning(source.at("alt"), problem, "Say what it shows, as `alt`.", "post-alt")


def _leads_away(text: str, where: Where, network: Network, settings: Settings) -> Iterator[Finding]:
    """Which addresses in a text are not of this site, as far as the network makes links of them."""
    allowed = tuple(map(_normal, (settings.url, *settings.linked)))
    remedy = f"Link to a page of {settings.url}, or allow the other one as `post_links` in mkdocs.yml."
    for address in addresses_in(text):
        schemes = ("https://", "http://") if address.bare else ("",)
        if any(_normal(f"{scheme}{address.written}/").startswith(allowed) for scheme in schemes):
            continue
        if not address.bare:
            yield error(where, f"The text leads away from this site, to {address.written}.", remedy, "post-link")
        elif address.sure and network.bare is Bare.LINK:
            problem = f"The text leads away from this site, to {address.written}: {network.name} makes a link of it."
            yield error(where, problem, remedy, "post-link")
        elif network.bare is not Bare.WORDS:
            problem = f"The text may lead away from this site: some programs make a link of {address.written}."
            yield warning(where, problem, f"{remedy} If it is no address, leave it.", "post-link")


def review_ids(files: Mapping[str, Outgoing]) -> Iterator[Finding]:
    """Which files, by their paths, have the id of another: what is on record of one would be of both."""
    first: dict[str, str] = {}
    for path, each in files.items():
        if (other := first.setdefault(each.id, path)) != path:
            problem = f"The id {each.id} is that of {other}, too."
            yield error(Where(path=path), problem, "Give each file its own.", "post-id-twice")


def review_related(files: Mapping[str, Outgoing]) -> Iterator[Finding]:
    """What is wrong with corrections and retractions, by what they are of."""
    known = {each.id: each for each in files.values()}
    for path, each in files.items():
        where, about = Where(path=path), each.corrects or each.retracts
        if about and about not in known:
            problem = f"There is no file with the id {about} whose posts could be corrected or retracted."
            yield error(where, problem, "Name one that is in the outbox.", "post-about")
        elif about and known[about].publication != each.publication:
            problem = f"It is about another publication than {about}, whose posts it would change."
            yield error(where, problem, f"Write `publication: {known[about].publication}`.", "post-about")


def review_together(files: Mapping[str, Outgoing], publications: Collection[str]) -> Iterator[Finding]:
    """What is wrong between the files, and between them and what is published.

    Args:
        files: By their paths, in the order of these.
        publications: Ids of all that is published.
    """
    yield from review_ids(files)
    yield from review_related(files)
    for path, each in files.items():
        where = Where(path=path)
        about_these = [key.rpartition("@")[0] for key in each.includes] if each.includes else [each.publication]
        for unknown in [id_ for id_ in about_these if each.founded and id_ not in publications][:1]:
            problem = f"The publication {unknown} is unknown, so that nothing is behind the posts."
            yield error(where, problem, "Remove the file, or name what is published.", "post-unfounded")


def review_approval(outgoing: Outgoing, source: Source, unapproved: Mapping[str, str]) -> Iterator[Finding]:
    """Which posts of one file wait for the signature of an approver.

    Args:
        outgoing: The file.
        source: Where its keys stand.
        unapproved: Accounts for which one has to sign and none has, each with why.
    """
    tell = warning if outgoing.founded else error
    for place, post in enumerate(outgoing.posts):
        if post.to in unapproved:
            problem = f"The post is not sent: {unapproved[post.to]}."
            remedy = f"An approver runs `daylight queue approve {outgoing.id}` and commits the signature."
            yield tell(source.below("posts", place).at("to"), problem, remedy, "post-unapproved")


def review_removed(path: str, outgoing: Outgoing, removed: bool | None) -> Iterator[Finding]:
    """Whether a file that an approver has to sign was cancelled before: its old signature would still be right.

    Args:
        path: Of the file.
        outgoing: What is in it.
        removed: Whether the outbox has lost a file with its id; None where git cannot tell.
    """
    where = Where(path=path)
    if removed is None:
        problem = "Not all of the history is here, which tells what was cancelled after it was signed."
        remedy = "Run `git fetch --unshallow`; in GitHub Actions, check out with `fetch-depth: 0`."
        yield error(where, problem, remedy, "history-shallow")
    elif removed:
        problem = f"{outgoing.id} was removed from the outbox before: what was signed of it then does not count again."
        yield error(where, problem, "Give the file another id, and have it signed again.", "post-cancelled")


def review_sent(path: str, outgoing: Outgoing, receipts: Mapping[str, Receipt]) -> Iterator[Finding]:
    """What was changed after it was sent, by what is on record of its posts."""
    for post in outgoing.posts:
        receipt = receipts.get(outgoing.key_of(post))
        if receipt and receipt.sent and receipt.digest != post.digest:
            problem = f"The post to {post.to} was sent on {receipt.at:%Y-%m-%d} in other words: {receipt.sent[0].url}"
            remedy = f"Undo the change, and write a new file with `corrects: {outgoing.id}`."
            yield error(Where(path=path), f"{problem}.", remedy, "post-changed")
