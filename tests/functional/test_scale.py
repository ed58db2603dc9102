"""The benchmark of pages alone: the product's engine makes its pages, and one that says something else stops it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from builders import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def bench(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, project / "benchmarks/scale.py", "--datasets", "3", "--repeat", "1", "--only", "ours"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_our_pages_say_what_the_model_says() -> None:
    done = bench(PROJECT)
    assert done.returncode == 0, done.stderr
    assert "daylight's engine" in done.stdout


def test_a_page_that_says_something_else_is_refused(tmp_path: Path) -> None:
    for part in ("benchmarks", "generator", "site_templates"):
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    template = tmp_path / "benchmarks/pages_alone/our_pages/_record.html"
    template.write_text(template.read_text().replace('dataset["rows"]', 'dataset["rows"][1:]'))
    done = bench(tmp_path)
    assert done.returncode != 0
    assert "the pages are not the same" in done.stderr
