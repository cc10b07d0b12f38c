"""Calls of GDAL: failures, options of the thread, progress."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import Cancelled, RasterError
from s2_kmeans_plugin.core.raster.gdal_calls import (
    PATIENCE,
    guard_gdal,
    open_dataset,
    require,
    watch_gdal,
)

TIMEOUT = "GDAL_HTTP_CONNECTTIMEOUT"


@pytest.fixture(params=[True, False], ids=["GDAL raises", "GDAL returns"], autouse=True)
def gdal_raises(request):
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield request.param
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def failure(reason):
    return RasterError("It failed: {reason}.", reason=reason)


# Failures


def test_failed_call_raises_our_error_with_the_reason_of_gdal():
    with pytest.raises(RasterError, match=r"It failed: nowhere\.tif: No such file"):  # noqa: SIM117
        with guard_gdal(failure):
            require(gdal.Open("nowhere.tif"))


def test_failed_call_prints_nothing(capfd):
    with pytest.raises(RasterError), guard_gdal(failure):
        require(gdal.Open("nowhere.tif"))
    assert capfd.readouterr() == ("", "")


def test_reported_error_is_a_failure_where_strict():
    with pytest.raises(RasterError, match="the disk is full"), guard_gdal(failure):
        gdal.Error(gdal.CE_Failure, 1, "the disk is full")


def test_reported_error_passes_where_not_strict(gdal_raises):
    gdal.DontUseExceptions()
    with guard_gdal(failure, strict=False):
        gdal.Error(gdal.CE_Failure, 1, "a file beside the raster is damaged")


def test_earlier_error_is_not_a_failure():
    with guard_gdal():
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        with pytest.raises(RuntimeError):
            require(gdal.Open("nowhere.tif"))
        gdal.PopErrorHandler()
    with guard_gdal(failure):
        pass


def test_failure_without_a_reason_of_gdal_has_a_reason():
    with pytest.raises(RasterError, match="GDAL gives no reason"), guard_gdal(failure):
        require(None)


def test_other_errors_pass():
    with pytest.raises(ZeroDivisionError), guard_gdal(failure):
        raise ZeroDivisionError


def test_open_dataset_names_the_file_that_cannot_be_opened():
    with pytest.raises(RasterError, match=r"nowhere\.tif is not a raster that GDAL can open: "):
        open_dataset("nowhere.tif")


# Options of the thread


def test_wait_for_a_server_is_limited_inside_only():
    with guard_gdal():
        assert gdal.GetConfigOption(TIMEOUT) == str(PATIENCE)
    assert gdal.GetConfigOption(TIMEOUT) is None


def test_limit_of_the_user_stays():
    gdal.SetConfigOption(TIMEOUT, "3")
    try:
        with guard_gdal():
            assert gdal.GetConfigOption(TIMEOUT) == "3"
    finally:
        gdal.SetConfigOption(TIMEOUT, None)


def test_options_of_the_thread_are_restored():
    with guard_gdal(options={"CPL_DEBUG": "a"}):
        with guard_gdal(options={"CPL_DEBUG": "b"}):
            assert gdal.GetConfigOption("CPL_DEBUG") == "b"
        assert gdal.GetConfigOption("CPL_DEBUG") == "a"
    assert gdal.GetConfigOption("CPL_DEBUG") is None


def test_gdal_without_options_of_a_thread_is_guarded_too(monkeypatch):
    for name in ("SetThreadLocalConfigOption", "GetThreadLocalConfigOption"):
        monkeypatch.delattr(gdal, name)
    with pytest.raises(RasterError), guard_gdal(failure, options={"CPL_DEBUG": "a"}):
        require(gdal.Open("nowhere.tif"))


# Progress


def sieve(report):
    raster = gdal.GetDriverByName("MEM").Create("", 50, 50, 1, gdal.GDT_Byte)
    raster.WriteArray(np.arange(2500).reshape(50, 50) % 7)
    band = raster.GetRasterBand(1)
    with guard_gdal(failure), watch_gdal(report) as callback:
        gdal.SieveFilter(band, None, band, 9, 4, callback=callback)


def test_progress_of_a_function_is_reported():
    reached = []
    sieve(reached.append)
    assert reached[-1] == 1
    assert reached == sorted(reached)


def test_report_that_raises_stops_the_function_with_its_own_error():
    reached = []

    def report(fraction):
        reached.append(fraction)
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        sieve(report)
    assert reached[-1] < 1
