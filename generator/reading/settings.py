"""`mkdocs.yml` becomes Settings: read as data, never run, so that no tag or hook in it can act here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.catalog import Account, Approver, Settings
from generator.model.errors import SettingsError
from generator.model.leaks import Action, LeakPolicy
from generator.reading.forms import fill
from generator.reading.lines import parse, read_text
from generator.reading.marked import Unreadable
from generator.reading.settings_fit import unfit
from generator.reading.settings_forms import MkDocsForm

if TYPE_CHECKING:
    from pathlib import Path

FILE = "mkdocs.yml"


def read_settings(root: Path) -> Settings:
    """What `mkdocs.yml` in `root` says.

    Raises:
        SettingsError: it cannot be used; every reason is told.
    """
    try:
        parsed = parse(read_text(root / FILE, FILE), FILE, tags=True)
        form = fill(MkDocsForm, parsed)
    except Unreadable as bad:
        raise SettingsError("\n".join(map(str, bad.findings))) from None
    if findings := unfit(form, parsed.source, root):
        raise SettingsError("\n".join(map(str, findings)))
    own = form.extra.daylight
    return Settings(
        name=form.site_name,
        description=form.site_description,
        url=form.site_url.rstrip("/") + "/",
        language=form.theme.language,
        time_zone=own.time_zone,
        owner=own.owner or form.site_author or form.site_name,
        banner=own.banner,
        official=own.official,
        feedback=own.feedback,
        brand=own.colors.brand.lower(),
        accent=own.colors.accent.lower(),
        authority=own.authority,
        accounts=tuple(
            Account(
                network=each.network,
                handle=each.handle,
                language=each.language or form.theme.language,
                server=each.server.rstrip("/"),
                kinds=each.kinds,
                topics=each.topics,
                regions=each.regions,
                severity=each.severity,
                protected=each.protected,
                limit=each.limit,
            )
            for each in own.accounts
        ),
        approvers=tuple(
            Approver(name=each.name, key=" ".join(each.key.split()[:2]), accounts=each.accounts)
            for each in own.approvers
        ),
        linked=own.post_links,
        digest_from=own.digest_from,
        fonts=own.fonts,
        logo=form.theme.logo,
        favicon=form.theme.favicon or form.theme.logo,
        site_dir=form.site_dir,
        templates=form.theme.custom_dir,
        remote=own.remote,
        languages=own.languages,
        former_languages=own.former_languages,
        languages_line=parsed.source.at("extra", "daylight", "languages").line,
        hub=own.hub,
        leaks=LeakPolicy(
            actions={name: Action(action) for name, action in own.leaks.items()},
            small_cells_below=own.small_cells_below,
            lines={name: parsed.source.at("extra", "daylight", "leaks", name).line for name in own.leaks},
        ),
    )
