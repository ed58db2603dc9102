"""Files of a site that are about all of it: its colours, and what its server is to say with each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.color import lightened
from generator.model.publication import Artifact
from generator.rendering.environment import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Settings

_DARK_PAPER = "#10161c"
"""As `daylight.css` has it."""
_LEGIBLE = 4.5
"""Contrast of text (WCAG 2.2, 1.4.3)."""
HEADERS = f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin

/feeds/*
  Access-Control-Allow-Origin: *

/datasets/*
  Access-Control-Allow-Origin: *
"""
"""For servers that read `_headers` (Netlify, Cloudflare and others): what a policy inside a page cannot say."""
WORKER = 'importScripts("assets/service-worker.js");\n'
"""At the root, since a worker answers for what lies beside it and below."""


def identity(settings: Settings) -> Iterator[Artifact]:
    """`_headers`, the worker of readers who keep pages, and the colours that an agency has chosen."""
    yield Artifact(path="_headers", content=HEADERS.encode())
    yield Artifact(path="service-worker.js", content=WORKER.encode())
    if settings.brand or settings.accent:
        yield Artifact(path="assets/identity.css", content=_styles(settings).encode())


def _styles(settings: Settings) -> str:
    light, dark = {}, {}
    if settings.brand:
        light["brand"] = settings.brand
    if settings.accent:
        light |= {"accent": settings.accent, "chart": settings.accent}
        bright = lightened(settings.accent, _DARK_PAPER, _LEGIBLE)
        dark = {"accent": bright, "chart": bright}
    rules = f":root {{ {_declared(light)} }}\n"
    if dark:
        rules += f"@media (prefers-color-scheme: dark) {{ :root {{ {_declared(dark)} }} }}\n"
    return rules


def _declared(values: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())
