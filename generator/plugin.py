"""The one door to MkDocs, which renders the prose in `content/pages/`; `mkdocs build` and `serve` work through it.

MkDocs gets our base template, our styles and the pages of prose; all else is the pipeline's, and is written beside.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from generator import collecting, pipeline
from generator.clock import clock
from generator.model.errors import ContentError, DaylightError, SettingsError
from generator.noticing import POLL, notice
from generator.previewing import Preview, prepare
from generator.reading.documents import is_translation
from generator.rendering.editions import Editions
from generator.rendering.environment import POLICY, template_errors
from generator.rendering.prose import clean
from generator.steps.means import means

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from generator.model.publication import Publication
    from generator.steps.means import Means
    from generator.steps.targets import Targets

PREVIEW_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
"""`mkdocs serve` puts an inline script into each page to reload it."""
_log = logging.getLogger("mkdocs.plugins.daylight")


def render_prose(publication: Publication, folder: Path, command: Literal["build", "serve"] = "build") -> None:
    """Have MkDocs render the prose of `publication` and the theme's files into `folder`.

    Args:
        publication: With the prose.
        folder: Where to put it.
        command: What it is for: pages of a preview take an inline script.

    Raises:
        SettingsError: MkDocs refuses; its words are told.
    """
    if command == "build":
        _quieten()
    config = _configuration(publication.catalog.root, site_dir=str(folder))
    plugin = config.plugins.get("daylight")
    if not isinstance(plugin, DaylightPlugin):
        raise SettingsError("mkdocs.yml: The plugin `daylight` is missing. Write `plugins: [daylight]`.")
    plugin.given = publication
    try:
        config.plugins.on_startup(command=command, dirty=False)
        with _mkdocs_errors():
            mkdocs_build(config)
    finally:
        plugin.given = None  # MkDocs keeps one plugin for all builds of a process


def serve(root: Path, address: str, *, open_: bool = False, poll: bool = False) -> None:
    """Preview with live reload, until interrupted.

    Args:
        root: The repository.
        address: Host and port.
        open_: Whether a browser is opened.
        poll: Whether what is saved is looked for, and not only what the system tells of.
    """
    _quieten()
    if poll:
        os.environ[POLL] = "1"
    with _mkdocs_errors():
        mkdocs_serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=address, open_in_browser=open_)


def _quieten() -> None:
    """Have MkDocs tell what is wrong, and nothing else: our own commands say what is done."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)


@contextmanager
def _mkdocs_errors() -> Iterator[None]:
    """Turns what MkDocs raises for a user's mistake into words without a traceback."""
    try:
        yield
    except Abort:
        raise ContentError("Nothing was built. Correct what is told above.") from None
    except MkDocsException as bad:
        raise SettingsError(f"mkdocs.yml: {bad}") from None
    except Exception:
        with template_errors():
            raise


def _configuration(root: Path, **changes: Any) -> MkDocsConfig:  # noqa: ANN401 - any of MkDocs' settings
    with _mkdocs_errors():
        return load_config(str(root / "mkdocs.yml"), **changes)


class DaylightPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """What MkDocs calls while it builds."""

    def __init__(self) -> None:
        self.given: Publication | None = None
        """By `daylight build`, which writes the rest itself; None under MkDocs' own commands."""
        self._publication: Publication | None = None
        self._targets: Targets | None = None
        self._serving = False
        self._renderers: Editions | None = None
        self._preview: Preview | None = None
        self._means: Means | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether this is a preview."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs empties its folder, so that errors leave the old site alone."""
        config.theme.static_templates = set()
        root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
        policy = PREVIEW_POLICY if self._serving else POLICY
        if self.given is None:
            self._publication, self._targets = self._compose(root, policy)
        else:
            self._publication = self.given
        self._renderers = Editions(self._publication, policy)
        return config

    def _compose(self, root: Path, policy: str) -> tuple[Publication, Targets]:
        try:
            if self._means is None or self._means.memory.root != root:
                self._means = means(root)  # of what a preview has read, it reads nothing again
            with self._means.index.whole():
                checked = pipeline.check(root, self._means, clock())
                for finding in checked.findings:
                    _log.log(logging.ERROR if finding.blocks else logging.WARNING, "%s", finding)
                if checked.blocked:
                    raise PluginError("Nothing was published. Correct the errors above.")
                return pipeline.compose(checked, clock(), self._means, policy)
        except DaylightError as bad:
            raise PluginError(str(bad)) from None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the prose and our own styles; nothing else that lies about is published."""
        ours = Path(config.theme.custom_dir or "").resolve()
        others = self._translated()
        for file in list(files):
            own = file.src_uri.startswith("assets/") and Path(file.abs_src_path or "").is_relative_to(ours)
            prose = "/" not in file.src_uri and not is_translation(file.src_uri) and file.is_documentation_page()
            if not (own or prose or file.src_uri in others):
                files.remove(file)
        for name, original in others.items():
            if files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, abs_src_path=str(original)))
        for path in sorted(ours.glob("assets/**/*")):  # a file of the same name beside the prose would push ours out
            name = path.relative_to(ours).as_posix()
            if path.is_file() and files.get_file_from_path(name) is None:
                files.append(File(name, str(ours), config.site_dir, config.use_directory_urls))
        return files

    def _translated(self) -> dict[str, Path]:
        """The pages of prose in all other languages: the path of each, and the file with its words."""
        if self._publication is None:
            return {}
        found = {}
        for page in self._publication.catalog.pages:
            said = {each.language: each.source.path for each in page.translations}
            for language in self._publication.catalog.settings.languages:
                path = said.get(language, page.source.path)
                found[f"{language}/{page.name}.md"] = self._publication.catalog.root / path
        return found

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The theme's own assets came after `on_files`."""
        self.on_files(files, config=config)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Let through only what prose needs. A page cannot choose another template."""
        page.meta.pop("template", None)
        return self._renderers.of(page.url).cleaned(html, _name(page)) if self._renderers else clean(html)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """What the base template shows around the prose."""
        if self._renderers is not None:
            context.update(self._renderers.of(page.url).prose_context(_name(page)))  # type: ignore[typeddict-item]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Under MkDocs' own commands, write all that the pipeline makes beside the prose."""
        if self.given is None and self._targets is not None:
            self._preview = Preview(Path(config.site_dir), _say_of_the_rest)
            try:
                self._preview.add(self._targets.seen(), self._targets.rest())
            except DaylightError as bad:
                raise PluginError(str(bad)) from None

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build again when anything changes that the site is made from; with errors, keep showing the last good one."""

        def careful(*_: object) -> None:
            try:
                self._follow()
            except (DaylightError, MkDocsException) as bad:
                _log.error("%s The last good site is shown.", bad)

        server.builder = careful
        if self._publication is not None:
            catalog = self._publication.catalog
            notice(
                server,
                (config.docs_dir, config.config_file_path or "", *config.theme.dirs),
                [catalog.root / each for each in ("content", "datasets", catalog.settings.templates)],
            )
        collecting.seldom()
        Thread(target=prepare, daemon=True).start()
        return server

    def on_shutdown(self) -> None:
        """The folder of a preview is about to be removed."""
        if self._preview is not None:
            self._preview.pause()

    def _follow(self) -> None:
        """Write what has changed; MkDocs renders the prose again only where that has."""
        if self._publication is not None and self._preview is not None:
            self._preview.pause()
            before = self._publication, self._targets
            try:
                publication, targets = self._compose(self._publication.catalog.root, PREVIEW_POLICY)
                self._preview.become(targets.seen(partial(render_prose, command="serve")), targets.rest())
            except (DaylightError, MkDocsException):
                self._publication, self._targets = before  # MkDocs has this plugin read another one for its prose
                if self._targets is not None:
                    self._preview.catch_up(self._targets.rest())  # of the last good site, as far as it was put off
                raise
            self._publication, self._targets = publication, targets


def _say_of_the_rest(bad: Exception) -> None:
    _log.error("%s Feeds and the search are as they were.", bad)


def _name(page: Page) -> str:
    """What a page of prose is called, in whatever language."""
    return page.url.rstrip("/").rpartition("/")[2]
