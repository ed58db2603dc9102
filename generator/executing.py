"""Where work runs: in this process, or on all cores where there is enough of it to pay for starting them."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, enough: int) -> Iterator[Result]:
    """The results of `work` in the order of `items`.

    Args:
        work: A function that another process can import, and whose argument and result can be pickled.
        items: What it is done to.
        enough: From how many items on it is worth starting processes, each of which imports everything anew.
    """
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else len(os.sched_getaffinity(0))
    if len(items) < enough or not cores or cores < 2:  # noqa: PLR2004 - one core has nothing to share
        yield from map(work, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        yield from pool.map(work, items, chunksize=max(1, len(items) // (cores * 8)))
