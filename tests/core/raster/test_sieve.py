"""Small patches given to their neighbours, against a plain flood fill."""

import numpy as np
import pytest
from grids import grid_of

from s2_kmeans_plugin.core.files.commit import Staging
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.sieve import SievedMap


def patches_of(classes):
    """Number of the patch of each pixel, -1 for nodata, and the size of each, by flood fill."""
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
    """Pairs of patches that touch at their sides."""
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
    """Fields of classes with speckle in them, and some nodata."""
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
def test_no_patch_below_the_limit_touches_one_that_is_not(sieved, seed, limit):
    numbers, sizes = patches_of(sieved(speckle(seed), limit))
    assert not any(
        (sizes[one] < limit) != (sizes[other] < limit) for one, other in touching(numbers)
    )


@each_seed
@each_limit
def test_patches_at_the_limit_lose_no_pixel(sieved, seed, limit):
    before = speckle(seed)
    numbers, sizes = patches_of(before)
    stays = (numbers >= 0) & (sizes[numbers] >= limit)
    np.testing.assert_array_equal(sieved(before, limit)[stays], before[stays])


@each_seed
def test_nodata_neither_grows_nor_shrinks(sieved, seed):
    before = speckle(seed)
    np.testing.assert_array_equal(sieved(before, 40) == 0, before == 0)


@pytest.mark.parametrize("shape", [(70, 16), (16, 60), (23, 7)], ids=str)
def test_sieved_map_does_not_depend_on_the_windows(sieved, shape):
    before = speckle(5)
    np.testing.assert_array_equal(sieved(before, 12, shape), sieved(before, 12))


def test_a_patch_goes_to_its_largest_neighbour(sieved):
    before = np.array([[1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3], [1, 1, 2, 3]])
    before[2, 2] = 4
    after = sieved(before, 2)
    assert after[2, 2] == 1
    assert (after == before).sum() == before.size - 1


def test_the_last_small_patch_goes_however_far_it_is_from_a_large_one(sieved):
    """No two neighbours are alike but at the end: patches grow by a pixel or so in a pass."""
    before = 1 + np.arange(60)[:, None] % 3
    before[-5:] = 4
    assert (sieved(before, 4) == 4).all()


def test_pixels_that_touch_at_corners_are_two_patches(sieved):
    before = np.full((6, 6), 1)
    before[2, 2] = before[3, 3] = 2
    assert (sieved(before, 2) == 1).all()


def test_speckle_grows_to_the_class_that_prevails_and_not_to_the_one_large_patch(sieved):
    """Three in four pixels of the speckle are of class 2, none of whose patches is large."""
    rng = np.random.default_rng(1)
    before = np.full((60, 60), 1)
    before[:, 20:] = rng.choice([2, 3, 4, 5], (60, 40), p=[0.55, 0.15, 0.15, 0.15])
    _, sizes = patches_of(np.where(before == 1, 0, before))
    after = sieved(before, int(sizes.max()) + 1)
    assert (after[:, 30:] == 2).mean() > 0.9


def test_an_island_smaller_than_the_limit_stays(sieved):
    before = np.zeros((5, 5))
    before[1:3, 1:3] = 7
    np.testing.assert_array_equal(sieved(before, 9), before)


def test_255_classes_are_sieved(sieved):
    before = np.arange(1, 256).reshape(15, 17).repeat(3, axis=0).repeat(3, axis=1)
    before[::9, ::9] = 0
    before[1::3, 1::3] = 128
    after = sieved(before, 2)
    assert len(np.unique(after[after > 0])) == 255
