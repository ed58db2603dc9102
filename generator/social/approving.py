"""Approval: who may speak for a protected account signs the file of the outbox, with the key that signs their commits.

Signatures are those of OpenSSH (PROTOCOL.sshsig), beside the file: they outlive squashed and rebased commits, which the
signatures of commits do not, and every machine with git and ssh can make and verify them.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.model.errors import ContentError, SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Approver, Settings
    from generator.model.post import Outgoing

SUFFIX = ".sig"
"""Of the file with the signature, after the name of what is signed."""
_NAMESPACE = "daylight-outbox"
"""So that what somebody signed for another purpose approves nothing."""
_MISSING = "ssh-keygen is not installed, without which no approval can be told. Install OpenSSH's client."
_MOST = 65_536
"""Bytes of a signature, which are a few hundred."""


def unapproved(root: Path, path: str, outgoing: Outgoing, settings: Settings) -> dict[str, str]:
    """Accounts for which an approver has to sign a file of the outbox and none has, each with why.

    Args:
        root: The repository.
        path: Of the file, from the root.
        outgoing: What is in it.
        settings: Of the site, with its accounts and approvers.

    Raises:
        SetupError: there is a signature and no ssh-keygen.
    """
    protected = {str(each) for each in settings.accounts if each.protected}
    wanted = [post.to for post in outgoing.posts if post.to in protected or not outgoing.founded]
    signed = tuple(_signers(root, path, settings)) if wanted else ()
    return {
        account: _why(root / path, account, signed, founded=outgoing.founded)
        for account in wanted
        if not any(each.approves(account) for each in signed)
    }


def _why(file: Path, account: str, signed: tuple[Approver, ...], *, founded: bool) -> str:
    what = f"{account} is protected" if founded else "nothing that is published is behind it"
    if signed:
        return f"{what}, and {signed[0].name} may not approve {account}"
    if _signature(file):
        return f"{what}, and its signature is by no approver, or of other words than it has now"
    return f"{what}, and no approver has signed it"


def _signature(file: Path) -> bytes:
    """The signature of a file; nothing where there is none."""
    beside = file.with_name(file.name + SUFFIX)
    if beside.is_symlink() or not beside.is_file() or beside.stat().st_size > _MOST:
        return b""
    return beside.read_bytes()


def _signers(root: Path, path: str, settings: Settings) -> Iterator[Approver]:
    """Approvers who have signed a file as it is."""
    file = root / path
    signature = _signature(file)
    if not signature or not settings.approvers:
        return
    with TemporaryDirectory(prefix="daylight-approval-") as folder:
        beside, known = Path(folder, "signature"), Path(folder, "known")
        beside.write_bytes(signature)
        for approver in settings.approvers:
            known.write_text(f'approver namespaces="{_NAMESPACE}" {approver.key}\n', encoding="utf-8")
            words = ("-Y", "verify", "-f", str(known), "-I", "approver", "-n", _NAMESPACE, "-s", str(beside))
            if not _run(words, file.read_bytes()).returncode:
                yield approver


def sign(root: Path, file: Path, key: Path, settings: Settings) -> Approver:
    """Approve a file of the outbox; who has signed it.

    Args:
        root: The repository.
        file: In its outbox.
        key: The file of a private key, or of a public one whose private half an agent holds.
        settings: Of the site, with its approvers.

    Raises:
        ContentError: the key cannot be used, or is no approver's.
        SetupError: there is no ssh-keygen.
    """
    beside = file.with_name(file.name + SUFFIX)
    with TemporaryDirectory(prefix="daylight-approval-") as folder:
        copy = Path(folder, file.name)
        copy.write_bytes(file.read_bytes())
        try:
            # It may ask for a passphrase, or for a touch of a key: what it says is for whoever sits there.
            done = subprocess.run(  # noqa: S603 - fixed words
                ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE, str(copy)],  # noqa: S607 - wherever it is
                check=False,
            )
        except OSError:
            raise SetupError(_MISSING) from None
        made = copy.with_name(copy.name + SUFFIX)
        if done.returncode or not made.is_file():
            raise ContentError(f"Nothing was signed with {key}. Name a key that can sign, as `--key`.")
        before = _signature(file)
        beside.write_bytes(made.read_bytes())
    for approver in _signers(root, file.relative_to(root).as_posix(), settings):
        return approver
    if before:
        beside.write_bytes(before)
    else:
        beside.unlink()
    raise ContentError(
        f"{key} is the key of no approver: {', '.join(each.name for each in settings.approvers) or 'there are none'}."
        " Approvers and their public keys stand in mkdocs.yml, as `approvers`."
    )


def _run(words: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *words], input=given, capture_output=True, check=False, timeout=20)  # noqa: S603, S607 - fixed words
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(words, 1)
    except OSError:
        raise SetupError(_MISSING) from None
