"""Patches put together from their pieces in blocks, against the same patches drawn whole."""

import numpy as np
import pytest
from osgeo import gdal, ogr

from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.raster.ring_union import join_pieces


def drawn(mask, col=0, row=0):
    """Patches of a mask, as GDAL draws them: ogr.Geometry each."""
    height, width = mask.shape
    raster = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((col, 1, 0, row, 0, 1))
    raster.WriteArray(mask.astype(np.uint8))
    # GDAL's driver of vectors in memory is that of rasters since 3.11.
    name = "Memory" if gdal.GetDriverByName("Memory") else "MEM"
    holder = gdal.GetDriverByName(name).Create("", 0, 0, 0, gdal.GDT_Unknown)
    layer = holder.CreateLayer("patches")
    gdal.Polygonize(raster.GetRasterBand(1), raster.GetRasterBand(1), layer, -1)
    return [feature.GetGeometryRef().Clone() for feature in layer]


def rings_of(shape):
    rings = [shape.GetGeometryRef(n) for n in range(shape.GetGeometryCount())]
    return [np.array(ring.GetPoints())[:-1, :2].astype(int) for ring in rings]


def polygon(rings):
    parts = (
        ", ".join(f"{x} {y}" for x, y in np.concatenate([ring, ring[:1]]).tolist())
        for ring in rings
    )
    return ogr.CreateGeometryFromWkt(f"POLYGON (({'), ('.join(parts)}))")


def joined(mask, block, check=lambda: None):
    """The patches of a mask, drawn in blocks."""
    height, width = mask.shape
    pieces = [
        rings_of(shape)
        for row in range(0, height, block)
        for col in range(0, width, block)
        for shape in drawn(mask[row : row + block, col : col + block], col, row)
    ]
    return [polygon(rings) for rings in join_pieces(pieces, block, (width, height), check)]


def figures(shapes):
    return sorted(
        (shape.Area(), shape.Boundary().Length(), shape.GetEnvelope()) for shape in shapes
    )


@pytest.mark.parametrize("block", [1, 5, 16])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.6, 0.8])
def test_patches_are_those_that_are_drawn_whole(rng, share, block):
    mask = rng.random((24, 31)) < share
    shapes = joined(mask, block)
    assert figures(shapes) == figures(drawn(mask))
    assert all(shape.IsValid() for shape in shapes)


@pytest.mark.parametrize(
    "rows",
    [
        ("####", "#..#", "#.##", "###."),
        ("#####", "#.#.#", "##.##", "#.#.#", "#####"),
        ("##..", "##..", "..##", "..##"),
        (".##.", "#..#", "#..#", ".##."),
        ("#",),
        ("####",) * 4,
    ],
    ids=["a hole at a corner", "four holes that touch", "corners", "a ring of four", "one", "all"],
)
@pytest.mark.parametrize("block", [1, 2, 3])
def test_patches_and_holes_that_touch_at_corners_stay_valid(rows, block):
    mask = np.array([[pixel == "#" for pixel in row] for row in rows])
    shapes = joined(mask, block)
    assert figures(shapes) == figures(drawn(mask))
    assert all(shape.IsValid() for shape in shapes)


def test_points_lie_at_corners_only():
    (shape,) = joined(np.ones((9, 9), bool), 2)
    assert shape.GetGeometryRef(0).GetPointCount() == 5


def test_no_pieces_are_no_patches():
    assert list(join_pieces([], 4, (9, 9), lambda: None)) == []


def test_it_can_be_stopped():
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        joined(np.ones((4, 4), bool), 2, stop)
