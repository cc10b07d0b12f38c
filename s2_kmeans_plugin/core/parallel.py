"""A map over any executor that keeps order, bounds what is in flight, and can be stopped."""

from collections import deque
from concurrent.futures import wait

_POLL_SECONDS = 0.1


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
                pending.append(executor.submit(function, item))
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
