"""GDAL's complaints, kept off the console and at hand for our own messages."""

from contextlib import contextmanager

from osgeo import gdal

# Seconds after which a server that sends nothing is given up, where the user set no such limit.
PATIENCE = 20

_PATIENCE = {
    "GDAL_HTTP_CONNECTTIMEOUT": PATIENCE,
    "GDAL_HTTP_LOW_SPEED_TIME": PATIENCE,
    # Bytes a second.
    "GDAL_HTTP_LOW_SPEED_LIMIT": 1,
}


@contextmanager
def patient_gdal():
    """Keep GDAL from waiting forever for a server, which could not be cancelled either.

    Wherever a raster is read or asked for more than its size: a VRT on this disk may be made of
    files on a server, and GDAL looks beside a file when it is asked for names.
    """
    missing = {}
    if hasattr(gdal, "SetThreadLocalConfigOption"):
        missing = {n: value for n, value in _PATIENCE.items() if gdal.GetConfigOption(n) is None}
    for name, value in missing.items():
        gdal.SetThreadLocalConfigOption(name, str(value))
    try:
        yield
    finally:
        for name in missing:
            gdal.SetThreadLocalConfigOption(name, None)


@contextmanager
def quiet_gdal():
    """Keep GDAL from printing; ``last_message`` tells what it would have said.

    Whether GDAL raises is a setting of the whole process, which belongs to the host (QGIS and its
    other plugins), so it is not touched: callers check results and catch RuntimeError.
    """
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def last_message():
    """What GDAL complained of last, in one line; newer versions add the causes in more."""
    return gdal.GetLastErrorMsg().split("\n")[0] or "no reason given by GDAL"


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
