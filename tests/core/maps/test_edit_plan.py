"""What becomes of classes that are merged, renamed, recoloured or dropped."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.maps.edit_plan import Edit, plan

WATER, SAND, WOOD, ROOF = (
    ClassEntry(1, "Water", (0, 0, 200)),
    ClassEntry(2, "Sand", (200, 200, 0)),
    ClassEntry(3, "Wood", (0, 99, 0)),
    ClassEntry(7, "Roof", (200, 0, 0)),
)
RED, GREEN = (255, 0, 0), (0, 255, 0)


def planned(*edits, counts=(10, 20, 30, 40)):
    legend = {entry.value: entry for entry in (WATER, SAND, WOOD, ROOF)}
    pixels = np.zeros(256, dtype=np.int64)
    pixels[list(legend)] = counts
    return plan(edits, legend, pixels)


def becomes(*edits, **options):
    """The new values of the four classes, in their order."""
    return planned(*edits, **options).lookup[[1, 2, 3, 7]].tolist()


def new_class(value, *edits, **options):
    entry = planned(*edits, **options).legend[value]
    return entry.name, entry.color


# Values


def test_what_is_not_mentioned_stays():
    assert becomes(Edit(3, 1)) == [1, 2, 1, 7]
    assert new_class(7, Edit(3, 1)) == ("Roof", (200, 0, 0))


def test_a_class_becomes_nodata():
    assert becomes(Edit(2, 0)) == [1, 0, 3, 7]
    assert sorted(planned(Edit(2, 0)).legend) == [1, 3, 7]


def test_nodata_stays_nodata():
    assert planned(Edit(1, 5)).lookup[0] == 0


def test_all_edits_are_done_at_once():
    assert becomes(Edit(1, 2), Edit(2, 3), Edit(3, 1)) == [2, 3, 1, 7]


def test_the_new_classes_come_by_rising_value():
    assert list(planned(Edit(1, 200), Edit(7, 4)).legend) == [2, 3, 4, 200]


# Names and colours


def test_a_name_alone_renames():
    assert new_class(3, Edit(3, 3, "Forest")) == ("Forest", (0, 99, 0))


def test_a_colour_alone_recolours():
    assert new_class(3, Edit(3, 3, "", RED)) == ("Wood", RED)


@pytest.mark.parametrize("order", [1, -1])
def test_the_name_in_the_line_of_the_new_number_counts(order):
    edits = [Edit(3, 2, "Wood", RED), Edit(2, 2, "Field", GREEN)][::order]
    assert new_class(2, *edits) == ("Field", GREEN)


def test_else_the_first_name_counts():
    edits = [Edit(7, 2, "", RED), Edit(3, 2, "Dry", GREEN), Edit(1, 2, "Wet")]
    assert new_class(2, *edits) == ("Dry", RED)


def test_without_any_the_class_that_had_the_number_lends_its_name():
    assert new_class(1, Edit(7, 1), Edit(3, 1)) == ("Water", (0, 0, 200))


def test_without_that_class_the_largest_lends_its_name():
    assert new_class(9, Edit(2, 9), Edit(3, 9)) == ("Wood", (0, 99, 0))
    assert new_class(9, Edit(2, 9), Edit(3, 9), counts=(1, 9, 9, 1)) == ("Sand", (200, 200, 0))


def test_a_class_that_goes_elsewhere_lends_its_name_to_no_other():
    """Numbers are swapped, and names go with their classes."""
    edits = [Edit(1, 2), Edit(2, 1)]
    assert new_class(1, *edits) == ("Sand", (200, 200, 0))
    assert new_class(2, *edits) == ("Water", (0, 0, 200))


def test_a_name_goes_with_its_line():
    edits = [Edit(1, 2, "Lake"), Edit(2, 1, "Dune")]
    assert (new_class(1, *edits)[0], new_class(2, *edits)[0]) == ("Dune", "Lake")


def test_a_number_taken_from_a_dropped_class_does_not_take_its_name():
    assert new_class(1, Edit(1, 0), Edit(3, 1)) == ("Wood", (0, 99, 0))


# Classes that do not exist


def test_a_class_that_does_not_exist_is_told_and_names_nothing():
    edits = [Edit(99, 1, "Nothing", RED), Edit(3, 1)]
    assert planned(*edits).unknown == (99,)
    assert new_class(1, *edits) == ("Water", (0, 0, 200))


def test_a_new_number_may_have_a_line_of_its_own():
    edits = [Edit(2, 50), Edit(3, 50, "Wood"), Edit(50, 50, "Open land", GREEN)]
    assert planned(*edits).unknown == ()
    assert new_class(50, *edits) == ("Open land", GREEN)


# Whatever the edits


def test_each_pixel_has_an_entry_in_the_legend(rng):
    for _ in range(200):
        edits = [Edit(int(n), int(rng.integers(0, 9))) for n in rng.permutation(9)[:5] + 1]
        outcome = planned(*edits)
        present = {*outcome.lookup[[1, 2, 3, 7]].tolist()} - {0}
        assert sorted(outcome.legend) == sorted(present)
        assert [entry.value for entry in outcome.legend_of([1, 2, 3, 7])] == sorted(present)
