"""Receipts in a branch of the repository, one JSON file each: a push is the swap, so that a machine needs nothing else.

The branch shares no history with the others. Each change is a commit, which tells who changed what and when.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.reading.history import RECEIPTS
from generator.social.ledgers.ledger import LedgerError, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.receipt import Receipt

BRANCH = "receipts"
_HERE = "refs/heads/receipts"
_NEXT = "refs/heads/next"
_TRIES = 50
"""Pushes of others that may come before one's own."""
_WAIT = 0.2
"""Seconds at most between two tries, so that workers do not walk in step."""
_TIMEOUT = 60
"""Seconds for what git asks of the server."""
_AUTHOR = "Daylight <daylight@localhost>"
_TAKEN_OVER = r"^(http|credential|url|remote\.origin|core\.sshcommand|ssh)\b"
"""Settings of the repository that tell how to reach its server, with what secret."""
_NONE = 2
"""What `git ls-remote --exit-code` ends with where there is no such branch."""


class LedgerInGit:
    """The branch `receipts` of the repository's server.

    Args:
        root: The repository, whose `origin` it is.

    Raises:
        LedgerError: the server cannot be reached.
    """

    def __init__(self, root: Path) -> None:
        settings = _run(["git", "config", "--null", "--get-regexp", _TAKEN_OVER], root).stdout.decode()
        lines = [each.partition("\n") for each in settings.split("\0") if each]
        if not any(name == "remote.origin.url" for name, _, _ in lines):
            raise LedgerError(
                "The repository has no `origin`, in whose branch `receipts` the receipts would be kept. Add it, or name"
                " a database in DAYLIGHT_LEDGER."
            )
        self._folder = TemporaryDirectory(prefix="daylight-receipts-")
        self._git("init", "--quiet", "--bare", "--initial-branch", BRANCH, ".")
        for name, _, value in lines:
            where = str(root / value) if name == "remote.origin.url" and (root / value).is_dir() else value
            self._git("config", "--add", name, where)
        self._tip = ""
        try:
            self._fetch()
        except LedgerError:
            self.close()
            raise

    def read(self, keys: Iterable[str]) -> Mapping[str, Receipt]:
        """As the protocol says."""
        self._fetch()
        return self._read(keys)

    def close(self) -> None:
        """As the protocol says."""
        self._folder.cleanup()

    def swap(self, expected: Receipt | None, new: Receipt) -> bool:
        """As the protocol says."""
        for _ in range(_TRIES):
            if self._read([new.key]).get(new.key) != expected:
                return False
            self._commit(new)
            place = f"{_NEXT}:refs/heads/{BRANCH}"
            lease = f"--force-with-lease=refs/heads/{BRANCH}:{self._tip}"
            pushed = self._git("push", "--quiet", lease, "origin", place, check=False)
            if pushed.returncode == 0:
                self._git("update-ref", _HERE, _NEXT)
                self._tip = self._git("rev-parse", _HERE).stdout.decode().strip()
                return True
            self._fetch()
            if self._read([new.key]).get(new.key) == new:  # it arrived, though the answer did not
                return True
            time.sleep(random.uniform(0, _WAIT))  # noqa: S311 - no secret
        raise LedgerError(f"The branch `{BRANCH}` cannot be pushed to: {_said(pushed)}. Nothing is sent until it can.")

    def _fetch(self) -> None:
        there = self._git("ls-remote", "--exit-code", "origin", f"refs/heads/{BRANCH}", check=False)
        if there.returncode == _NONE:
            self._tip = ""
            return
        if there.returncode == 0:
            there = self._git(
                "fetch", "--quiet", "--no-tags", "--depth", "1", "origin", f"+refs/heads/{BRANCH}:{_HERE}", check=False
            )
        if there.returncode:
            raise LedgerError(f"The receipts cannot be fetched: {_said(there)}. Nothing is sent until they can.")
        self._tip = self._git("rev-parse", _HERE).stdout.decode().strip()

    def _read(self, keys: Iterable[str]) -> dict[str, Receipt]:
        wanted = list(keys)
        if not self._tip or not wanted:
            return {}
        return _parsed(wanted, self._git("cat-file", "--batch", given=_asked(self._tip, wanted)).stdout)

    def _commit(self, receipt: Receipt) -> None:
        """A commit on top of what was fetched, in one process."""
        content, words = encode(receipt).encode("utf-8", "replace"), f"{receipt.state.value}: {receipt.key}".encode()
        stamp = f"{int(receipt.at.timestamp())} +0000"
        lines = [
            f"commit {_NEXT}\nauthor {_AUTHOR} {stamp}\ncommitter {_AUTHOR} {stamp}\n".encode(),
            b"data %d\n%s\n" % (len(words), words),
            f"from {self._tip}\n".encode() if self._tip else b"",
            f"M 100644 inline {_path(receipt.key)}\n".encode(),
            b"data %d\n%s\n" % (len(content), content),
        ]
        self._git("update-ref", "-d", _NEXT, check=False)
        self._git("fast-import", "--quiet", "--force", given=b"".join(lines))

    def _git(self, *words: str, given: bytes = b"", check: bool = True) -> subprocess.CompletedProcess[bytes]:
        done = _run(["git", *words], Path(self._folder.name), given)
        if check and done.returncode:
            raise LedgerError(f"`git {words[0]}` failed: {_said(done)}. Nothing is sent until it does not.")
        return done


