"""Work on any executor: in order, with a bound on what is in flight, and to be stopped."""

import math
import os
import threading
from collections import deque
from concurrent.futures import wait
from contextlib import closing
from traceback import walk_tb

from ..errors import check_numbers
from .memory import give_back
from .progress import Watch

_POLL_SECONDS = 0.1
_GIVE_BACK_WINDOWS = 32


def way_of_working(executor=None, n_workers=None, progress=None, is_cancelled=None):
    """What a run that goes through a raster window by window hands on to its steps.

    Parameters
    ----------
    executor, n_workers, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    n_workers : int
    parallel : dict
        ``executor``, ``in_flight`` and ``watch``, as `by_window` takes them.

    Raises
    ------
    ArgumentError
        When there are no workers.
    """
    n_workers = os.cpu_count() or 1 if n_workers is None else n_workers
    check_numbers(n_workers=(n_workers, 1, math.inf))
    # As many wait for their turn as are worked on, so that no worker waits for the slowest window.
    in_flight = 2 * n_workers
    watch = Watch(progress, is_cancelled)
    return n_workers, {"executor": executor, "in_flight": in_flight, "watch": watch}


def ordered_map(executor, function, items, in_flight, check_cancelled):
    """Yield ``function(item)`` in the order of the items.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        Where the calls run; None runs each one here, when its turn comes. Not shut down.
    function : callable
    items : iterable
    in_flight : int
        How many results may be under way or waiting for their turn.
    check_cancelled : callable
        Called often while waiting; raises to stop. What is under way is waited for, so that no
        call outlives the map; what has not begun is withdrawn.

    Raises
    ------
    MemoryError
        When there is no room for another thread.
    """
    if executor is None:
        for item in items:
            check_cancelled()
            yield function(item)
        return
    items = iter(items)
    pending = deque()
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


def _submit(executor, function, item):
    try:
        return executor.submit(function, item)
    except RuntimeError as error:
        if _is_refused_thread(error):
            raise MemoryError(str(error)) from error
        raise


def _is_refused_thread(error):
    """Return whether the system refused a thread, for which Python has no error of its own."""
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return any(frame.f_code is threading.Thread.start.__code__ for frame in frames)


def by_window(function, windows, *, executor, in_flight, watch, jobs=None):
    """Yield each window of a list with what a function makes of it, and tell how far that is.

    Parameters
    ----------
    function : callable
        Called with the window, or with its job.
    windows : list of Window
    executor, in_flight
        As in `ordered_map`.
    watch : Watch
    jobs : iterable, optional
        One for each window.

    Yields
    ------
    window : Window
    result
    """
    jobs = windows if jobs is None else jobs
    # Closed here: what the watch raises keeps this frame, and with it a map that has calls running.
    with closing(ordered_map(executor, function, jobs, in_flight, watch.check)) as results:
        for n_done, (window, result) in enumerate(zip(windows, results), start=1):
            give_back_at_times(n_done)
            yield window, result
            watch.at(n_done / len(windows))


def give_back_at_times(n_done):
    """Give freed memory back after the first and every so many of the windows that were done.

    Threads that read and decode leave gaps in it. Four tiles in a row took 315 MB, and take 255 MB
    with this, which takes 3 ms each time.
    """
    if n_done % _GIVE_BACK_WINDOWS == 1:
        give_back()
