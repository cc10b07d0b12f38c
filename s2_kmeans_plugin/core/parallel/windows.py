"""Ordered, bounded and cancellable work on windows, with any executor."""

from __future__ import annotations

import math
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field, replace
from traceback import walk_tb
from typing import Any, Callable, TypeVar

from ..errors import check_numbers
from .memory import give_back
from .progress import Watch

Item = TypeVar("Item")
Result = TypeVar("Result")

# Chosen: short enough that a cancel feels immediate.
_POLL_SECONDS = 0.1
# A larger number gives memory back later, a smaller one costs 3 ms more often.
_GIVE_BACK_WINDOWS = 32


@dataclass(frozen=True)
class Workers:
    """Executor of a run, and the watch that follows it.

    Attributes
    ----------
    executor : concurrent.futures.Executor or None
        Reads and labels windows; None does so in the calling thread. The starts of a fit use it
        only if its workers are threads, because a sample would have to travel to other processes.
    n_workers : int
        Number of windows that the executor processes at once, 1 or more; default: the processors
        of this machine.
    watch : Watch
        Progress and cancellation.
    """

    executor: Executor | None = None
    n_workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        check_numbers(n_workers=(self.n_workers, 1, math.inf))

    @property
    def in_flight(self) -> int:
        """Number of windows that are processed or wait: twice the workers, so that none is idle."""
        return 2 * self.n_workers

    @property
    def threads(self) -> Executor | None:
        """The executor if its workers share the memory of this process."""
        return self.executor if isinstance(self.executor, ThreadPoolExecutor) else None

    def part(self, start: float, stop: float) -> Workers:
        """Return the same workers for a part of the present stage, by its fractions."""
        return replace(self, watch=self.watch.part(start, stop))

    def silent(self) -> Workers:
        """Return the same workers without progress, for a step whose caller reports it."""
        return replace(self, watch=self.watch.silent())


def ordered_map(
    executor: Executor | None,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    in_flight: int,
    check_cancelled: Callable[[], None],
) -> Generator[Result, None, None]:
    """Yield ``function(item)`` in the order of the items.

    Raises MemoryError if the system refuses another thread.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        Runs the calls; None runs each call here when its turn comes. It is not shut down.
    in_flight : int
        Largest number of results that are computed or wait for their turn.
    check_cancelled : callable
        Called often; raises to stop. Calls that run are awaited, so that none outlives the map;
        calls that have not begun are withdrawn.
    """
    if executor is None:
        for item in items:
            check_cancelled()
            yield function(item)
        return
    items = iter(items)
    pending: deque[Future[Result]] = deque()
    try:
        while True:
            while len(pending) < in_flight:
                try:
                    item = next(items)
                except StopIteration:
                    break
                pending.append(_submit(executor, function, item))
            if not pending:
                return
            while not pending[0].done():
                wait([pending[0]], timeout=_POLL_SECONDS)
                check_cancelled()
            check_cancelled()
            yield pending.popleft().result()
    finally:
        started = [future for future in pending if not future.cancel()]
        wait(started)


def _submit(executor: Executor, function: Callable[[Item], Result], item: Item) -> Future[Result]:
    try:
        return executor.submit(function, item)
    except RuntimeError as error:
        if _is_refused_thread(error):
            raise MemoryError(str(error)) from error
        raise


def _is_refused_thread(error: RuntimeError) -> bool:
    """Return whether the system refused a thread, for which Python has no error of its own."""
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return any(frame.f_code is threading.Thread.start.__code__ for frame in frames)


def by_window(
    function: Callable[[Any], Result],
    windows: Sequence[Item],
    workers: Workers,
    jobs: Iterable[Any] | None = None,
) -> Iterator[tuple[Item, Result]]:
    """Yield each window with the result of its call, and report the progress.

    The function is called with the window, or with its job if there are jobs.
    """
    jobs = windows if jobs is None else jobs
    results = ordered_map(workers.executor, function, jobs, workers.in_flight, workers.watch.check)
    # Closed here: an error of the watch keeps this frame, and with it a map whose calls still run.
    with closing(results):
        for n_done, (window, result) in enumerate(zip(windows, results), start=1):
            give_back_at_times(n_done)
            yield window, result
            workers.watch.at(n_done / len(windows))


def give_back_at_times(n_done: int) -> None:
    """Return freed memory to the system after the first window and every 32nd later one.

    Threads that read and decode fragment the memory. Four tiles in a row took 315 MB without this
    and 255 MB with it (measured with ``make bench``).
    """
    if n_done % _GIVE_BACK_WINDOWS == 1:
        give_back()
