"""What was posted, where and when: the outbox, as far as its receipts say that a network has it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.posted import Posted
from generator.model.receipt import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.model.catalog import Catalog
    from generator.model.post import Outgoing, Post
    from generator.model.receipt import Receipt


_ADDRESS = re.compile(r"https://[!-~]+")
"""Without letters that change how it looks, or that browsers drop."""


def posted(outbox: Iterable[Outgoing], receipts: Mapping[str, Receipt], names: Mapping[str, str]) -> tuple[Posted, ...]:
    """All posts that networks have or had, the newest first.

    Args:
        outbox: Every file of it.
        receipts: What became of each post, by its key.
        names: Ids of entries by those that they had before.
    """
    files = list(outbox)
    corrected: dict[str, datetime] = {}
    retracted: dict[str, datetime] = {}
    for outgoing in files:
        for post in outgoing.posts:
            receipt = receipts.get(outgoing.key_of(post))
            if receipt is None or receipt.state is not State.SENT:
                continue
            if outgoing.corrects:
                corrected[f"{outgoing.corrects}/{post.to}"] = receipt.at
            if outgoing.retracts:
                retracted[f"{outgoing.retracts}/{post.to}"] = receipt.at
    found = [
        _posted(outgoing, post, receipt, names, corrected, retracted)
        for outgoing in files
        for post in outgoing.posts
        if not outgoing.retracts and (receipt := receipts.get(outgoing.key_of(post))) and receipt.sent
    ]
    gone = {(each.id, each.network, each.handle, each.url): each.retracted for each in found if each.retracted}
    found = [_taken_along(each, gone) for each in found]
    found.sort(key=lambda each: (each.id, each.network, each.handle))
    found.sort(key=lambda each: each.at, reverse=True)
    return tuple(found)


def _taken_along(post: Posted, gone: Mapping[tuple[str, str, str, str], datetime | None]) -> Posted:
    """A correction that was made in place is taken back with what it corrects."""
    at = gone.get((post.corrects, post.network, post.handle, post.url))
    return replace(post, retracted=at) if at and post.url else post


def discussed(posts: Iterable[Posted]) -> dict[str, tuple[Posted, ...]]:
    """Of each entry the posts of the last file about it that people can see, by its id.

    Args:
        posts: The newest first.
    """
    found: dict[str, list[Posted]] = {}
    for each in posts:
        for id_ in each.about if each.url and not each.retracted else ():
            group = found.setdefault(id_, [])
            if not group or group[0].id == each.id:
                group.append(each)
    return {id_: tuple(group) for id_, group in found.items()}


def present_ids(catalog: Catalog) -> dict[str, str]:
    """Ids of entries by those that they had before."""
    found = {f"dataset/{id_}": f"dataset/{each.id}" for each in catalog.datasets for id_, _ in each.formerly}
    for each in catalog.announcements:
        found |= {f"announcement/{name}": f"announcement/{each.name}" for name in each.formerly}
    return found


def _posted(
    outgoing: Outgoing,
    post: Post,
    receipt: Receipt,
    names: Mapping[str, str],
    corrected: Mapping[str, datetime],
    retracted: Mapping[str, datetime],
) -> Posted:
    network, _, handle = post.to.partition(":")
    key = outgoing.key_of(post)
    about = [each.rpartition("@")[0] for each in outgoing.includes] or [outgoing.publication]
    url = receipt.sent[0].url
    return Posted(
        id=outgoing.id,
        network=network,
        handle=handle,
        about=tuple(dict.fromkeys(names.get(each, each) for each in about if each != "site")),
        version=outgoing.version,
        lang=post.lang,
        texts=post.texts[: len(receipt.sent)],
        warning=post.warning,
        alt=post.alt,
        at=_since(receipt),
        url=url if _ADDRESS.fullmatch(url) else "",
        corrects=outgoing.corrects,
        corrected=corrected.get(key),
        retracted=retracted.get(key),
    )


def _since(receipt: Receipt) -> datetime:
    """When a network had it: when that was first on record."""
    changes = [(change.state, change.at) for change in receipt.history] + [(receipt.state, receipt.at)]
    return next((at for state, at in changes if state is State.SENT), receipt.at)
