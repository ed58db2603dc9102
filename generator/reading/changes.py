"""What git says has changed since a revision: committed since the branch left it, or not committed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.errors import RevisionError, SetupError
from generator.reading.git import ask

if TYPE_CHECKING:
    from pathlib import Path


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """Paths from `root` of all files that were added, changed, removed or renamed (under both names).

    What counts is the difference between the files as they lie here and the last commit that the branch shares with
    `revision`, as in a pull request. Files that git does not know yet count, those that it ignores do not.

    Raises:
        RevisionError: git knows no such revision.
        SetupError: there is no git history here, or not enough of it.
    """
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not head.done:
        reason = f"git cannot read this repository: {head.said}" if head.said else "There is no git history here"
        raise SetupError(f"{reason}, so that nobody can tell what changed. Check everything: leave --since out.")
    shallow = ask(root, "rev-parse", "--is-shallow-repository").said == "true"
    deepen = "This is a shallow clone. Run `git fetch --unshallow`; in GitHub Actions, check out with `fetch-depth: 0`."
    asked = f"{revision}^{{commit}}"
    commit = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if not commit.done or not commit.said:
        if shallow:
            raise SetupError(f"The revision {revision} is not here. {deepen}")
        raise RevisionError(
            f"git knows no revision {revision}. Name a branch, a tag or a commit, such as origin/main; "
            "`git fetch origin` brings those of the server."
        )
    base = ask(root, "merge-base", "HEAD", commit.said)
    if not base.done or not base.said:
        if shallow:
            raise SetupError(f"The commit at which this branch left {revision} is not here. {deepen}")
        raise RevisionError(f"This branch and {revision} have nothing in common. Name a revision that they share.")
    kept = ask(root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", base.said, "--")
    new = ask(root, "ls-files", "--others", "--exclude-standard", "-z")
    for answer in (kept, new):
        if not answer.done:
            raise SetupError(f"git cannot tell what changed: {answer.said}. Check everything: leave --since out.")
    return frozenset(name for answer in (kept, new) for name in answer.said.split("\0") if name)


def prefix(root: Path) -> str:
    """From the top of the git repository to `root`, with a slash at its end; nothing where they are the same."""
    return ask(root, "rev-parse", "--show-prefix").said
