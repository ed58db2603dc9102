"""Compiled templates are found again, and nothing that somebody else may have written is run."""

from __future__ import annotations

import marshal
import os
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import jinja2
import pytest

from generator.rendering import compiling
from generator.rendering.compiling import Compiled, trusted
from generator.rendering.engine import Environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cache/templates"
    assert trusted(made) == made
    return made


def render(folder: Path | None, text: str = "{{ x|loud }}", place: str = "/here", **changes: bool) -> str:
    """By an environment that knows nothing of others but what lies in the folder."""
    loader = jinja2.FunctionLoader(lambda name: (text, f"{place}/{name}", None))
    environment = Environment(loader=loader, bytecode_cache=Compiled(folder), **{"autoescape": True, **changes})
    environment.filters["loud"] = str.upper
    environment.own = frozenset({"loud"})
    return environment.get_template("page.html").render(x="a<b")


def evil(folder: Path) -> Path:
    """The only file in the folder, whole but with other code in it."""
    (file,) = folder.iterdir()
    made = marshal.dumps(compile("raise SystemExit('run')", "evil", "exec"))
    file.write_bytes(sha256(made).digest() + made)
    return file


def test_what_one_process_compiled_another_one_loads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = render(folder)
    monkeypatch.setattr(Environment, "compile", None)
    assert render(folder) == said == "A&lt;B"


def test_another_text_or_another_setting_is_compiled_anew(folder: Path) -> None:
    texts = [render(folder), render(folder, "{{ x|loud }}!"), render(folder, autoescape=False)]
    assert texts == ["A&lt;B", "A&lt;B!", "A<B"]
    assert len(list(folder.iterdir())) == 3


def test_a_mistake_is_told_where_the_template_lies_now(folder: Path) -> None:
    render(folder, "{{ x }}", "/once")
    loader = jinja2.FunctionLoader(lambda name: ("{{ x }}", f"/now/{name}", None))
    template = Environment(loader=loader, bytecode_cache=Compiled(folder), autoescape=True).get_template("page.html")
    assert template.filename == "/now/page.html"


def test_no_filter_of_ours_is_asked_while_compiling(folder: Path) -> None:
    texts = []
    for loud in (str.upper, str.lower):
        environment = Environment(bytecode_cache=Compiled(folder), autoescape=True)
        environment.loader = jinja2.DictLoader({"page.html": "{{ 'Word'|loud }}"})
        environment.filters["loud"] = loud
        environment.own = frozenset({"loud"})
        texts.append(environment.get_template("page.html").render())
    assert texts == ["WORD", "word"]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 200])
def test_a_damaged_file_is_made_again(folder: Path, content: bytes) -> None:
    render(folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)
    assert render(folder) == "A&lt;B"
    assert file.read_bytes() == whole


def test_what_is_whole_is_run_so_that_the_rest_of_these_tests_mean_something(folder: Path) -> None:
    render(folder)
    evil(folder)
    with pytest.raises(SystemExit, match="run"):
        render(folder)


def test_a_file_that_others_may_write_is_not_run(folder: Path) -> None:
    render(folder)
    evil(folder).chmod(0o666)
    assert render(folder) == "A&lt;B"


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    render(folder)
    file = evil(folder)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert render(folder) == "A&lt;B"
    assert not file.is_symlink()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_a_file_of_somebody_else_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render(folder)
    evil(folder)
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    assert render(folder) == "A&lt;B"
    assert trusted(folder) is None


def test_a_folder_that_others_may_write_is_not_used(folder: Path) -> None:
    folder.chmod(0o777)
    assert trusted(folder) is None


def test_a_folder_in_a_repository_is_not_used_since_commits_reach_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert trusted(tmp_path / ".cache/daylight") is None
    assert not (tmp_path / ".cache").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    assert trusted(tmp_path / "cache") is None


def test_nothing_is_written_where_python_writes_no_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert trusted(tmp_path / "cache") is None
    assert render(tmp_path) == "A&lt;B"
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_templates_are_compiled_all_the_same(folder: Path) -> None:
    folder.rmdir()
    assert render(folder) == render(None) == "A&lt;B"


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_MOST", 4)
    for number in range(5):
        render(folder, f"{{{{ x }}}}{number}")
        for age, file in enumerate(sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)):
            os.utime(file, (1_000 - age, 1_000 - age))
    assert len(list(folder.iterdir())) == 3


def test_python_says_where_bytecode_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiling._place() == tmp_path / "daylight/templates"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert compiling._place().is_absolute()
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "prefix"))
    assert compiling._place() == tmp_path / "prefix/daylight-templates"
