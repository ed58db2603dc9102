"""Names and cells that were written to do harm to whoever reads a report of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from builders import a_dataset, daylight

from generator.model.finding import Where, error
from generator.reporting.registry import FORMATS
from generator.reporting.report import Report

if TYPE_CHECKING:
    from pathlib import Path

EVIL = [
    "\n::error::forged",
    "\r\n::add-mask::a",
    "%0A::stop-commands::x",
    "::warning file=other.md,line=1::forged",
    ",line=1,endLine=9::forged",
    "##[add-path]/tmp/evil",
    "##vso[task.setvariable variable=x]y",
    "###[error]x",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\u202egpj.exe",
    "\u2028::error::forged",
    "\ud800",
    "\0",
]


def harmless(output: str) -> None:
    """That a terminal, GitHub and other build servers would see one command for each finding and nothing else."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", output)
    assert not re.search(r"##\w*\[", output)
    output.encode()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", EVIL)
def test_a_path_or_a_cell_is_never_a_command(name: str, words: str) -> None:
    findings = (
        error(Where(path=f"datasets/a/{words}.csv", line=3), "It is bad.", "Mend it.", "odd"),
        error(Where(path="datasets/a/b.csv", line=3), f"Column A says '{words}'.", f"Write {words}.", "odd"),
    )
    report = Report(findings=findings, fit=False, datasets=1, announcements=0, since=words, note=f"git says {words}.")
    output = FORMATS[name](report)
    harmless(output)
    lines = output.splitlines()
    if name == "github":
        for line in lines:
            assert re.fullmatch(r"::error file=[^:,\n]*,line=3,title=odd::.*", line)
        assert len(lines) == 2
    else:
        assert not any(line.lstrip().startswith("::") for line in lines)
    if name in {"json", "sarif"}:
        json.loads(output)


@pytest.mark.parametrize("words", [each for each in EVIL if not {"\0", "\ud800"} & set(each)])
def test_nor_through_the_command(site: Path, words: str) -> None:
    a_dataset(site, data=f'day,reading\n2026-01-01,"{words}"\n')
    for name in FORMATS:
        result = daylight(site, "check", "--format", name)
        assert result.exit_code == 1
        harmless(result.output)
        commands = [line for line in result.output.splitlines() if line.startswith("::")]
        assert len(commands) == (name == "github") * len(commands)
        assert all(line.startswith("::error file=datasets/works/rain/readings.csv,line=") for line in commands)
