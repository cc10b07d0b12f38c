"""Slices of long axes."""

import pytest

from s2_kmeans_plugin.core.numerics.slices import iterate_slices


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 25])
def test_slices_cover_each_element_once(length):
    elements = list(range(length))
    assert [n for part in iterate_slices(length, 10) for n in elements[part]] == elements
