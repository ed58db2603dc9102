"""Who does the work: this process, all cores of this machine, or the workers of a Dask cluster, by one interface."""

from __future__ import annotations

import os
from collections import deque
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator.model.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
_SHARES = 8
"""Pieces for each worker: as many as let all end at about the same time."""
_AHEAD = 3
"""Pieces for each worker that are under way before their results are taken: what waits takes memory."""
_LARGEST = 25
"""Items in a piece. A task costs a cluster some 7 ms, and an item ten times that."""
_SECONDS = 15
"""To reach a scheduler."""
_RETRIES = 3
"""Workers that may die of one piece of work until it is given up."""


class Crew(Protocol):
    """Has work done."""

    def spread(self, work: Callable[[Item], Result], items: Sequence[Item], /, *, enough: int) -> Iterator[Result]:
        """The results of `work` in the order of `items`.

        Args:
            work: A function that another process can import, and whose argument and result can be pickled.
            items: What it is done to.
            enough: From how many items on it is worth starting processes, each of which imports everything anew.
        """
        ...


class Local:
    """This process, or all cores where there is enough to do.

    Args:
        cores: How many; all that this process may use if none are named.
    """

    def __init__(self, cores: int = 0) -> None:
        self._cores = cores or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def spread(self, work: Callable[[Item], Result], items: Sequence[Item], /, *, enough: int) -> Iterator[Result]:
        """As every crew does."""
        if len(items) < enough or self._cores < 2:  # noqa: PLR2004 - one core has nothing to share
            yield from map(work, items)
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(self._cores, mp_context=get_context("spawn")) as pool:
            yield from _spread(pool, self._cores, work, items)


class Cluster:
    """The workers of a cluster, which see the repository at the same path and have the same version installed.

    Args:
        executor: Of the cluster.
        workers: How many there are.
    """

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor = executor
        self._workers = workers

    def spread(self, work: Callable[[Item], Result], items: Sequence[Item], /, *, enough: int) -> Iterator[Result]:
        """As every crew does: workers need not be started, so that a quarter of what is enough is enough."""
        if len(items) < max(2, enough // 4):
            yield from map(work, items)
            return
        yield from _spread(self._executor, self._workers, work, items)


@contextmanager
def crew(cluster: str = "") -> Iterator[Crew]:
    """The crew for a build.

    Args:
        cluster: Address of a Dask scheduler, such as tcp://scheduler:8786; without one, this machine works alone.

    Raises:
        SetupError: Dask is not installed, or nobody answers there, or no worker is there.
    """
    if not cluster:
        yield Local()
        return
    try:
        from distributed import Client
    except ImportError:
        raise SetupError(
            "A cluster needs Dask, which is not installed. `pip install 'daylight-generator[cluster]'`, here and on"
            " every worker."
        ) from None
    try:
        client = Client(cluster, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as bad:
        raise SetupError(f"No Dask scheduler answers at {cluster} ({bad}). Look at its address, or start it.") from None
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise SetupError(f"The Dask scheduler at {cluster} has no workers. Start one: `dask worker {cluster}`.")
        yield Cluster(client.get_executor(pure=False, retries=_RETRIES), workers)


def _spread(
    executor: Executor, workers: int, work: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[Result]:
    size = max(1, min(_LARGEST, len(items) // (workers * _SHARES)))
    pieces = (items[begin : begin + size] for begin in range(0, len(items), size))
    under_way: deque[Future[list[Result]]] = deque(
        executor.submit(_all, work, piece) for piece in islice(pieces, workers * _AHEAD)
    )
    try:
        while under_way:
            results = under_way.popleft().result()
            under_way.extend(executor.submit(_all, work, piece) for piece in islice(pieces, 1))
            yield from results
    finally:
        for future in under_way:
            future.cancel()


def _all(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]