def receipts_here(root: Path, keys: Iterable[str]) -> Mapping[str, Receipt]:
    """Receipts as this clone of a repository has them, which may not be the latest: no server is asked."""
    wanted = list(keys)
    for ref in RECEIPTS if wanted else ():
        if not _run(["git", "rev-parse", "--verify", "--quiet", ref], root).returncode:
            answer = _run(["git", "cat-file", "--batch"], root, _asked(ref, wanted)).stdout
            return _parsed(wanted, answer, lenient=True)  # who sends will be told
    return {}


def _asked(tip: str, keys: Iterable[str]) -> bytes:
    return "".join(f"{tip}:{_path(key)}\n" for key in keys).encode()


def _parsed(keys: Iterable[str], answer: bytes, *, lenient: bool = False) -> dict[str, Receipt]:
    """What `git cat-file --batch` says of the receipts of `keys`, or of those that can be read."""
    found = {}
    for key in keys:
        head, _, answer = answer.partition(b"\n")
        size = head.rpartition(b" ")[2]
        if size.isdigit():
            content, answer = answer[: int(size)], answer[int(size) + 1 :]
            with suppress(LedgerError) if lenient else nullcontext():
                found[key] = decode(content.decode("utf-8", "replace"))
    return found


def _run(command: list[str], folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GC_AUTO": "0"}
    try:
        return subprocess.run(  # noqa: S603 - fixed words
            command, cwd=folder, input=given, capture_output=True, check=False, timeout=_TIMEOUT, env=environment
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 124, b"", b"no answer in time")
    except OSError as bad:
        raise LedgerError(f"git cannot be run: {bad.strerror}.") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Git's reason, in which there is no password of an address."""
    import re

    words = " ".join(done.stderr.decode("utf-8", "replace").split())
    return re.sub(r"//[^/@\s]*@", "//…@", words)[:300] or f"exit code {done.returncode}"


def _path(key: str) -> str:
    """Of the file of a receipt, by the year that its id begins with."""
    id_, _, account = key.partition("/")
    return f"{_quoted(id_[:4])}/{_quoted(id_)}/{quote(account, safe='@.-_')}.json"


def _quoted(name: str) -> str:
    """As a name of a folder, none of which consists of dots."""
    return quote(name, safe="") if name.strip(".") else name.replace(".", "%2E")
