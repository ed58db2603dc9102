"""A preview follows what is saved: only files that changed are written into the folder that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.writing.files import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.steps.targets import Targets


class Preview:
    """A folder with the site as it was when somebody last saved something.

    Args:
        folder: Where it lies; somebody else writes the prose into it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._versions: dict[str, str] = {}
        self._prose: dict[str, str] = {}

    def knows_prose(self, targets: Targets) -> bool:
        """Whether the prose that lies there is that of these targets."""
        return self._prose == targets.prose_parts

    def update(self, targets: Targets, *, anew: bool = False) -> None:
        """Write what has changed, and remove what is gone; everything, where the folder was emptied."""
        before = {} if anew else self._versions
        folder = Folder(self.folder)
        after: dict[str, str] = {}
        for target in targets.generated():
            changed = [path for path, version in target.files.items() if before.get(path) != version]
            for artifact in target.make(changed) if changed else ():
                if artifact.path in changed:
                    folder.write(artifact)
            after |= target.files
        for path in before.keys() - after.keys():
            folder.remove(path)
        self._versions, self._prose = after, targets.prose_parts
