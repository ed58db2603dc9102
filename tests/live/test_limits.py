"""What we call short enough is what the real server takes, and nothing else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import regex
from running.bluesky import POST

from generator.social.networks.bluesky import Bluesky, facets, record_key
from generator.social.networks.network import usual

if TYPE_CHECKING:
    from running.bluesky import BlueskyServer

from generator.clock import clock

SIGNS = [
    *"abc XYZ 012 .,!?\n",
    *"äöüßéñ€\u2013“”",
    *"العربية",
    *"नमस्तेदुनिया",
    *"สวัสดี",
    *"水雨河川",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "👍🏽",
    "🇩🇪",
    "e\u0301\u0302",
    "\u200d",
    "\ufe0f",
    "한",
    "각",
    "\U0001f1e6",
]
"""Letters that are one or many code points, and marks that belong to what stands before them."""


def test_bluesky_takes_what_fits_and_nothing_else(pds: BlueskyServer) -> None:
    account = pds.account("limits-of-texts")
    chance = random.Random(7)
    fits = 0
    with account.client() as client:
        for number in range(300):
            alphabet = chance.sample(SIGNS, chance.randint(1, len(SIGNS)))
            text = "x" + "".join(chance.choices(alphabet, k=chance.randint(240, 420)))
            text = text[: len(text) // 2] + regex.sub(r"^\s+|\s+$", "", text[len(text) // 2 :])
            record = {
                "$type": POST,
                "text": text,
                "createdAt": "2026-11-23T12:00:00.000Z",
                "langs": ["en"],
                "facets": facets(text),
            }
            key = record_key(clock(), str(number))
            body = {"repo": account.handle, "collection": POST, "rkey": key, "record": record}
            answer = client.post("com.atproto.repo.putRecord", json=body)
            assert answer.is_success == usual(Bluesky()).fits(text), (len(text), Bluesky().length(text), answer.text)
            fits += answer.is_success
    assert 50 < fits < 250
