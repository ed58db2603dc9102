"""What was read of files that have not changed since is not read again, as long as this process lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.memory.prints import Fingerprints

Read = TypeVar("Read")


class Once:
    """What was read of each file, and what was in it then."""

    def __init__(self) -> None:
        self._known: dict[tuple[Callable[[Path, Path], Any], str], tuple[str, Any]] = {}

    def __call__(self, prints: Fingerprints, read: Callable[[Path, Path], Read], path: str) -> Read:
        """What `read` makes of a file, which it is given with the root of the repository. Errors are those of `read`.

        Args:
            prints: Of the files as they are now.
            read: Looks at nothing but this file.
            path: From the root.
        """
        print_ = prints.of(path)
        known, found = self._known.get((read, path), ("", None))
        if known != print_:
            root = prints.inventory.root
            found = read(root, root / path)
            self._known[read, path] = (print_, found)
        made: Read = found
        return made
