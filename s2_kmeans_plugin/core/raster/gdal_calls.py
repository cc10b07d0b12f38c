"""Calls of GDAL: without printing, with progress, and with failures as our own errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from osgeo import gdal

from ..errors import RasterError

# Seconds after which GDAL gives up on a server that sends nothing, unless the user set a limit:
# chosen. GDAL itself waits without a limit, and a waiting run cannot be cancelled.
PATIENCE = 20

_PATIENCE = {
    "GDAL_HTTP_CONNECTTIMEOUT": str(PATIENCE),
    "GDAL_HTTP_LOW_SPEED_TIME": str(PATIENCE),
    # Bytes per second.
    "GDAL_HTTP_LOW_SPEED_LIMIT": "1",
}

Result = TypeVar("Result")


@contextmanager
def guard_gdal(
    failure: Callable[[str], Exception] | None = None,
    *,
    strict: bool = True,
    options: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Keep GDAL from printing, limit its wait for servers, and turn its failures into our errors.

    Any file may lead to a server, since a local VRT may name remote files. GDAL raises exceptions
    only where its host asked for them. That setting belongs to QGIS and its other plugins, so it
    stays unchanged here, and both ways of reporting a failure end in the same error. A guard clears
    GDAL's last error when it begins, so a strict guard must not contain another one.

    Parameters
    ----------
    failure : callable, optional
        Returns the exception to raise for a reason. Without it a RuntimeError of GDAL passes.
    strict : bool
        Whether an error that GDAL reported without raising is a failure too. A full disk shows in
        this way only. While reading, GDAL also reports errors after which the pixels are right.
    options : mapping of str to str, optional
        GDAL's configuration options for this thread.
    """
    patience = {
        name: text for name, text in _PATIENCE.items() if gdal.GetConfigOption(name) is None
    }
    with _thread_options({**patience, **(options or {})}):
        gdal.ErrorReset()
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            yield
            if failure and strict and gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise RuntimeError
        except RuntimeError as error:
            if failure is None:
                raise
            raise failure(_last_message() or str(error) or "GDAL gives no reason") from error
        finally:
            gdal.PopErrorHandler()


def require(result: Result | None) -> Result:
    """Return a result of GDAL; raise RuntimeError where it is None, as if GDAL had raised it."""
    if result is None:
        raise RuntimeError
    return result


@contextmanager
def watch_gdal(report: Callable[[float], object]) -> Iterator[Callable[..., int]]:
    """Report the progress of a GDAL function, and stop it where the report raises.

    An exception cannot pass through GDAL. It is kept and raised at the end of the block, in place
    of the failure that GDAL reports. The block gets the value for GDAL's argument ``callback``. The
    report is called with the finished fraction.
    """
    stopped: list[BaseException] = []

    def callback(fraction: float, message: str, data: object) -> int:
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


def open_dataset(path: str, open_options: Sequence[str] = ()) -> Any:
    """Open a raster for reading: gdal.Dataset; raise RasterError where GDAL cannot."""

    def failure(reason: str) -> RasterError:
        return RasterError(
            "{path} is not a raster that GDAL can open: {reason}. Choose another file.",
            path=path,
            reason=reason,
        )

    with guard_gdal(failure, strict=False):
        flags = gdal.OF_RASTER | gdal.OF_READONLY
        return require(gdal.OpenEx(path, flags, open_options=list(open_options)))


def _last_message() -> str:
    """Return the first line of GDAL's last message, which newer versions follow by its causes."""
    return gdal.GetLastErrorMsg().split("\n")[0].rstrip(".")


@contextmanager
def _thread_options(options: Mapping[str, str]) -> Iterator[None]:
    """Set configuration options for this thread, where GDAL's Python has options of a thread."""
    if not hasattr(gdal, "SetThreadLocalConfigOption"):
        yield
        return
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in options}
    for name, text in options.items():
        gdal.SetThreadLocalConfigOption(name, text)
    try:
        yield
    finally:
        for name, text in before.items():
            gdal.SetThreadLocalConfigOption(name, text)
