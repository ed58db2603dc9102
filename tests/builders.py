"""Small sites for tests: each builder writes something valid, and takes what a test wants to be different."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model.receipt import Receipt, Sent, State
from generator.social.ledgers.in_git import LedgerInGit
from generator.social.outbox import read_outbox

if TYPE_CHECKING:
    from datetime import datetime

PROJECT = Path(__file__).parent.parent
DATA = "day,reading\n2026-01-01,3.5\n2026-01-02,4\n2026-01-03,2.25\n"
FIELDS = [
    {"name": "day", "type": "date", "title": "Day", "constraints": {"required": True}},
    {"name": "reading", "type": "number", "title": "Reading", "unit": "mm"},
]


def a_site(root: Path, **daylight: Any) -> Path:
    """A repository with two agencies, one topic, one region and a page of prose, and nothing published yet."""
    extra = {
        "owner": "Town of Testing",
        "authority": "test.example,2026",
        "time_zone": "America/Chicago",
        "fonts": [str(PROJECT / "node_modules/@expo-google-fonts")],
        "accounts": [{"network": "mastodon", "handle": "@town@social.example"}],
        **daylight,
    }
    settings = {
        "site_name": "Testing",
        "site_description": "A town for tests.",
        "site_url": "https://test.example/",
        "docs_dir": "content/pages",
        "theme": {"name": "material", "custom_dir": str(PROJECT / "site_templates"), "font": False},
        "plugins": ["daylight"],
        "validation": {"links": {"absolute_links": "ignore"}},
        "extra": {"daylight": extra},
    }
    write(root, "mkdocs.yml", yaml.safe_dump(settings))
    agencies = [
        {
            "id": id_,
            "name": name,
            "contactPoint": {"name": "Desk", "email": "desk@test.example"},
            "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        }
        for id_, name in (("works", "Public Works"), ("health", "Health Office"))
    ]
    write(root, "content/vocabularies/agencies.yaml", yaml.safe_dump(agencies, sort_keys=False))
    write(root, "content/vocabularies/topics.yaml", "- {id: water, name: Water}\n")
    write(root, "content/vocabularies/regions.yaml", "- {id: north, name: North side}\n")
    for name in ("about", "accessibility", "contact", "privacy"):
        write(root, f"content/pages/{name}.md", f"---\ntitle: {name.title()}\n---\nSome words.\n")
    return root


def a_dataset(root: Path, id_: str = "works/rain", data: str = DATA, **changes: Any) -> Path:
    """A dataset with one table; `changes` replace keys of its descriptor, None leaves one out."""
    resource = {
        "name": "readings",
        "path": "readings.csv",
        "schema": {"fields": changes.pop("fields", FIELDS), **changes.pop("schema", {})},
        **changes.pop("resource", {}),
    }
    descriptor = {
        "name": id_.rpartition("/")[2],
        "title": "Rainfall",
        "description": "How much rain fell each day at the gauge on the roof of the town hall, in millimetres.",
        "issued": "2026-01-05",
        "modified": "2026-02-05",
        "accrualPeriodicity": "monthly",
        "theme": ["water"],
        "spatial": ["north"],
        "resources": [resource],
        **changes,
    }
    written = {key: value for key, value in descriptor.items() if value is not None}
    write(root, f"datasets/{id_}/readings.csv", data)
    write(root, f"datasets/{id_}/datapackage.yaml", yaml.safe_dump(written, sort_keys=False))
    return root / "datasets" / id_


def an_announcement(
    root: Path, name: str = "pump-repair", body: str = "The pump is **mended**.", **changes: Any
) -> Path:
    """An announcement; `changes` replace its facts, None leaves one out."""
    facts = {
        "kind": "news",
        "title": "The pump is mended",
        "summary": "Water runs again.",
        "agency": "works",
        "topics": ["water"],
        "published": "2026-03-01T09:00:00-06:00",
        **changes,
    }
    written = {key: value for key, value in facts.items() if value is not None}
    return write(
        root, f"content/announcements/2026/{name}.md", f"---\n{yaml.safe_dump(written, sort_keys=False)}---\n{body}\n"
    )


def a_translation(root: Path, path: str = "content/announcements/2026/pump-repair.es.md", **facts: Any) -> Path:
    """What the announcement or the page beside it says in Spanish."""
    said = {"title": "La bomba está reparada", "summary": "Vuelve a haber agua.", **facts}
    written = {key: value for key, value in said.items() if value is not None}
    text = yaml.safe_dump(written, sort_keys=False, allow_unicode=True)
    return write(root, path, f"---\n{text}---\nLa bomba está **reparada**.\n")


ALERT = {
    "kind": "alert",
    "title": "Boil water",
    "regions": ["north"],
    "event": "Contamination",
    "urgency": "Immediate",
    "severity": "Severe",
    "certainty": "Observed",
    "expires": "2026-04-01T00:00:00-06:00",
    "instruction": "Boil it for a minute.",
}


def write(root: Path, path: str, text: str) -> Path:
    """Write `text`, making folders as needed."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def daylight(root: Path, *arguments: str) -> Result:
    """Run the command in this process; `result.output` holds both streams."""
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False, prog_name="daylight")


def commit(root: Path, message: str = "More", when: str = "2026-03-05T12:00:00+00:00") -> None:
    """Commit all of `root`, as a person would at `when`."""
    git = ["git", "-C", str(root), "-c", "user.name=Officer", "-c", "user.email=officer@test.example"]
    if not (root / ".git").exists():
        subprocess.run([*git, "init", "-q"], check=True)
    write(root, ".gitignore", "site/\n.daylight/\n.site*\n")
    subprocess.run([*git, "add", "-A"], check=True)
    environment = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": "/usr/bin:/bin:/usr/local/bin"}
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], check=True, env=environment)


def golden(file: Path, text: str) -> None:
    """Hold `text` against what `file` says; with GOLDEN=update in the environment, write it there instead."""
    if os.environ.get("GOLDEN") == "update":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def on_record(root: Path, at: datetime, *, state: State = State.SENT) -> None:
    """Put receipts of all posts of the outbox into the branch of the repository, as a clone has it that fetched it."""
    git = ["git", "-C", str(root)]
    if not (root / ".git").exists():
        subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "remote", "add", "origin", "."], check=False, capture_output=True)
    outbox, findings = read_outbox(root)
    assert findings == ()
    with closing(LedgerInGit(root)) as ledger:
        for outgoing in outbox:
            for post in outgoing.posts:
                key = outgoing.key_of(post)
                address = f"https://{post.to.partition(':')[0]}.example/{outgoing.id}"
                sent = tuple(Sent(ref=str(part), url=f"{address}/{part}") for part in range(len(post.texts)))
                sent = sent if state is State.SENT else ()
                receipt = Receipt(key=key, state=state, at=at, digest=post.digest, sent=sent)
                if key not in ledger.read([key]):
                    assert ledger.swap(None, receipt)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def json_text(value: Any) -> str:
    """`value` as a JSON document of several lines."""
    return json.dumps(value, indent=2)


def need(what: str | Path | None, why: str) -> str:
    """The path `what`; where it is None or not there, the test is skipped, but in CI it fails."""
    if what is not None and Path(what).exists():
        return str(what)
    if os.environ.get("CI"):
        pytest.fail(f"In CI nothing is skipped: {why}")
    pytest.skip(why)
