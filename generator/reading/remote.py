"""Data on other servers: fetched once, and kept only where they are what the descriptor says.

Whoever writes a descriptor may not choose what the machine that builds connects to: the site's settings name the
servers, nothing leads from there to others, and no more is taken than was announced. But for the networks, nothing else
uses HTTP.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.model.errors import SetupError
from generator.model.finding import error, warning
from generator.reading.locating import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from http.client import HTTPMessage
    from pathlib import Path
    from urllib.request import Request

    from generator.model.dataset import Dataset, Remote, Resource
    from generator.model.finding import Finding

OFFLINE = "DAYLIGHT_OFFLINE"
"""The variable of the environment that forbids fetching, as in a job for a pull request."""
_BLOCK = 1 << 20
_SECONDS = 60
"""Without a byte, until a server is given up."""
_ATTEMPTS = 3
_CREDENTIALS = frozenset(
    {"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"}
)
_PORTS = {"https": 443, "http": 80}


class _RefusedError(Exception):
    """What came, or would come, is not what was announced.

    Args:
        problem: A sentence with its full stop.
        remedy: Another.
        rule: In kebab-case.
    """

    def __init__(self, problem: str, remedy: str, rule: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.rule = problem, remedy, rule


def is_offline(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment forbids fetching."""
    return environment.get(OFFLINE, "") not in {"", "0"}


def fetch(dataset: Dataset, allowed: Sequence[str], *, offline: bool) -> list[Finding]:
    """Fetch what is not here yet of the remote data of `dataset`; read it again afterwards, for then they are here.

    Args:
        dataset: As `read_dataset` gives it.
        allowed: Beginnings of addresses that data may be taken from: `extra.daylight.remote` in the settings.
        offline: Whether nothing may be fetched.

    Returns:
        An error for each resource that cannot be had, or a warning where it was not to be fetched.

    Raises:
        SetupError: a part that is needed for an address is not installed.
    """
    findings: list[Finding] = []
    for resource in dataset.resources:
        remote = resource.remote
        if remote is None:
            continue
        where = dataset.source.at("resources", resource.position, "path")
        if not allows(allowed, remote.address):
            problem = f"The site takes no data from there: {remote.address}."
            remedy = "Add the beginning of the address to `extra.daylight.remote` in mkdocs.yml, or put the file here."
            findings.append(error(where, problem, remedy, "remote-not-allowed"))
        elif _kept(resource):
            continue
        elif offline:
            problem = f"{remote.address} was not checked: offline."
            findings.append(warning(where, problem, f"Check it where {OFFLINE} is not set.", "remote-offline"))
        else:
            try:
                _keep(resource, remote, allowed)
            except _RefusedError as bad:
                findings.append(error(where, bad.problem, bad.remedy, bad.rule))
    return findings


def allows(prefixes: Sequence[str], address: str) -> bool:
    """Whether `address` begins like one of `prefixes`, in whole parts: server, port and folders."""
    return is_address(address) and any(_begins(address, prefix) for prefix in prefixes)


def _begins(address: str, prefix: str) -> bool:
    wanted, given = urlsplit(address), urlsplit(prefix)
    if _server(wanted.scheme, wanted.netloc) != _server(given.scheme, given.netloc):
        return False
    folder = given.path.rstrip("/")
    return wanted.path == given.path or wanted.path.startswith(f"{folder}/")


def _server(scheme: str, netloc: str) -> tuple[str, str]:
    scheme = scheme.lower()
    return scheme, netloc.lower().removesuffix(f":{_PORTS.get(scheme, '')}")


def _kept(resource: Resource) -> bool:
    file = resource.file
    return file.is_file() and not file.is_symlink() and file.stat().st_size == resource.size


def _keep(resource: Resource, remote: Remote, allowed: Sequence[str]) -> None:
    """Write the data beside their place while they are looked at, and only if they are right, move them there."""
    folder: Path = resource.file.parent
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{remote.sha256}.{os.getpid()}"
    try:
        half.unlink(missing_ok=True)
        with half.open("xb") as stream, _reached(remote.address, resource.size, allowed) as source:
            _copy(source, stream, resource.size, remote)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(resource.file)
    finally:
        half.unlink(missing_ok=True)


