"""GDAL's own loops, told on and stopped as any other work."""

from contextlib import contextmanager


@contextmanager
def followed(report):
    """What GDAL is to call while it works, for the length of a with block.

    Parameters
    ----------
    report : callable
        Called with the fraction done. What it raises stops the work and is raised at the end of the
        block, in the place of the failure that GDAL makes of it: through GDAL no exception passes.

    Yields
    ------
    callable
    """
    stopped = []

    def callback(fraction, message, data):
        try:
            report(fraction)
        except BaseException as error:
            stopped.append(error)
        return 0 if stopped else 1

    try:
        yield callback
    finally:
        if stopped:
            raise stopped[0]
