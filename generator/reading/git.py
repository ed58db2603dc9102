"""What git is asked, and how: its answer depends on the settings of neither who asks nor the repository."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-optional-locks")
"""A repository's own settings may name programs to run (`core.fsmonitor`), and these are not run."""
STRAIGHT = (
    "--first-parent",
    "--diff-merges=first-parent",
    "--root",
    "--no-renames",
    "--no-follow",
    "--relative",
    "--no-show-signature",
    "-O/dev/null",
)
"""What the branch itself went through: what was merged counts from then on."""
PLAIN = (
    "--text",
    "--no-color",
    "--no-textconv",
    "--no-ext-diff",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--full-index",
    "--unified=0",
)
"""A difference as git has it, whatever `.gitattributes` and `git config` say."""
MOST_LETTERS = 10_000
"""Of a line that is looked at."""


class Broken(Exception):  # noqa: N818 - it is caught and told, never shown as an exception
    """Git cannot tell all of it: objects are missing or damaged."""


@noun
class Answer:
    """What came of asking git."""

    done: bool
    said: str
    """What git printed: its answer, or its reason."""


def ask(root: Path, *arguments: str) -> Answer:
    """Ask git, and wait for all that it prints."""
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603 - fixed words
    except OSError as bad:
        return Answer(done=False, said=f"git: {bad.strerror}")
    if done.returncode == 0:
        return Answer(done=True, said=done.stdout.decode("utf-8", "surrogateescape").rstrip("\n"))
    reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return Answer(done=False, said="" if "not a git repository" in reason else reason)


def lines(root: Path, *arguments: str) -> Iterator[str]:
    """What git prints, line by line as it comes, and of each line no more than `MOST_LETTERS` bytes.

    Raises:
        Broken: git did not come to its end.
    """
    command = [*_GIT, *arguments]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:  # noqa: S603 - as above
        stream = git.stdout
        while stream and (line := stream.readline(MOST_LETTERS)):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(MOST_LETTERS)
            yield line.removesuffix(b"\n").decode("utf-8", "surrogateescape")
        if git.wait():
            raise Broken


def blob(root: Path, name: str, most: int) -> str | None:
    """The text that git keeps under a name; None where it has more than `most` bytes, which are then not fetched."""
    size = ask(root, "cat-file", "-s", name)
    if not size.done or int(size.said) > most:
        return None
    content = ask(root, "cat-file", "blob", name)
    return content.said.removeprefix("\ufeff").replace("\r\n", "\n") if content.done else None


def blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    """What git keeps under each of some names, byte for byte.

    Raises:
        Broken: it does not have one of them.
    """
    asked = "".join(f"{name}\n" for name in names).encode()
    try:
        done = subprocess.run([*_GIT, "cat-file", "--batch"], cwd=root, input=asked, capture_output=True, check=False)  # noqa: S603 - fixed words
    except OSError:
        raise Broken from None
    found, rest = {}, done.stdout
    for name in names:
        head, _, rest = rest.partition(b"\n")
        size = head.rpartition(b" ")[2]
        if not size.isdigit():
            raise Broken
        found[name], rest = rest[: int(size)], rest[int(size) + 1 :]
    return found
