"""Tallies over the windows of a map: counts, areas, statistics and previews by class."""

import numpy as np
import pytest
from grids import grid_of

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.maps.preview import PreviewGrid
from s2_kmeans_plugin.core.maps.tally import TallyPlan

GRID = grid_of(70, 50)
LEGEND = [ClassEntry(value, f"Class {value}", (value, 0, 0)) for value in (1, 2, 3)]


@pytest.fixture
def values(rng):
    return rng.integers(0, 1000, (2, 50, 70)).astype(np.uint16)


@pytest.fixture
def classes(rng):
    return rng.integers(0, 4, (50, 70)).astype(np.uint8)


@pytest.fixture
def plan():
    """Statistics of both bands, and a preview of every third pixel of the second band."""
    return TallyPlan(3, np.array([500.0, 400.0]), PreviewGrid(GRID.window, 3), (1,))


@pytest.fixture(params=["forward", "backward", "shuffled"])
def class_map(request, rng, plan, values, classes):
    """The tally of windows that were added in one of several orders."""
    windows = list(GRID.window.tiles(16, 13))
    windows = {
        "forward": windows,
        "backward": windows[::-1],
        "shuffled": [windows[n] for n in rng.permutation(len(windows))],
    }[request.param]
    tally = plan.tally(GRID, "uint16")
    for window in windows:
        rows = slice(window.row, window.row + window.height)
        cols = slice(window.col, window.col + window.width)
        tally.add(window, plan.sums(window, values[:, rows, cols], classes[rows, cols]))
    return tally.class_map(GRID, LEGEND)


def test_counts_of_windows_in_any_order_equal_those_of_the_map(class_map, classes):
    assert class_map.counts.tolist() == np.bincount(classes.ravel())[1:].tolist()


def test_nodata_of_windows_in_any_order_equals_that_of_the_map(class_map, classes):
    assert class_map.n_nodata == np.count_nonzero(classes == 0)


def test_hectares_of_windows_in_any_order_follow_from_the_counts(class_map):
    np.testing.assert_allclose(class_map.hectares, class_map.counts / 100)


def test_means_of_windows_in_any_order_equal_those_of_the_map(class_map, values, classes):
    means = [values[:, classes == value].mean(axis=1) for value in (1, 2, 3)]
    np.testing.assert_allclose(class_map.statistics.means, means)


def test_deviations_of_windows_in_any_order_equal_those_of_the_map(class_map, values, classes):
    deviations = [values[:, classes == value].std(axis=1) for value in (1, 2, 3)]
    np.testing.assert_allclose(class_map.statistics.deviations, deviations)


def test_preview_of_windows_in_any_order_has_every_third_value(class_map, values):
    np.testing.assert_array_equal(class_map.preview.values, values[1:, ::3, ::3])


def test_preview_of_windows_in_any_order_has_every_third_class(class_map, classes):
    np.testing.assert_array_equal(class_map.preview.classes, classes[::3, ::3])


@pytest.fixture
def tally(plan, values, classes):
    tally = plan.tally(GRID, "uint16")
    tally.add(GRID.window, plan.sums(GRID.window, values, classes))
    return tally


def test_counts_follow_the_order_of_the_legend(tally, classes):
    counts = np.bincount(classes.ravel())
    class_map = tally.class_map(GRID, [LEGEND[2], LEGEND[0]])
    assert class_map.counts.tolist() == [counts[3], counts[1]]


def test_means_follow_the_order_of_the_legend(tally, values, classes):
    class_map = tally.class_map(GRID, [LEGEND[2], LEGEND[0]])
    means = [values[:, classes == value].mean(axis=1) for value in (3, 1)]
    np.testing.assert_allclose(class_map.statistics.means, means)


def test_pixels_of_a_map_exclude_nodata(tally, classes):
    assert tally.class_map(GRID, LEGEND).n_pixels == np.count_nonzero(classes)


def test_inertia_per_pixel_is_the_mean_of_the_classified_pixels(tally, classes):
    class_map = tally.class_map(GRID, LEGEND, inertia=50.0)
    assert class_map.inertia_per_pixel == pytest.approx(50 / np.count_nonzero(classes))


def test_inertia_per_pixel_of_an_empty_map_is_0(plan):
    assert plan.tally(GRID, "uint16").class_map(GRID, LEGEND).inertia_per_pixel == 0


@pytest.mark.parametrize(
    ("options", "needs_values"),
    [
        ({}, False),
        ({"offset": np.zeros(2)}, True),
        ({"preview": PreviewGrid(GRID.window, 3)}, True),
    ],
)
def test_plan_needs_values_only_for_statistics_and_previews(options, needs_values):
    assert TallyPlan(3, **options).needs_values == needs_values


def test_plan_of_counts_only_needs_no_values(plan, classes):
    sums = plan.counts_only().sums(GRID.window, None, classes)
    assert sums.counts.tolist() == np.bincount(classes.ravel()).tolist()