def _copy(source: IO[bytes], target: IO[bytes], size: int, remote: Remote) -> None:
    digest = hashlib.sha256()
    count = 0
    while block := source.read(min(_BLOCK, size + 1 - count)):
        count += len(block)
        if count > size:
            raise _changed(f"{remote.address} has more than the {size:,} bytes that the descriptor says.")
        digest.update(block)
        target.write(block)
    if count < size:
        raise _changed(f"{remote.address} ended after {count:,} of the {size:,} bytes that the descriptor says.")
    if digest.hexdigest() != remote.sha256:
        raise _changed(
            f"What lies at {remote.address} has another hash than the descriptor says: {digest.hexdigest()}."
        )


def _changed(problem: str) -> _RefusedError:
    remedy = "If the data were changed on purpose, write their new `hash` and `bytes`; else ask who keeps them."
    return _RefusedError(problem, remedy, "remote-changed")


@contextmanager
def _reached(address: str, size: int, allowed: Sequence[str]) -> Iterator[IO[bytes]]:
    """What lies at an address, however its server is spoken to."""
    try:
        opened = _object(address, size) if address.startswith("s3:") else _page(address, size, allowed)
        with opened as stream:
            yield stream
    except (_RefusedError, SetupError):
        raise
    except Exception as bad:  # whatever servers and their clients do, the officer learns which address it was
        problem = f"{address} cannot be fetched: {_reason(bad)}."
        remedy = "Look whether the address is right and the server answers, and try again."
        raise _RefusedError(problem, remedy, "remote-unreachable") from bad


def _reason(bad: Exception) -> str:
    return " ".join(str(getattr(bad, "reason", "") or bad).split())[:200].rstrip(".") or type(bad).__name__


def _page(address: str, size: int, allowed: Sequence[str]) -> Any:  # noqa: ANN401 - urllib names no type
    """Over HTTP, with a look at the certificate; redirects lead to where data may be taken from, or nowhere."""
    import ssl
    from urllib import request

    class Redirects(request.HTTPRedirectHandler):
        def redirect_request(
            self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
        ) -> Request | None:
            if not allows(allowed, newurl):
                problem = f"{address} leads on to {newurl[:200]}, from where the site takes no data."
                remedy = "Write the address at which the data lie, and allow it in `extra.daylight.remote`."
                raise _RefusedError(problem, remedy, "remote-redirect")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(context=ssl.create_default_context()),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        Redirects(),
    ):
        opener.add_handler(handler)
    asked = request.Request(  # noqa: S310 - no other scheme is an address, and this opener speaks HTTP alone
        address, headers={"Accept-Encoding": "identity", "User-Agent": "Daylight"}
    )
    answer = opener.open(asked, timeout=_SECONDS)
    length = answer.headers.get("Content-Length")
    if length and length.isdigit() and int(length) != size:
        answer.close()
        raise _changed(f"{address} has {int(length):,} bytes; the descriptor says {size:,}.")
    return answer


def _object(address: str, size: int) -> Any:  # noqa: ANN401 - Arrow publishes no types
    """From object storage, by Arrow's own client: with the credentials of the environment, if there are any."""
    try:
        from pyarrow import fs

        store_of = fs.S3FileSystem
    except ImportError as bad:
        raise SetupError(f"{address}: this pyarrow cannot speak to S3. Install it from PyPI.") from bad
    own = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    url = urlsplit(address)
    store = store_of(
        anonymous=_CREDENTIALS.isdisjoint(os.environ),  # else the network is searched for some
        region=region or ("us-east-1" if own else fs.resolve_s3_region(url.netloc)),
        endpoint_override=own,
        connect_timeout=_SECONDS,
        request_timeout=_SECONDS,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=_ATTEMPTS),
    )
    name = f"{url.netloc}{url.path}"
    length = store.get_file_info(name).size
    if length is None:
        raise FileNotFoundError("there is no such object")
    if length != size:
        raise _changed(f"{address} has {length:,} bytes; the descriptor says {size:,}.")
    return store.open_input_stream(name, buffer_size=_BLOCK)
