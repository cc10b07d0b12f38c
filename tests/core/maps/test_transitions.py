"""Transitions between two maps, and the legend, codes and counts of a map of changes."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.maps.transitions import (
    change_codes,
    change_counts,
    change_legend,
    find_transitions,
    legends_agree,
)


def legend_of(*names, blue=9):
    return [ClassEntry(n, name, (n, 0, blue)) for n, name in enumerate(names, start=1)]


FIRST, SECOND = legend_of("Water", "Sand"), legend_of("Water", "Sand", "Snow")
TABLE = np.array([[5, 0, 2], [7, 2, 0]])


def values(transitions):
    return [(each.before.value, each.after.value) for each in transitions]


def unchanged(transitions):
    return values(each for each in transitions if each.unchanged)


def transitions_of(table, hectares=None, partners=None):
    return find_transitions(FIRST, SECOND, table, hectares, partners)


@pytest.fixture
def transitions():
    return transitions_of(TABLE)


# Legends


def test_legends_agree_if_one_map_has_more_classes():
    assert legends_agree(FIRST, SECOND)


def test_legends_with_different_names_of_one_number_do_not_agree():
    assert not legends_agree(FIRST, legend_of("Water", "Snow"))


def test_legends_without_common_numbers_do_not_agree():
    assert not legends_agree(FIRST[:1], FIRST[1:])


@pytest.mark.parametrize(("blue", "agree"), [(9, True), (8, False)])
def test_default_names_agree_only_with_equal_colours(blue, agree):
    names = "Class 1", "Class 2"
    assert legends_agree(legend_of(*names), legend_of(*names, blue=blue)) == agree


def test_given_names_agree_with_other_colours():
    assert legends_agree(FIRST, legend_of("Water", "Sand", blue=8))


# Transitions


def test_transitions_are_ordered_by_frequency_and_then_by_class(transitions):
    assert values(transitions) == [(2, 1), (1, 1), (1, 3), (2, 2)]


def test_transitions_have_the_pixels_of_the_table(transitions):
    assert [each.n_pixels for each in transitions] == [7, 5, 2, 2]


def test_transitions_have_the_hectares_of_the_table():
    assert [each.hectares for each in transitions_of(TABLE, TABLE / 100)] == [
        0.07,
        0.05,
        0.02,
        0.02,
    ]


def test_transitions_without_a_unit_have_no_hectares(transitions):
    assert {each.hectares for each in transitions} == {None}


def test_equal_numbers_are_unchanged_without_partners(transitions):
    assert unchanged(transitions) == [(1, 1), (2, 2)]


def test_only_partners_are_unchanged_if_classes_were_matched():
    partners = [(FIRST[0], SECOND[2]), (FIRST[1], SECOND[0])]
    assert unchanged(transitions_of(TABLE, partners=partners)) == [(2, 1), (1, 3)]


# Map of changes


def test_legend_of_changes_begins_with_unchanged_and_orders_changes_by_frequency(transitions):
    names = [entry.name for entry in change_legend(transitions, "Unchanged", "Other")]
    assert names == ["Unchanged", "Sand → Water", "Water → Snow"]


def test_classes_of_changes_are_numbered_from_1(transitions):
    assert [entry.value for entry in change_legend(transitions, "Unchanged", "Other")] == [1, 2, 3]


def test_legend_without_changes_has_only_unchanged():
    same = transitions_of(np.diag([3, 4, 0])[:2])
    assert [entry.name for entry in change_legend(same, "Unchanged", "Other")] == ["Unchanged"]


def test_codes_are_the_classes_of_the_legend_of_changes(transitions):
    codes = change_codes(transitions)
    assert [codes[pair] for pair in ((1, 1), (2, 2), (2, 1), (1, 3))] == [1, 1, 2, 3]


def test_code_of_a_pair_without_a_transition_is_nodata(transitions):
    assert np.count_nonzero(change_codes(transitions)) == len(transitions)


def test_counts_of_changes_are_summed_by_class(transitions):
    assert change_counts(transitions, 3).tolist() == [7, 7, 2]


class TestTooManyTransitions:
    """A byte has room for 253 changes, and for one class of all rarer ones."""

    @pytest.fixture
    def many(self):
        legend = legend_of(*(f"Kind {n}" for n in range(1, 18)))
        table = np.arange(17 * 17, 0, -1).reshape(17, 17)
        return find_transitions(legend, legend, table, None, None)

    def test_legend_ends_with_the_rarer_changes(self, many):
        legend = change_legend(many, "Unchanged", "Other")
        assert (legend[-1].value, legend[-1].name) == (255, "Other")

    def test_rarer_changes_share_the_last_code(self, many):
        changes = [each for each in many if not each.unchanged]
        codes = change_codes(many)
        found = [codes[each.before.value, each.after.value] for each in changes]
        assert found == [*range(2, 255), *[255] * (len(changes) - 253)]

    def test_counts_include_the_rarer_changes(self, many):
        assert change_counts(many, 255).sum() == sum(each.n_pixels for each in many)
