"""Approval: who may speak for a protected account signs the file of the outbox, with the key that signs their commits.

Signatures are those of OpenSSH (PROTOCOL.sshsig), beside the file: they outlive squashed and rebased commits, which the
signatures of commits do not, and every machine with git and ssh can make and verify them.
"""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.model.errors import ContentError, SetupError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.catalog import Approver, Settings
    from generator.model.post import Outgoing

SUFFIX = ".sig"
"""Of the file with the signature, after the name of what is signed."""
_NAMESPACE = "daylight-outbox"
"""So that what somebody signed for another purpose approves nothing."""
_MISSING = "ssh-keygen is not installed, without which no approval can be told. Install OpenSSH's client."
_MOST = 16_384
"""Bytes of all signatures of a file, each of which has some hundred."""
_END = b"-----END SSH SIGNATURE-----\n"
_LITERAL = "key::"
"""Before a public key that stands in git's settings itself, which without it may begin as keys of OpenSSH do."""


def wanting(outgoing: Outgoing, settings: Settings) -> list[str]:
    """Accounts for which an approver has to sign a file of the outbox."""
    protected = {str(each) for each in settings.accounts if each.protected}
    return [post.to for post in outgoing.posts if post.to in protected or not outgoing.founded]


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
    wanted = wanting(outgoing, settings)
    file = root / path
    signatures = _signatures(file) if wanted else []
    signed = tuple(approver for approver, _ in _signers(file, signatures, settings)) if signatures else ()
    return {
        account: _why(account, signed, beside=bool(signatures), founded=outgoing.founded)
        for account in wanted
        if not any(each.approves(account) for each in signed)
    }


def _why(account: str, signed: tuple[Approver, ...], *, beside: bool, founded: bool) -> str:
    what = f"{account} is protected" if founded else "nothing that is published is behind it"
    if signed:
        return f"{what}, and {signed[0].name} may not approve {account}"
    if beside:
        return f"{what}, and its signature is by no approver, or of other words than it has now"
    return f"{what}, and no approver has signed it"


def _signatures(file: Path) -> list[bytes]:
    """Those beside a file, each approver's own; none where there is no such file, or a link."""
    beside = file.with_name(file.name + SUFFIX)
    if beside.is_symlink() or not beside.is_file() or beside.stat().st_size > _MOST:
        return []
    return [each + _END for each in beside.read_bytes().split(_END)[:-1]]


def _signed(file: Path) -> bytes:
    """What is signed of a file: its bytes, with ends of lines as git keeps them."""
    return file.read_bytes().replace(b"\r\n", b"\n")


def _signers(file: Path, signatures: Iterable[bytes], settings: Settings) -> Iterator[tuple[Approver, bytes]]:
    """Approvers who have signed a file as it is, each with the signature."""
    content = _signed(file)
    with TemporaryDirectory(prefix="daylight-approval-") as folder:
        beside, known = Path(folder, "signature"), Path(folder, "known")
        for signature, approver in product(signatures, settings.approvers):
            beside.write_bytes(signature)
            known.write_text(f'approver namespaces="{_NAMESPACE}" {approver.key}\n', encoding="utf-8")
            words = ("-Y", "verify", "-f", str(known), "-I", "approver", "-n", _NAMESPACE, "-s", str(beside))
            if not _run(words, content).returncode:
                yield approver, signature


def key_of_git(named: str) -> Path | str:
    """The key that git signs with, by its setting `user.signingKey`: a file, or a public key itself."""
    literal = named.removeprefix(_LITERAL)
    return literal if literal != named or named.startswith("ssh-") else Path(named).expanduser()


def sign(file: Path, key: Path | str, settings: Settings) -> Approver:
    """Approve a file of the outbox; who has signed it. Signatures of others stay, as long as they are of these words.

    Args:
        file: In the outbox, and no link.
        key: The file of a private key, or of a public one whose private half an agent holds; or that public key itself.
        settings: Of the site, with its approvers.

    Raises:
        ContentError: the key cannot be used, or is no approver's.
        SetupError: there is no ssh-keygen.
    """
    named = key if isinstance(key, Path) else "Git's `user.signingKey`"
    with TemporaryDirectory(prefix="daylight-approval-") as folder:
        copy = Path(folder, "words")
        copy.write_bytes(_signed(file))
        if isinstance(key, str):
            public = Path(folder, "key")
            public.write_text(f"{key}\n", encoding="utf-8")
            key = public
        try:
            # It may ask for a passphrase, or for a touch of a key: what it says is for whoever sits there.
            command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE, str(copy)]
            done = subprocess.run(command, check=False)  # noqa: S603 - fixed words
        except OSError:
            raise SetupError(_MISSING) from None
        made = copy.with_name(copy.name + SUFFIX)
        if done.returncode or not made.is_file():
            raise ContentError(_unsigned(named))
        new = made.read_bytes()
    signer = next(_signers(file, [new], settings), None)
    if signer is None:
        names = ", ".join(each.name for each in settings.approvers) or "there are none"
        raise ContentError(
            f"{named} is the key of no approver: {names}. Approvers and their public keys stand in mkdocs.yml, as"
            " `approvers`."
        )
    others = [each for approver, each in _signers(file, _signatures(file), settings) if approver != signer[0]]
    beside = file.with_name(file.name + SUFFIX)
    beside.unlink(missing_ok=True)  # it may be a link, which is not to be followed
    with beside.open("xb") as stream:
        stream.write(b"".join([*others, new]))
    return signer[0]


def _unsigned(named: Path | str) -> str:
    """Why nothing was, and what to do."""
    if isinstance(named, Path):
        return f"Nothing was signed with {named}. Name a key that can sign, as `--key`."
    return (
        f"{named} is a public key, and no agent signed with its private half. Run `ssh-add` with the file of the"
        " private key, or name that file as `--key`."
    )


def _run(words: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *words], input=given, capture_output=True, check=False, timeout=20)  # noqa: S603, S607 - fixed words
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(words, 1)
    except OSError:
        raise SetupError(_MISSING) from None
