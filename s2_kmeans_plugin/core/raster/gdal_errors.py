"""GDAL's complaints, kept off the console and at hand for our own messages."""

from contextlib import contextmanager

from osgeo import gdal


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
