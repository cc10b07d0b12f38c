"""Values, names and colours of classes."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.choices import PALETTES
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend, strip_controls

EVERY_K = range(2, 256)


def colors_of(legend):
    return [entry.color for entry in legend]


def assert_different(legend):
    colors = colors_of(legend)
    assert len(set(colors)) == len(colors)
    assert all(type(c) is int and 0 <= c <= 255 for color in colors for c in color)


@pytest.mark.parametrize("palette", PALETTES)
def test_values_count_from_1(palette):
    for k in EVERY_K:
        assert [entry.value for entry in make_legend(k, palette)] == list(range(1, k + 1))


@pytest.mark.parametrize("palette", PALETTES)
def test_no_two_classes_have_the_same_colour(palette):
    for k in EVERY_K:
        assert_different(make_legend(k, palette))


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0, np.nan, -7.0, 7.0])
def test_classes_of_one_image_colour_get_different_colours(value):
    for k in (2, 3, 4, 8, 100, 254, 255):
        legend = make_legend(k, "image", image_colors=np.full((k, 3), value))
        assert_different(legend)


def test_neighbours_of_a_grey_ramp_get_different_colours():
    for k in EVERY_K:
        ramp = np.linspace(0.98, 1.0, k)[:, None].repeat(3, axis=1)
        assert_different(make_legend(k, "image", image_colors=ramp))


def test_image_colours_are_those_of_the_image():
    legend = make_legend(2, "image", image_colors=np.array([[0, 0.2, 1], [1, 0, 0.4]]))
    assert colors_of(legend) == [(0, 51, 255), (255, 0, 102)]


def test_repeated_colour_changes_by_a_shade_only():
    legend = make_legend(8, "image", image_colors=np.full((8, 3), 0.5))
    assert np.ptp(colors_of(legend), axis=0).max() <= 8


def test_one_class_has_a_colour_in_every_palette():
    for palette in PALETTES:
        assert_different(make_legend(1, palette))


def test_the_spectrum_runs_from_blue_to_red():
    first, *_, last = colors_of(make_legend(9, "spectrum"))
    assert first[2] == max(first) > first[0]
    assert last[0] == max(last) > last[2]


def test_the_first_distinct_colours_are_far_apart():
    colors = np.array(colors_of(make_legend(8, "distinct")))
    distances = np.abs(colors[:, None] - colors[None]).sum(axis=-1)
    assert distances[~np.eye(8, dtype=bool)].min() > 60


def test_a_class_keeps_its_distinct_colour_when_classes_are_added():
    assert colors_of(make_legend(30, "distinct"))[:8] == colors_of(make_legend(8, "distinct"))


def test_names_follow_the_template():
    names = [entry.name for entry in make_legend(2, "distinct", "Classe n° {value}")]
    assert names == ["Classe n° 1", "Classe n° 2"]


def test_empty_name_is_replaced_by_the_template():
    names = [entry.name for entry in make_legend(2, "distinct", names=["Water", ""])]
    assert names == ["Water", "Class 2"]


def test_hex_colour_has_two_digits_for_each_channel():
    assert ClassEntry(1, "Water", (0, 16, 255)).hex_color == "#0010ff"


def test_control_characters_are_stripped():
    assert strip_controls("a\x00b\tc\n é") == "abc é"
