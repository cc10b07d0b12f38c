"""Progress of a run, and the way to stop it."""

from __future__ import annotations

from typing import Callable

from ..errors import Cancelled


class Watch:
    """Progress that never decreases, and cancellation.

    ``report`` receives the finished fraction of the whole run, from 0 to 1. ``is_cancelled``
    returns whether the caller asked to stop.
    """

    def __init__(
        self,
        report: Callable[[float], object] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._report = report or (lambda fraction: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        self._stage = (0.0, 1.0)
        self._reached = 0.0

    def stage(self, until: float) -> None:
        """Begin a stage, from where the last stage ended to the fraction ``until`` of the run."""
        self._stage = (self._reached, until)

    def at(self, fraction: float) -> None:
        """Report the finished fraction of the present stage, then `check`."""
        start, stop = self._stage
        reached = start + fraction * (stop - start)
        if reached > self._reached:
            self._reached = reached
            self._report(reached)
        self.check()

    def part(self, start: float, stop: float) -> Watch:
        """Return a watch for the part between two fractions of the present stage."""
        return Watch(lambda part: self.at(start + part * (stop - start)), self._is_cancelled)

    def silent(self) -> Watch:
        """Return a watch that cancels but reports no progress."""
        return Watch(is_cancelled=self._is_cancelled)

    def check(self) -> None:
        """Raise Cancelled if the caller asked to stop."""
        if self._is_cancelled():
            raise Cancelled("Cancelled: nothing was written.")
