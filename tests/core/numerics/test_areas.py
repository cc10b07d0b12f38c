"""Sums of pixels and hectares."""

from types import SimpleNamespace

import numpy as np
import pytest

from s2_kmeans_plugin.core.numerics.areas import Areas


def grid(hectares_by_window):
    return SimpleNamespace(window="north", hectares_per_pixel=hectares_by_window.get)


@pytest.fixture
def areas():
    areas = Areas(grid({"north": 0.5, "south": 2.0}), 3)
    areas.add("north", np.array([1, 0, 2]))
    areas.add("south", np.array([0, 3, 1]))
    return areas


def test_counts_are_summed_over_windows(areas):
    assert areas.counts.tolist() == [1, 3, 3]


def test_hectares_are_summed_with_the_area_of_each_window(areas):
    assert areas.hectares.tolist() == [0.5, 6.0, 3.0]


def test_hectares_are_none_without_a_unit():
    areas = Areas(grid({}), 3)
    areas.add("north", np.array([1, 0, 2]))
    assert areas.hectares is None


def test_selection_has_counts_and_hectares(areas):
    counts, hectares = areas.of([0, 2])
    assert (counts.tolist(), hectares.tolist()) == ([1, 3], [0.5, 3.0])


@pytest.mark.parametrize(
    ("attribute", "expected"), [("counts", [4, 3, 0]), ("hectares", [3.5, 6, 0])]
)
def test_classes_with_the_same_new_number_are_added(areas, attribute, expected):
    areas.renumber(np.array([0, 1, 0]))
    assert getattr(areas, attribute).tolist() == expected
