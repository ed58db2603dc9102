"""What each format of a report says, to the letter."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PROJECT, need
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from generator.model.finding import Finding, Where, error, warning
from generator.model.post import Counted
from generator.reporting.github import write_github
from generator.reporting.json_format import write_json
from generator.reporting.markdown import MOST_CHARACTERS, escaped, write_markdown
from generator.reporting.registry import FORMATS, destinations
from generator.reporting.report import Report
from generator.reporting.sarif import write_sarif
from generator.reporting.text import write_text

TABLE = "datasets/works/rain/readings.csv"
BAD = error(Where(path=TABLE, line=17), "Column F says '1.234,56'.", "Correct the cells.", "type-error")
ODD = warning(Where(path="content/announcements/a.md", line=2), "The summary is missing.", "Say it.", "summary-missing")


POST = Counted(
    path="content/outbox/2026/2026-03-01-news-pump.yaml", to="bluesky:town.example", lengths=(212,), limit=300
)


def a_report(*findings: Finding, **changes: object) -> Report:
    facts: dict[str, object] = {"fit": not any(each.blocks for each in findings), "datasets": 2}
    return Report(**{"findings": findings, "announcements": 1, **facts, **changes})  # type: ignore[arg-type]


def test_text_is_a_line_for_each_finding_and_the_verdict() -> None:
    assert write_text(a_report(ODD, BAD, note="A shallow clone.")) == (
        "content/announcements/a.md:2: Warning: The summary is missing. Say it.\n"
        f"{TABLE}:17: Column F says '1.234,56'. Correct the cells.\n"
        "A shallow clone.\n"
        "Not fit to publish: 1 error, 1 warning.\n"
    )


def test_the_verdict_says_what_was_looked_at() -> None:
    assert a_report().verdict == "Fit to publish: 2 datasets, 1 announcement, 0 errors, 0 warnings."
    assert a_report(since="main").verdict == (
        "Fit to publish: 2 datasets, 1 announcement that changed since main or refer to what did, 0 errors, 0 warnings."
    )


def test_json_is_what_the_documentation_shows() -> None:
    report = a_report(BAD, since="origin/main", posts=(POST,))
    shown = re.findall(r"```json\n(.*?)```", (PROJECT / "docs/formats.md").read_text(), re.DOTALL)
    documented = json.loads(shown[0])
    assert json.loads(write_json(report)) == {
        **documented,
        "checked": {"datasets": 2, "announcements": 1},
        "findings": [{**documented["findings"][0], "fingerprint": report.fingerprints()[0]}],
    }


def test_github_shows_errors_first_at_their_lines() -> None:
    assert write_github(a_report(ODD, BAD)) == (
        f"::error file={TABLE},line=17,title=type-error::Column F says '1.234,56'. Correct the cells.\n"
        "::warning file=content/announcements/a.md,line=2,title=summary-missing::The summary is missing. Say it.\n"
    )


def test_paths_begin_at_the_top_of_the_repository_where_others_look_from_there() -> None:
    report = a_report(BAD, prefix="open data/")
    assert f"file=open data/{TABLE}," in write_github(report)
    assert f'"uri": "open%20data/{TABLE}"' in write_sarif(report)


def test_markdown_tells_each_file_once_and_folds_what_is_long() -> None:
    text = write_markdown(a_report(ODD, BAD, BAD))
    assert text.startswith("### Daylight\n\n**Not fit to publish: 2 errors, 1 warning.**\n")
    assert text.count(f"**{TABLE}**") == 1
    assert "- **Error**, line 17: Column F says '1.234,56'. Correct the cells.\n" in text
    assert "<details>" not in text
    long = write_markdown(a_report(*([BAD] * 11)))
    assert f"<details><summary><code>{TABLE}</code>: 11 errors, 0 warnings</summary>\n\n" in long


def test_markdown_tells_how_long_posts_are_beside_what_their_networks_take() -> None:
    thread = replace(POST, to="mastodon:@a|b@social.example", lengths=(480, 1200), limit=5000)
    text = write_markdown(a_report(posts=(POST, thread)))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    cells = [cell.replace("\u200b", "") for cell in re.findall(r"<td>(.*?)</td>", html)]
    assert cells == [
        "2026-03-01-news-pump.yaml",
        "bluesky:town.example",
        "212 of 300",
        "2026-03-01-news-pump.yaml",
        "mastodon:@a|b@social.example",
        "480, 1,200 of 5,000",
    ]
    many = write_markdown(a_report(*([BAD] * 3000), posts=(replace(POST, to="x" * 100_000),) * 100))
    assert len(many) <= MOST_CHARACTERS
    assert "… and 60 more. `daylight queue` lists all of them." in many


@pytest.mark.parametrize("words", ["x", "@everybody " * 500, "|" * 60_000])
def test_markdown_fits_into_a_comment_and_says_what_it_leaves_out(words: str) -> None:
    findings = [error(Where(path=f"datasets/a/b{n}/c.csv"), f"{words}.", "Mend it.", "odd") for n in range(3000)]
    text = write_markdown(a_report(*findings))
    assert len(text) <= MOST_CHARACTERS
    left = re.search(r"… and ([\d,]+) more", text)
    assert left is not None
    assert int(left[1].replace(",", "")) + text.count("- **Error**") == 3000


@pytest.mark.parametrize(
    "words",
    [
        "@octocat and @org/team",
        "owner/repo#1, #12, GH-12",
        "https://evil.example www.evil.example a@evil.example",
        "[a](https://evil.example) ![b](https://evil.example/c.png) [d]: /e",
        "<img src=x onerror=alert(1)> <!-- --> </details> &lt;",
        "| a | b |\n|---|---|\n| c | d |",
        "`code` **bold** _it_ ~~no~~ $x$ ==y== \\@z",
        "\n# Heading\n\n- list\n\n---\n",
    ],
)
def test_what_officers_write_is_shown_and_does_nothing(words: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(write_markdown(a_report(error(BAD.where, words, "", "x"))))
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "p", "strong", "ul", "li"}
    assert not re.search(r"(?<!\w)@\w|#\d|://\w|www\.\w|GH-\d|\w@\w", html)
    shown = html.replace("\u200b", "")
    assert words.split(maxsplit=1)[0].strip("|#\n").replace("<", "&lt;") in shown


def test_what_is_escaped_reads_as_before() -> None:
    assert escaped("`modified` (2026) lies before `issued`.") == r"\`modified\` (2026) lies before \`issued\`."


SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.mark.parametrize("findings", [(), (BAD,), (ODD, BAD, BAD)])
def test_sarif_keeps_to_its_schema(findings: tuple[Finding, ...]) -> None:
    path = need(PROJECT / SCHEMA, "The schema of SARIF is missing: make test installs it")
    schema = json.loads(Path(path).read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    judge = Draft4Validator(schema)
    log = json.loads(write_sarif(a_report(*findings, since="main" if findings else "")))
    assert [bad.message for bad in judge.iter_errors(log)] == []
    log["runs"][0]["results"].append({"message": {}})
    assert list(judge.iter_errors(log))


def test_sarif_results_point_at_their_rules_and_files() -> None:
    (run,) = json.loads(write_sarif(a_report(ODD, BAD)))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["summary-missing", "type-error"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "error"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": TABLE, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 17}}
    assert all("uri" not in base for base in run["originalUriBaseIds"].values())
    assert run["automationDetails"]["id"] == "daylight/"


def test_a_fingerprint_stays_when_lines_and_counts_move_and_tells_alike_ones_apart() -> None:
    moved = error(Where(path=TABLE, line=99), "Column F says '7.234,56'.", "Correct them.", "type-error")
    other = error(Where(path=TABLE, line=17), "Column F says '1.234,56'.", "Correct the cells.", "constraint-error")
    first, again, third = a_report(BAD, moved, other).fingerprints()
    assert a_report(moved).fingerprints() == (first,)
    assert len({first, again, third}) == 3


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["xml"], "'xml' is not one of text, json, sarif, github, markdown."),
        (["json="], "'json=' names no file."),
        (["json", "text"], "Only one can be shown."),
    ],
)
def test_a_destination_that_makes_no_sense_is_told(values: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        destinations(values)


def test_every_format_goes_to_the_screen_or_a_file() -> None:
    wanted = destinations(["github", *(f"{name}=out/{name}=x" for name in FORMATS)])
    assert [(name, file and file.as_posix()) for name, file in wanted] == [
        ("github", None),
        *((name, f"out/{name}=x") for name in FORMATS),
    ]
