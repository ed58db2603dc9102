"""What may be shown of a value that should not be public: enough to find it again, too little to use it."""

from __future__ import annotations

GAP = "…"


def ends(text: str, head: int, tail: int) -> str:
    """The first and last signs of `text`, and never half of it."""
    allowed = (len(text) - 1) // 2
    head = min(head, allowed)
    tail = min(tail, allowed - head)
    return f"{text[:head]}{GAP}{text[len(text) - tail :]}"


def email(text: str) -> str:
    """`jane.doe@gmail.com` as `j…@g….com`."""
    local, _, domain = text.rpartition("@")
    return f"{local[:1]}{GAP}@{domain[:1]}{GAP}{domain[domain.rfind('.') :]}"


def initials(text: str) -> str:
    """`12 Main Street` as `1… M… S…`: of each word the first sign."""
    return " ".join(f"{word[:1]}{GAP}" for word in text[:60].split())


def start(text: str) -> str:
    """The first four signs at most."""
    return ends(text, 4, 0)


def number(text: str) -> str:
    """The first two signs and the last."""
    return ends(text, 2, 1)


def card(text: str) -> str:
    """The first six digits of a card, which are its bank's, and the last four (PCI DSS 4.0, 3.4.1)."""
    return ends(text, 7 if " " in text or "-" in text else 6, 4)[:40]


def nothing(_text: str) -> str:
    """Nothing at all."""
    return ""
