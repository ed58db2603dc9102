"""What several kinds of tests share: the finished example site, a server for it, and when a test may be skipped."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import PROJECT, a_site, daylight, need, on_record
from servers import serving_files

if TYPE_CHECKING:
    from collections.abc import Iterator

EPOCH = "1795392000"
"""23 November 2026, noon UTC: when the tests take place."""


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small repository in which nothing is published yet."""
    return a_site(tmp_path)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example city's repository, built."""
    root = tmp_path_factory.mktemp("riverbend")
    for name in ("content", "datasets", "site_templates", "mkdocs.yml"):
        source = PROJECT / name
        shutil.copytree(source, root / name) if source.is_dir() else shutil.copy(source, root / name)
    (root / "node_modules").symlink_to(PROJECT / "node_modules")
    on_record(root, datetime(2026, 11, 20, 15, tzinfo=UTC))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        result = daylight(root, "build")
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(scope="session")
def server(example: Path) -> Iterator[str]:
    """The address of a server of the example's site."""
    with serving_files(example / "site") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return need(found, "There is no Chromium: apt-get install chromium")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Agency data and official schemas, which are not part of this project."""
    return Path(need(PROJECT.parent / "shared", "The agency data are not beside this project"))
