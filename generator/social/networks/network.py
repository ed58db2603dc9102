"""What the rest of the work needs to know of a network."""

from __future__ import annotations

from typing import Protocol


class Network(Protocol):
    """A network's limits, as its own server counts them."""

    name: str
    limit: int

    def length(self, text: str) -> int:
        """How much of the limit `text` uses."""
        ...

    def fits(self, text: str) -> bool:
        """Whether the network would take `text`."""
        ...
