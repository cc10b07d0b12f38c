"""Plan of the edits of classes: new values, names and colours."""

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
    """Return the new values of the four classes, in their order."""
    return planned(*edits, **options).lookup[[1, 2, 3, 7]].tolist()


def new_class(value, *edits, **options):
    entry = planned(*edits, **options).legend[value]
    return entry.name, entry.color


# Values


def test_class_without_an_edit_keeps_its_value():
    assert becomes(Edit(3, 1)) == [1, 2, 1, 7]


def test_class_without_an_edit_keeps_its_name_and_colour():
    assert new_class(7, Edit(3, 1)) == ("Roof", (200, 0, 0))


def test_dropped_class_becomes_nodata():
    assert becomes(Edit(2, 0)) == [1, 0, 3, 7]


def test_dropped_class_is_not_in_the_legend():
    assert sorted(planned(Edit(2, 0)).legend) == [1, 3, 7]


def test_nodata_stays_nodata():
    assert planned(Edit(1, 5)).lookup[0] == 0


def test_edits_are_applied_at_once():
    assert becomes(Edit(1, 2), Edit(2, 3), Edit(3, 1)) == [2, 3, 1, 7]


def test_new_legend_is_ordered_by_value():
    assert list(planned(Edit(1, 200), Edit(7, 4)).legend) == [2, 3, 4, 200]


# Names and colours


def test_name_alone_renames_a_class():
    assert new_class(3, Edit(3, 3, "Forest")) == ("Forest", (0, 99, 0))


def test_colour_alone_recolours_a_class():
    assert new_class(3, Edit(3, 3, "", RED)) == ("Wood", RED)


@pytest.mark.parametrize("order", [1, -1])
def test_merged_class_takes_the_name_given_to_its_new_number(order):
    edits = [Edit(3, 2, "Wood", RED), Edit(2, 2, "Field", GREEN)][::order]
    assert new_class(2, *edits) == ("Field", GREEN)


def test_merged_class_takes_the_first_name_if_its_number_has_none():
    edits = [Edit(7, 2, "", RED), Edit(3, 2, "Dry", GREEN), Edit(1, 2, "Wet")]
    assert new_class(2, *edits) == ("Dry", RED)


def test_merged_class_keeps_the_name_of_its_number_if_none_is_given():
    assert new_class(1, Edit(7, 1), Edit(3, 1)) == ("Water", (0, 0, 200))


def test_merged_class_takes_the_name_of_the_largest_if_its_number_is_new():
    assert new_class(9, Edit(2, 9), Edit(3, 9)) == ("Wood", (0, 99, 0))


def test_merged_class_takes_the_name_of_the_first_of_two_equally_large():
    assert new_class(9, Edit(2, 9), Edit(3, 9), counts=(1, 9, 9, 1)) == ("Sand", (200, 200, 0))


def test_swapped_classes_keep_their_names():
    edits = [Edit(1, 2), Edit(2, 1)]
    assert new_class(1, *edits) == ("Sand", (200, 200, 0))
    assert new_class(2, *edits) == ("Water", (0, 0, 200))


def test_given_name_belongs_to_the_class_of_its_row():
    edits = [Edit(1, 2, "Lake"), Edit(2, 1, "Dune")]
    assert (new_class(1, *edits)[0], new_class(2, *edits)[0]) == ("Dune", "Lake")


def test_dropped_class_does_not_name_the_class_that_takes_its_number():
    assert new_class(1, Edit(1, 0), Edit(3, 1)) == ("Wood", (0, 99, 0))


# Unknown classes


def test_unknown_class_is_reported():
    assert planned(Edit(99, 1, "Nothing", RED), Edit(3, 1)).unknown == (99,)


def test_unknown_class_does_not_name_another():
    edits = [Edit(99, 1, "Nothing", RED), Edit(3, 1)]
    assert new_class(1, *edits) == ("Water", (0, 0, 200))


NEW_NUMBER = (Edit(2, 50), Edit(3, 50, "Wood"), Edit(50, 50, "Open land", GREEN))


def test_number_that_another_edit_creates_is_not_unknown():
    assert planned(*NEW_NUMBER).unknown == ()


def test_row_of_a_new_number_names_the_merged_class():
    assert new_class(50, *NEW_NUMBER) == ("Open land", GREEN)


# Any edits


def test_legend_has_exactly_the_classes_after_any_edits(rng):
    for _ in range(200):
        edits = [Edit(int(n), int(rng.integers(0, 9))) for n in rng.permutation(9)[:5] + 1]
        outcome = planned(*edits)
        present = {*outcome.lookup[[1, 2, 3, 7]].tolist()} - {0}
        assert sorted(outcome.legend) == sorted(present)
        assert [entry.value for entry in outcome.legend_of([1, 2, 3, 7])] == sorted(present)
