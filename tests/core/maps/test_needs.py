"""Estimates of the disk space and memory that a run needs."""

import subprocess
import sys
import textwrap
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from runs import classify

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.maps import needs as needs_module
from s2_kmeans_plugin.core.maps.needs import Needs, Work, check_room, estimate
from s2_kmeans_plugin.core.parallel.windows import Workers
from s2_kmeans_plugin.core.raster.source import RasterSource

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def noise(make_raster, rng):
    """A raster that no compression makes smaller."""
    return RasterSource.open(make_raster(rng.integers(0, 65535, (1, 700, 900), dtype=np.uint16)))


def needs_of(source, n_workers=2, **work):
    work = Work(**{"n_clusters": 8, "sample_size": 1000, **work})
    return estimate(source, source.grid.window, work, Workers(n_workers=n_workers))


def test_map_of_noise_fits_into_the_estimated_disk_space(noise, tmp_path):
    path = tmp_path / "map.tif"
    needs = []
    options = {"n_clusters": 255, "n_init": 1, "max_iter": 2, "sample_size": 2000}
    classify(noise, str(path), on_needs=needs.append, **options)
    written = path.stat().st_size + (tmp_path / "map.tif.aux.xml").stat().st_size
    assert needs[0].n_pixels == 700 * 900
    assert 700 * 900 * 0.9 < written <= needs[0].disk


def test_each_raster_adds_its_disk_space(noise):
    assert needs_of(noise, n_rasters=2).disk == 2 * needs_of(noise).disk


def test_confidence_doubles_the_disk_space(noise, tmp_path):
    needs = []
    options = {"n_clusters": 2, "n_init": 1, "max_iter": 2, "sample_size": 2000}
    paths = [str(tmp_path / name) for name in ("map.tif", "confidence.tif")]
    classify(noise, paths[0], on_needs=needs.append, **options)
    classify(noise, paths[0], confidence=paths[1], on_needs=needs.append, **options)
    assert needs[1].disk == 2 * needs[0].disk


def test_needs_are_reported_before_the_first_read(tmp_path, make_raster):
    source = RasterSource.open(make_raster(np.zeros((9, 9), np.uint8), nodata=0))
    needs = []
    with pytest.raises(RasterError, match="no valid pixel"):
        classify(source, str(tmp_path / "map.tif"), on_needs=needs.append)
    assert len(needs) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"n_workers": 9},
        {"sample_size": 5000},
        {"n_clusters": 255},
        {"in_memory": 10**6},
    ],
)
def test_more_work_at_once_needs_more_memory(noise, more):
    assert needs_of(noise, **more).memory > needs_of(noise).memory


def test_memory_does_not_grow_with_the_raster(tmp_path):
    sizes = (20_000, 80_000)
    memory = []
    for size in sizes:
        path = str(tmp_path / f"{size}.tif")
        options = ["SPARSE_OK=TRUE", "TILED=YES", "BIGTIFF=YES"]
        gdal.GetDriverByName("GTiff").Create(path, size, size, 2, gdal.GDT_UInt16, options)
        memory.append(needs_of(RasterSource.open(path), sample_size=200_000).memory)
    assert memory[0] == memory[1]


def test_full_disk_is_refused_with_both_sizes(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(needs_module.shutil, "disk_usage", lambda path: usage(9, 9, 5_000_000))
    with pytest.raises(RasterError, match=r"has 5 MB left, and map\.tif may need 7 MB"):
        check_room(str(tmp_path / "map.tif"), Needs(1, 1, 7_000_000))


def test_memory_beyond_the_limit_of_the_system_is_refused(tmp_path):
    with pytest.raises(MemoryError):
        check_room(str(tmp_path / "map.tif"), Needs(1, 2**60, 1))


def test_sufficient_room_is_accepted(tmp_path):
    check_room(str(tmp_path / "map.tif"), Needs(1, 1, 1))


MEASURE = """
    import resource, sys
    from s2_kmeans_plugin.core import FitOptions, RasterSource, Workers, classify

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    options = {
        "fit": FitOptions(n_init=1, max_iter=2, sample_size=10_000, n_clusters=4),
        "workers": Workers(n_workers=1),
    }
    classify(RasterSource.open(sys.argv[1]), sys.argv[2], **options)
    before, needs = peak(), []
    classify(RasterSource.open(sys.argv[3]), sys.argv[2], on_needs=needs.append, **options)
    print(peak() - before, needs[0].memory)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no measure of the peak")
def test_run_takes_about_the_estimated_memory(tmp_path, make_raster, rng):
    small = make_raster(rng.integers(0, 99, (4, 40, 40), dtype=np.uint16), "small.tif")
    path = str(tmp_path / "large.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "COMPRESS=DEFLATE"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, 6000, 6000, 4, gdal.GDT_UInt16, options)
    dataset.WriteArray(rng.integers(0, 99, (4, 600, 6000), dtype=np.uint16), 0, 0)
    dataset = None
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(MEASURE),
            small,
            str(tmp_path / "map.tif"),
            path,
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    taken, estimated = map(int, done.stdout.split())
    of_the_raster = 6000 * 6000 * 4 * 2
    assert taken < of_the_raster / 2
    assert taken < 3 * estimated
