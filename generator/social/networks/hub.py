"""WebSub hubs, which tell feed readers of new entries at once: https://www.w3.org/TR/websub/.

How a site tells a hub is left to the two (section 5); hubs take what PubSubHubbub 0.4, 7.1, says: a form with
`hub.mode=publish` and the address of what is new.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import httpx

from generator.social.networks.bounded import Client

if TYPE_CHECKING:
    from collections.abc import Iterable


def tell(hub: str, addresses: Iterable[str]) -> str:
    """Tell a hub what is new; why it did not hear of all of it, or nothing.

    Args:
        hub: Its address.
        addresses: Of feeds.
    """
    try:
        with closing(Client()) as client:
            for address in addresses:
                answer = client.request("POST", hub, data={"hub.mode": "publish", "hub.url": address})
                if not answer.is_success:
                    return f"{hub} answers {answer.status_code} {answer.reason_phrase} about {address}"
    except (httpx.HTTPError, httpx.InvalidURL) as bad:
        return f"{hub} does not answer: {type(bad).__name__}"
    return ""
