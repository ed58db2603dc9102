"""What `mkdocs.yml` may say, as far as it is read: names and kinds of its keys."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.leaks import SMALL_CELLS_BELOW
from generator.reading.forms import Form, Language, Tag, Text
from generator.reading.one_line import Line  # noqa: TC001 - pydantic reads it

CREST = "assets/crest.svg"
"""Of sites that name none."""


class AccountForm(Form):
    """Where posts go."""

    network: Literal[
        "bluesky",
        "facebook",
        "linkedin",
        "mail",
        "mastodon",
        "matrix",
        "slack",
        "teams",
        "threads",
        "webhook",
        "x",
    ]
    handle: str
    language: Language = ""
    server: Text = ""
    kinds: tuple[Literal["dataset", "news", "notice", "alert", "consultation", "event", "service"], ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    severity: Literal["", "Extreme", "Severe", "Moderate", "Minor"] = ""
    protected: bool = False
    limit: int = Field(default=0, ge=0)


class ApproverForm(Form):
    """Who may approve posts."""

    name: Line
    key: Line
    accounts: tuple[str, ...] = ()


class ColorsForm(Form):
    """Of the site."""

    brand: Text = ""
    accent: Text = ""


class DaylightForm(Form):
    """Our own, below `extra.daylight`."""

    owner: Text = ""
    banner: Text = ""
    official: Text = ""
    feedback: Text = ""
    colors: ColorsForm = Field(default_factory=ColorsForm)
    time_zone: str = "UTC"
    authority: Text = ""
    accounts: tuple[AccountForm, ...] = ()
    approvers: tuple[ApproverForm, ...] = ()
    post_links: tuple[str, ...] = ()
    digest_from: int = Field(default=10, ge=2)
    fonts: tuple[str, ...] = ("node_modules/@expo-google-fonts",)
    leaks: dict[str, Literal["warn", "block", "off"]] = Field(default_factory=dict)
    small_cells_below: int = SMALL_CELLS_BELOW
    remote: tuple[str, ...] = ()
    languages: tuple[Tag, ...] = ()
    former_languages: tuple[Tag, ...] = ()
    hub: Text = ""


class ThemeForm(Form):
    """What is read of the theme's."""

    name: Text = ""
    language: Tag = "en"
    custom_dir: str = "site_templates"
    logo: str = CREST
    favicon: str = ""


class ExtraForm(Form):
    """What is read of `extra`."""

    daylight: DaylightForm = Field(default_factory=DaylightForm)


class MkDocsForm(Form):
    """The file."""

    site_name: Line
    site_url: str
    site_description: Text = ""
    site_author: Text = ""
    site_dir: str = "site"
    theme: ThemeForm = Field(default_factory=ThemeForm)
    extra: ExtraForm = Field(default_factory=ExtraForm)
