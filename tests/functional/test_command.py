"""The command's own words."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from builders import PROJECT, a_dataset, an_announcement, daylight, tree, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("command", ["accounts", "check", "fix", "build", "serve", "status", "queue", "deliver"])
def test_every_command_explains_itself_with_examples(tmp_path: Path, command: str) -> None:
    words = daylight(tmp_path, command, "--help").output
    assert f"daylight {command}" in words
    assert "Example" in words


def test_the_readme_shows_the_help_as_it_is(tmp_path: Path) -> None:
    words = daylight(tmp_path, "--help").output
    assert words in (PROJECT / "README.md").read_text()


def test_no_settings_no_traceback(tmp_path: Path) -> None:
    result = daylight(tmp_path, "check")
    assert result.exit_code == 3
    assert "mkdocs.yml:1: The file cannot be read" in result.output


def test_all_mistakes_in_the_settings_are_told_at_once(site: Path) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text().replace("https://test.example/", "test").replace("America/Chicago", "Chicago")
    settings.write_text(text.replace("test.example,2026", "test"))

    result = daylight(site, "build")

    assert result.exit_code == 3
    assert re.findall(r"mkdocs.yml:\d+: `(\S+)`", result.output) == [
        "site_url",
        "extra.daylight.authority",
        "extra.daylight.time_zone",
    ]


def test_settings_are_data_and_their_tags_do_not_run(site: Path) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text() + f"hooks: !!python/object/apply:os.mkdir ['{site}/ran']\n")
    daylight(site, "check")
    assert not (site / "ran").exists()


def test_strict_checking_takes_warnings_as_errors(site: Path) -> None:
    a_dataset(site, title=None)
    assert daylight(site, "check").exit_code == 0
    assert daylight(site, "check", "--strict").exit_code == 1


def test_checking_writes_nothing_but_its_cache(site: Path) -> None:
    a_dataset(site)
    before = {path for path in site.rglob("*") if ".daylight" not in path.parts}
    daylight(site, "check")
    assert {path for path in site.rglob("*") if ".daylight" not in path.parts} == before


def test_a_second_build_at_the_same_time_is_told_to_wait(site: Path) -> None:
    a_dataset(site)
    code = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX);"
        " print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(site / ".site.lock")], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        result = daylight(site, "build")
        holder.kill()
    assert result.exit_code == 5
    assert "Another build is writing" in result.output


def test_a_plugin_that_is_missing_is_asked_for(site: Path) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("plugins:\n- daylight", "plugins: []"))
    result = daylight(site, "build")
    assert result.exit_code == 3
    assert "The plugin `daylight` is missing" in result.output


def test_a_bar_moves_only_on_a_terminal(site: Path) -> None:
    import pty
    from pathlib import Path as Place

    program = str(Place(sys.executable).with_name("daylight"))
    a_dataset(site)
    ours, theirs = pty.openpty()
    with subprocess.Popen([program, "-C", str(site), "check"], stderr=theirs, stdout=subprocess.DEVNULL) as command:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # a terminal whose other end is closed
            while part := os.read(ours, 4096):
                seen += part
    os.close(ours)
    assert command.returncode == 0
    assert b"Checking tables" in seen
    (site / "datasets/works/rain/readings.csv").touch()
    shutil.rmtree(site / ".daylight")
    quiet = subprocess.run([program, "-C", str(site), "check"], capture_output=True, check=True)
    assert b"Checking tables" not in quiet.stderr


@pytest.mark.parametrize("folder", [".", "..", "content", "datasets", "docs", "a/b", "site_templates"])
def test_a_site_never_takes_the_place_of_anything_else(site: Path, folder: str) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text() + f"site_dir: {folder}\n")
    settings.write_text(settings.read_text().replace(str(PROJECT / "site_templates"), "site_templates"))
    before = tree(site)
    result = daylight(site, "build")
    assert result.exit_code == 3
    assert "`site_dir` cannot be" in result.output
    assert tree(site) == before


def test_a_mistake_in_a_template_is_told_with_its_line(site: Path) -> None:
    shutil.copytree(PROJECT / "site_templates", site / "site_templates")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace(str(PROJECT / "site_templates"), "site_templates"))
    for name in ("pages/home.html", "base.html", "main.html", "posts/post.txt"):
        daylight(site, "build")
        an_announcement(site, name.replace("/", "-").replace(".", "-"))
        template = site / "site_templates" / name
        good = template.read_text()
        for bad in ("{% if %}", "{{ no.such.thing }}"):
            template.write_text(f"{good}\n{bad}" if name != "main.html" else good.replace("<h1", f"{bad}<h1"))
            before = tree(site / "site")
            result = daylight(site, "build")
            assert result.exit_code == 3, (name, bad, result.output)
            assert name in result.output
            assert tree(site / "site") == before
        template.write_text(good)


def test_what_is_printed_is_never_styled_by_what_officers_write(site: Path) -> None:
    a_dataset(site, accrualPeriodicity="[bold red]often[/]")
    write(site, "content/vocabularies/topics.yaml", "- {id: water, name: Water}\n")
    assert "'[bold red]often[/]'" in daylight(site, "check").output
