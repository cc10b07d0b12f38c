"""Progress that never runs backward, and a way to stop."""

from ..errors import Cancelled


class Watch:
    """Follows a run: tells how far it is and passes on the wish to stop.

    Parameters
    ----------
    report : callable, optional
        Called with the fraction done of the whole run, 0 to 1, never falling.
    is_cancelled : callable, optional
        Tells whether the caller asked to stop.
    """

    def __init__(self, report=None, is_cancelled=None):
        self._report = report or (lambda fraction: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        self._stage = (0.0, 1.0)
        self._reached = 0.0

    def stage(self, until):
        """Begin a stage that starts where the last one ended and ends at ``until``."""
        self._stage = (self._reached, until)

    def at(self, fraction):
        """Report how much of the present stage is done, and `check`."""
        start, stop = self._stage
        reached = start + fraction * (stop - start)
        if reached > self._reached:
            self._reached = reached
            self._report(reached)
        self.check()

    def part(self, start, stop):
        """A watch for what lies between two fractions of the present stage."""
        return Watch(lambda part: self.at(start + part * (stop - start)), self._is_cancelled)

    def silent(self):
        """A watch for a part of a stage whose progress its caller reports."""
        return Watch(is_cancelled=self._is_cancelled)

    def check(self):
        """Raise Cancelled when the caller asked to stop."""
        if self._is_cancelled():
            raise Cancelled("Cancelled: nothing was written.")
