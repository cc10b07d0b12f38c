"""Previews of a raster."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.maps.preview import Preview, PreviewGrid
from s2_kmeans_plugin.core.raster.grid import Window


def preview_of(values, classes, whole, tile):
    """Return a preview that was assembled from windows."""
    grid = PreviewGrid.of(whole)
    preview = Preview.empty(grid, len(values), values.dtype)
    for window in whole.tiles(*tile, origin=(whole.col, whole.row)):
        box = (
            slice(window.row, window.row + window.height),
            slice(window.col, window.col + window.width),
        )
        small = (grid.thin(array, window) for array in (values[:, box[0], box[1]], classes[box]))
        preview.add(window, *small)
    return preview


@pytest.mark.parametrize("tile", [(1700, 16), (256, 256), (333, 777), (1700, 2000), (7, 2000)])
@pytest.mark.parametrize("whole", [Window(0, 0, 1700, 1999), Window(13, 101, 1601, 850)])
def test_preview_has_every_nth_pixel_with_any_windows(rng, whole, tile):
    values = rng.integers(0, 65_535, (2, 2000, 1700), dtype=np.uint16)
    classes = rng.integers(0, 9, (2000, 1700)).astype(np.uint8)
    preview = preview_of(values, classes, whole, tile)
    box = (
        slice(whole.row, whole.row + whole.height, preview.grid.step),
        slice(whole.col, whole.col + whole.width, preview.grid.step),
    )
    np.testing.assert_array_equal(preview.values, values[:, box[0], box[1]])
    np.testing.assert_array_equal(preview.classes, classes[box])


@pytest.mark.parametrize(("size", "step"), [(1, 1), (800, 1), (801, 2), (10_980, 14)])
def test_preview_is_at_most_800_pixels_long(size, step):
    preview = Preview.empty(PreviewGrid.of(Window(0, 0, size, 1)), 1, "uint8")
    assert preview.grid.step == step
    assert preview.classes.shape == (1, -(-size // step))
    assert preview.classes.shape[1] <= 800
