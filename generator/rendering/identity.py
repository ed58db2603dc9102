"""Files of a site that are about all of it: its colours, and what its server is to say with each page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from babel import Locale

from generator.model.color import lightened
from generator.model.publication import Artifact
from generator.rendering.environment import POLICY, framed
from generator.rendering.picturing import BRAND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Settings

_DARK_PAPER = "#10161c"
"""As `daylight.css` has it."""
ICONS = (180, 192, 512)
"""Sizes in pixels: what Apple's devices, others, and their start screens ask for."""
_LEGIBLE = 4.5
"""Contrast of text (WCAG 2.2, 1.4.3)."""
_PAGES = ("/", "/:a/", "/:a/:b/", "/:a/:b/:c/", "/:a/:b/:c/:d/", "/:language/datasets/:agency/:dataset/quality/")
"""All pages but charts, which alone may stand in frames. No two rules fit the same page: both policies would hold."""
_CHARTS = ("/datasets/:agency/:dataset/charts/*", "/:language/datasets/:agency/:dataset/charts/*")
HEADERS = """/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin

/feeds/*
  Access-Control-Allow-Origin: *

/datasets/*
  Access-Control-Allow-Origin: *
""" + "".join(
    f"\n{path}\n  Content-Security-Policy: {policy}; frame-ancestors {ancestors}\n"
    for paths, policy, ancestors in ((_PAGES, POLICY, "'self'"), (_CHARTS, framed(POLICY), "*"))
    for path in paths
)
"""For servers that read `_headers` (Netlify, Cloudflare and others): what a policy inside a page cannot say."""
WORKER = 'importScripts("assets/service-worker.js");\n'
"""At the root, since a worker answers for what lies beside it and below."""


def identity(settings: Settings) -> Iterator[Artifact]:
    """`_headers`, the manifest, the worker of readers who keep pages, and the colours that an agency has chosen."""
    yield Artifact(path="_headers", content=HEADERS.encode())
    yield Artifact(path="manifest.webmanifest", content=_manifest(settings).encode())
    yield Artifact(path="service-worker.js", content=WORKER.encode())
    if settings.brand or settings.accent:
        yield Artifact(path="assets/identity.css", content=_styles(settings).encode())


def icon_path(size: int) -> str:
    """Of an icon made from the crest, from the site's root."""
    return f"assets/icon-{size}.png"


def _manifest(settings: Settings) -> str:
    """What a device shows that keeps the site on its home screen (W3C Web Application Manifest)."""
    locale = Locale.parse(settings.language, sep="-")
    icons = [
        {"src": icon_path(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size in ICONS
    ]
    facts = {
        "name": settings.name,
        "description": settings.description,
        "lang": settings.language,
        "dir": locale.text_direction,
        "start_url": "./",
        "display": "browser",
        "theme_color": settings.brand or BRAND,
        "background_color": "#ffffff",
        "icons": icons,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


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
