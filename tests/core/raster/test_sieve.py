"""Sieve of small patches, compared with a flood fill."""

import numpy as np
import pytest
from grids import grid_of

from s2_kmeans_plugin.core.files.commit import Staging
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.sieve import SievedMap


def patches_of(classes):
    """Return the patch of each pixel, -1 for nodata, and the sizes of the patches."""
    numbers = np.full(classes.shape, -1)
    sizes = []
    for start in zip(*np.nonzero(classes)):
        if numbers[start] >= 0:
            continue
        numbers[start] = len(sizes)
        waiting, size = [start], 0
        while waiting:
            row, col = waiting.pop()
            size += 1
            for place in ((row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)):
                inside = 0 <= place[0] < classes.shape[0] and 0 <= place[1] < classes.shape[1]
                if inside and numbers[place] < 0 and classes[place] == classes[start]:
                    numbers[place] = len(sizes)
                    waiting.append(place)
        sizes.append(size)
    return numbers, np.array(sizes)


def touching(numbers):
    """Return the pairs of patches that share a side of a pixel."""
    pairs = set()
    for one, other in ((numbers[1:], numbers[:-1]), (numbers[:, 1:], numbers[:, :-1])):
        apart = (one != other) & (one >= 0) & (other >= 0)
        pairs |= set(zip(one[apart].tolist(), other[apart].tolist()))
    return pairs


@pytest.fixture
def sieved(tmp_path, watch):
    def run(classes, limit, shape=None, watch=watch):
        classes = np.asarray(classes, dtype=np.uint8)
        height, width = classes.shape
        grid = grid_of(width, height)
        tile_width, tile_height = shape or (width, height)
        staging = Staging()
        file = staging.scratch(str(tmp_path / "map.tif"))
        with staging, SievedMap(file, grid, tile_height) as map_:
            for window in grid.window.tiles(tile_width, tile_height):
                rows = slice(window.row, window.row + window.height)
                map_.write(window, classes[rows, window.col : window.col + window.width].copy())
            map_.sieve(limit, watch)
            return map_.read(Window(0, 0, width, height))

    return run


def speckle(seed, n_classes=4, size=(60, 70)):
    """Return fields of classes with speckle and nodata."""
    rng = np.random.default_rng(seed)
    fields = rng.integers(1, n_classes + 1, (6, 7)).repeat(10, axis=0).repeat(10, axis=1)
    noise = rng.integers(1, n_classes + 1, size)
    classes = np.where(rng.random(size) < 0.4, noise, fields)
    classes[rng.random(size) < 0.03] = 0
    classes[20:22] = 0
    return classes


each_limit = pytest.mark.parametrize("limit", [2, 3, 9, 40])
each_seed = pytest.mark.parametrize("seed", range(4))


@each_seed
@each_limit
def test_patches_below_the_limit_touch_no_larger_ones(sieved, seed, limit):
    numbers, sizes = patches_of(sieved(speckle(seed), limit))
    assert not any(
        (sizes[one] < limit) != (sizes[other] < limit) for one, other in touching(numbers)
    )


@each_seed
@each_limit
def test_patches_at_the_limit_keep_every_pixel(sieved, seed, limit):
    before = speckle(seed)
    numbers, sizes = patches_of(before)
    stays = (numbers >= 0) & (sizes[numbers] >= limit)
    np.testing.assert_array_equal(sieved(before, limit)[stays], before[stays])


@each_seed
def test_sieve_does_not_change_nodata(sieved, seed):
    before = speckle(seed)
    np.testing.assert_array_equal(sieved(before, 40) == 0, before == 0)


@pytest.mark.parametrize("shape", [(70, 16), (16, 60), (23, 7)], ids=str)
def test_windows_do_not_change_the_sieved_map(sieved, shape):
    before = speckle(5)
    np.testing.assert_array_equal(sieved(before, 12, shape), sieved(before, 12))


def test_small_patch_takes_the_class_of_its_largest_neighbour(sieved):
    before = np.array([[1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3]])
    before[2, 2] = 4
    after = sieved(before, 2)
    assert after[2, 2] == 1
    assert (after == before).sum() == before.size - 1


def test_small_patch_far_from_a_large_one_is_replaced(sieved):
    """Every row but the last five has another class, so patches grow slowly."""
    before = 1 + np.arange(60)[:, None] % 3
    before[-5:] = 4
    assert (sieved(before, 4) == 4).all()


def test_pixels_that_touch_at_corners_are_two_patches(sieved):
    before = np.full((6, 6), 1)
    before[2, 2] = before[3, 3] = 2
    assert (sieved(before, 2) == 1).all()


def test_speckle_takes_its_prevailing_class_beside_a_large_patch(sieved):
    """Class 2 has 55 % of the speckle, and all its patches are below the limit."""
    rng = np.random.default_rng(1)
    before = np.full((60, 60), 1)
    before[:, 20:] = rng.choice([2, 3, 4, 5], (60, 40), p=[0.55, 0.15, 0.15, 0.15])
    _, sizes = patches_of(np.where(before == 1, 0, before))
    after = sieved(before, int(sizes.max()) + 1)
    assert (after[:, 30:] == 2).mean() > 0.9


def test_small_patch_surrounded_by_nodata_is_kept(sieved):
    before = np.zeros((5, 5))
    before[1:3, 1:3] = 7
    np.testing.assert_array_equal(sieved(before, 9), before)


def test_sieve_keeps_255_classes(sieved):
    before = np.arange(1, 256).reshape(15, 17).repeat(3, axis=0).repeat(3, axis=1)
    before[::9, ::9] = 0
    before[1::3, 1::3] = 128
    after = sieved(before, 2)
    assert len(np.unique(after[after > 0])) == 255
