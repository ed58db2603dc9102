"""Templates are compiled once: for all languages, all environments and all processes, as Python compiles its modules.

What is compiled is code, and whoever can put it where it is looked for has it run. So it lies where Python's own
bytecode may lie, outside of every repository, and never in the build cache (docs/adr/0020-compiled-templates.md).
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import markupsafe
from jinja2.bccache import Bucket

if TYPE_CHECKING:
    from types import CodeType

_SUM = 32
"""Bytes of the digest that each file begins with: `marshal` may crash on what it did not write."""
_MOST = 1000
"""Files; past it, the oldest half goes. A site has fifty templates."""
_NOBODY_ELSE = stat.S_IWGRP | stat.S_IWOTH
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, by their names and by what is in them.

    Args:
        folder: Where they are kept from one process to the next; None keeps them in this one alone.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._codes: dict[str, CodeType] = {}

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What was compiled of the same text under the same name before, if anything was, as from `filename`."""
        parts = (_maker(environment.code_generator_class.__module__), _settings(environment), name, source)
        key = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        bucket = Bucket(environment, key, "")
        self.load_bytecode(bucket)
        if bucket.code is not None and filename:
            bucket.code = bucket.code.replace(co_filename=filename)  # Jinja tells it where a template has a mistake
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give it what is known."""
        if bucket.key not in self._codes and self._folder is not None:
            code = _read(self._folder / bucket.key)
            if code is not None:
                self._codes[bucket.key] = code
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is None:
            return
        self._codes[bucket.key] = bucket.code
        if self._folder is not None and not sys.dont_write_bytecode:
            with suppress(OSError):  # it is compiled again, then
                _write(self._folder / bucket.key, bucket.code)


@cache
def compiled() -> Compiled:
    """Those of this process."""
    return Compiled(trusted(_place()))


def trusted(folder: Path) -> Path | None:
    """`folder` if nobody but its owner writes into it, and no commit can; it is made if it is not there."""
    if any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return None
    try:
        if not sys.dont_write_bytecode:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if stat.S_ISDIR(folder.lstat().st_mode) and _is_own(folder.lstat()) else None
    except OSError:
        return None


def _place() -> Path:
    """Where Python has been told to keep bytecode, or else where programs keep what they can make again."""
    if sys.pycache_prefix:
        return Path(sys.pycache_prefix, "daylight-templates").absolute()
    home = os.environ.get("XDG_CACHE_HOME", "")  # to be ignored where it is relative (XDG Base Directory, 0.8)
    if not os.path.isabs(home):  # noqa: PTH117 - it may be empty
        home = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")  # noqa: PTH111 - it never fails
    return Path(home, "daylight", "templates").absolute()


def _read(file: Path) -> CodeType | None:
    """What is in a file that this user has written whole; None of any other."""
    try:
        opened = os.open(file, _READ)
    except OSError:
        return None
    with os.fdopen(opened, "rb") as stream:
        content = stream.read() if _is_own(os.fstat(opened)) else b""
    made = content[_SUM:]
    if not made or hashlib.sha256(made).digest() != content[:_SUM]:
        return None
    code: CodeType = marshal.loads(made)  # noqa: S302 - this user's own, whole, and of this very Python
    return code


def _write(file: Path, code: CodeType) -> None:
    """The whole file at once, whoever else writes the same."""
    made = marshal.dumps(code)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(hashlib.sha256(made).digest() + made)
    new.replace(file)
    _forget_oldest(file.parent)


def _forget_oldest(folder: Path) -> None:
    files = list(os.scandir(folder))
    if len(files) > _MOST:
        for old in sorted(files, key=lambda each: each.stat().st_mtime_ns)[: _MOST // 2]:
            os.unlink(old)  # noqa: PTH108 - it is no Path


def _is_own(state: os.stat_result) -> bool:
    """Whether this user alone could write it."""
    owner = getattr(os, "geteuid", lambda: state.st_uid)()
    return state.st_uid == owner and not state.st_mode & _NOBODY_ELSE


@cache
def _maker(generator: str) -> str:
    """This Python, this Jinja, and ours: of files, sizes and times, as Python asks of what it compiles."""
    told = [MAGIC_NUMBER.hex(), sys.implementation.cache_tag or ""]
    for module in (jinja2, markupsafe):
        with os.scandir(os.path.dirname(module.__file__ or "")) as files:  # noqa: PTH120 - pathlib takes thrice as long
            told += sorted(
                _state(file.name, file.stat()) for file in files if file.name.endswith((".py", ".so", ".pyd"))
            )
    return "\n".join((*told, _state(generator, Path(sys.modules[generator].__file__ or "").stat())))


def _state(name: str, state: os.stat_result) -> str:
    return f"{name} {state.st_size} {state.st_mtime_ns}"


def _settings(environment: jinja2.Environment) -> str:
    """What else a compiler asks an environment for."""
    told = (
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        *sorted(environment.extensions),
        *sorted(environment.filters),
        *sorted(environment.tests),
    )
    return repr(told)
