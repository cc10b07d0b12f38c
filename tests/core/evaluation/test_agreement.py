"""Agreement of two class maps."""

import math
import sys
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from s2_kmeans_plugin.core.errors import ArgumentError, MissingDependencyError
from s2_kmeans_plugin.core.evaluation.agreement import (
    accuracy,
    adjusted_rand_index,
    best_match,
    contingency,
    majority_match,
    normalized_mutual_information,
    purity,
)

pytestmark = pytest.mark.filterwarnings("error")

label_pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=60)


def as_maps(pairs):
    """Return two maps and their table from the pairs of labels of their pixels."""
    first, second = np.array(pairs, dtype=np.uint8).reshape(-1, 2).T
    return first, second, contingency(first, second, 5, 4)[1:, 1:]


def table_of(*rows):
    return np.array(rows, dtype=np.int64)


def test_contingency_table_counts_the_shared_pixels():
    first = np.array([[1, 1, 2], [0, 2, 0]], dtype=np.uint8)
    second = np.array([[1, 3, 3], [0, 3, 2]], dtype=np.uint8)
    table = contingency(first, second, 2, 3)
    assert table.tolist() == [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 2]]
    assert table.dtype == np.int64


@pytest.mark.parametrize(("n_first", "n_second"), [(255, 255), (255, 1), (1, 255), (3, 4)])
def test_every_pair_of_classes_has_its_own_cell(n_first, n_second):
    first, second = np.indices((n_first + 1, n_second + 1)).astype(np.uint8)
    assert (contingency(first, second, n_first, n_second) == 1).all()


def test_tables_of_blocks_add_up(rng):
    first, second = rng.integers(0, 7, (2, 40, 50)).astype(np.uint8)
    blocks = [contingency(first[rows], second[rows], 6, 6) for rows in np.split(np.arange(40), 8)]
    assert (sum(blocks) == contingency(first, second, 6, 6)).all()


def test_empty_block_has_an_empty_table():
    none = np.empty((0, 5), dtype=np.uint8)
    assert contingency(none, none, 2, 3).tolist() == [[0] * 4] * 3


@pytest.mark.parametrize("limits", [(3, 4), (4, 3)])
def test_class_above_the_limit_is_refused(limits):
    four = np.full((1, 1), 4, dtype=np.uint8)
    with pytest.raises(ArgumentError, match="the class 4, above the limit of 3"):
        contingency(four, four, *limits)


def test_adjusted_rand_index_counts_pairs():
    # Of the 10 pairs of 5 pixels, 1 + 1 share a class in both, 3 + 1 in each map. By chance
    # 4 * 4 / 10 = 1.6 would, at most (4 + 4) / 2 = 4: (2 - 1.6) / (4 - 1.6) = 1 / 6.
    assert adjusted_rand_index(table_of([2, 1], [0, 2])) == pytest.approx(1 / 6, abs=1e-15)


def test_mutual_information_is_normalised_by_the_arithmetic_mean():
    # In bits: the first map, 2 and 2 of 4 pixels, holds 1; the second, 1 and 3 of 4, holds
    # 1/4 * 2 + 3/4 * log2(4/3). They share 1/4 * log2(2) + 1/4 * log2(2/3) + 1/2 * log2(4/3).
    second = 0.5 + 0.75 * math.log2(4 / 3)
    shared = 0.25 + 0.25 * math.log2(2 / 3) + 0.5 * math.log2(4 / 3)
    expected = shared / ((1 + second) / 2)
    assert expected == pytest.approx(0.3437, abs=1e-4)
    table = table_of([1, 1], [0, 2])
    assert normalized_mutual_information(table) == pytest.approx(expected, abs=1e-15)


def test_purity_is_the_part_in_the_most_frequent_reference_classes():
    # 4 of the first map class, 3 of the second and 2 of the third, of 11.
    assert purity(table_of([4, 1, 0], [1, 3, 2])) == 9 / 11


def test_accuracy_follows_congalton():
    measured = accuracy(table_of([40, 10], [5, 45]), [1, 2])
    assert measured.confusion.tolist() == [[40, 10, 0], [5, 45, 0]]
    assert measured.overall == 0.85
    # By chance (50 * 45 + 50 * 55) / 100^2 = 0.5 agree: (0.85 - 0.5) / (1 - 0.5).
    assert measured.kappa == pytest.approx(0.7, abs=1e-15)
    assert measured.producers.tolist() == [40 / 50, 45 / 50]
    assert measured.users.tolist() == [40 / 45, 45 / 55]


def test_best_match_is_not_greedy():
    # 10 + 1 for the largest first; 9 + 8 crosswise.
    assert best_match(table_of([10, 9], [8, 1])).tolist() == [2, 1]


def test_surplus_classes_have_no_partner_in_a_one_to_one_match():
    table = table_of([5, 4, 0], [0, 3, 2])
    # 5 + 3 is more than 5 + 2 and 4 + 2.
    assert best_match(table).tolist() == [1, 2, 0]
    assert best_match(table.T).tolist() == [1, 2]


def test_classes_without_shared_pixels_are_not_matched():
    assert best_match(table_of([3, 2], [0, 0])).tolist() == [1, 0]


def test_several_classes_may_share_a_majority_partner():
    # 5 of 5, 4 of 7 and 2 of 2; the last has no pixels.
    assert majority_match(table_of([5, 4, 0, 0], [0, 3, 2, 0])).tolist() == [1, 1, 2, 0]


def test_first_of_equal_partners_is_taken():
    assert majority_match(table_of([0], [2], [2])).tolist() == [2]


def test_classes_with_the_same_partner_are_summed():
    measured = accuracy(table_of([5, 4, 0], [0, 3, 2]), [1, 1, 2])
    assert measured.confusion.tolist() == [[9, 0, 0], [3, 2, 0]]
    assert measured.overall == 11 / 14
    # Chance: 9 * 12 + 5 * 2 = 118 of 14^2 = 196; agreed: 14 * 11 = 154.
    assert measured.kappa == (154 - 118) / (196 - 118)


def test_classes_without_a_partner_agree_nowhere():
    measured = accuracy(table_of([5, 4, 0], [0, 3, 2]), [1, 2, 0])
    assert measured.confusion.tolist() == [[5, 4, 0], [0, 3, 2]]
    assert measured.overall == 8 / 14
    # Chance: 9 * 5 + 5 * 7 = 80 of 196; agreed: 14 * 8 = 112.
    assert measured.kappa == (112 - 80) / (196 - 80)
    assert measured.producers.tolist() == [5 / 9, 3 / 5]
    assert measured.users.tolist() == [1.0, 3 / 7]


def test_class_without_pixels_has_no_accuracy():
    measured = accuracy(table_of([4, 0, 0], [1, 0, 0], [0, 0, 0]), [1, 0, 0])
    assert measured.producers.tolist()[:2] == [1.0, 0.0]
    assert np.isnan(measured.producers[2])
    assert np.isnan(measured.users[1:]).all()


@given(label_pairs)
def test_measures_without_matching_equal_those_of_scikit_learn(pairs):
    first, second, table = as_maps(pairs)
    rand = metrics.adjusted_rand_score(first, second)
    information = metrics.normalized_mutual_info_score(first, second)
    assert adjusted_rand_index(table) == pytest.approx(rand, abs=1e-12)
    assert normalized_mutual_information(table) == pytest.approx(information, abs=1e-12)


@given(label_pairs)
@pytest.mark.parametrize("match", [best_match, majority_match])
def test_accuracy_equals_that_of_scikit_learn(match, pairs):
    first, second, table = as_maps(pairs)
    partners = match(table)
    # Classes without a partner get numbers that the first map does not have.
    matched = np.where(partners > 0, partners, 10 + np.arange(4))[second - 1]
    measured = accuracy(table, partners)
    confusion = metrics.confusion_matrix(first, matched, labels=[1, 2, 3, 4, 5])
    assert (measured.confusion[:, :5] == confusion).all()
    assert measured.confusion.sum() == len(first)
    assert measured.overall == pytest.approx(metrics.accuracy_score(first, matched))
    with np.errstate(invalid="ignore"), warnings.catch_warnings():
        # scikit-learn warns where kappa is NaN and, since 1.4, where there is one class alone.
        warnings.simplefilter("ignore")
        kappa = metrics.cohen_kappa_score(first, matched)
    assert measured.kappa == pytest.approx(kappa, abs=1e-12, nan_ok=True)
    present = np.unique(first)
    options = {"average": None, "zero_division": 0}
    recall = metrics.recall_score(first, matched, labels=present, **options)
    assert measured.producers[present - 1] == pytest.approx(recall)
    shown = np.intersect1d(matched, range(1, 6))
    if shown.size:
        precision = metrics.precision_score(first, matched, labels=shown, **options)
        assert measured.users[shown - 1] == pytest.approx(precision)


@given(label_pairs)
def test_best_match_is_the_best_of_all_one_to_one_matches(pairs):
    _, _, table = as_maps(pairs)
    partners = best_match(table)
    matched = partners[partners > 0].tolist()
    assert len(set(matched)) == len(matched)
    agreed = accuracy(table, partners).overall
    rng = np.random.default_rng(0)
    others = [accuracy(table, rng.permutation(5)[:4] + 1).overall for _ in range(20)]
    assert agreed >= max(others)
    assert agreed <= purity(table) == accuracy(table, majority_match(table)).overall


@given(label_pairs)
def test_order_of_classes_does_not_matter(pairs):
    _, _, table = as_maps(pairs)
    other = table[np.ix_([3, 0, 4, 1, 2], [2, 3, 0, 1])]
    assert adjusted_rand_index(other) == adjusted_rand_index(table)
    assert purity(other) == purity(table)
    assert normalized_mutual_information(other) == pytest.approx(
        normalized_mutual_information(table), abs=1e-14
    )
    best = accuracy(table, best_match(table)).overall
    assert accuracy(other, best_match(other)).overall == best


HUGE = [
    table_of([4_000_000_007, 1_000_000_009], [2_000_000_011, 3_000_000_019]),
    # One pixel of ten billion differs.
    table_of([4_999_999_999, 1], [0, 5_000_000_000]),
    table_of([10**10, 0], [1, 0]),
]


@pytest.mark.parametrize("table", HUGE)
def test_ten_billion_pixels_are_counted_exactly(table):
    counts = [[Fraction(n) for n in row] for row in table.tolist()]

    def pairs(sums):
        return sum(n * (n - 1) / 2 for n in sums)

    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts)]
    n = sum(rows)
    chance = pairs(rows) * pairs(columns) / pairs([n])
    most = (pairs(rows) + pairs(columns)) / 2
    both = pairs(count for row in counts for count in row)
    assert adjusted_rand_index(table) == float((both - chance) / (most - chance))

    measured = accuracy(table, [1, 2])
    agreed = (counts[0][0] + counts[1][1]) / n
    chance = sum(row * column for row, column in zip(rows, columns)) / n**2
    assert measured.overall == float(agreed)
    assert measured.kappa == float((agreed - chance) / (1 - chance))


@pytest.mark.parametrize("factor", [10**6, 10**12])
def test_measures_do_not_depend_on_the_number_of_pixels(factor):
    few = table_of([40, 10, 3], [5, 45, 2])
    many = few * factor
    assert normalized_mutual_information(many) == pytest.approx(
        normalized_mutual_information(few), rel=1e-13
    )
    assert purity(many) == purity(few)
    assert best_match(many).tolist() == best_match(few).tolist()
    kappas = [accuracy(table, [1, 2, 0]).kappa for table in (many, few)]
    assert kappas[0] == kappas[1]


def test_unrelated_maps_share_no_information():
    table = np.outer([1, 2, 3], [10**9, 3 * 10**9])
    assert normalized_mutual_information(table) == pytest.approx(0, abs=1e-15)
    assert adjusted_rand_index(table) == pytest.approx(0, abs=1e-9)
    assert accuracy(table, [1, 2]).kappa == pytest.approx(0, abs=0.1)


def test_map_agrees_with_itself():
    table = np.diag([7, 3, 0, 10**10])
    assert adjusted_rand_index(table) == 1
    assert normalized_mutual_information(table) == pytest.approx(1, abs=1e-15)
    measured = accuracy(table, best_match(table))
    assert measured.overall == measured.kappa == purity(table) == 1


@pytest.mark.parametrize("table", [table_of([9]), table_of([0, 9], [0, 0]), table_of([1])])
def test_maps_of_one_class_agree(table):
    assert adjusted_rand_index(table) == 1
    assert normalized_mutual_information(table) == 1
    assert purity(table) == 1
    measured = accuracy(table, majority_match(table))
    assert measured.overall == 1
    assert np.isnan(measured.kappa)


def test_one_class_shares_no_information_with_several():
    table = table_of([3, 4])
    assert adjusted_rand_index(table) == 0
    assert normalized_mutual_information(table) == 0


@pytest.mark.parametrize("shape", [(2, 3), (1, 1), (0, 3), (3, 0), (0, 0)])
def test_measures_without_pixels_are_nan_or_1(shape):
    table = np.zeros(shape, dtype=np.int64)
    assert adjusted_rand_index(table) == 1
    assert normalized_mutual_information(table) == 1
    assert np.isnan(purity(table))
    for match in (best_match, majority_match):
        partners = match(table)
        assert partners.tolist() == [0] * shape[1]
        measured = accuracy(table, partners)
        assert np.isnan([measured.overall, measured.kappa]).all()
        assert np.isnan(measured.producers).all()
        assert np.isnan(measured.users).all()


def test_error_says_how_to_install_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingDependencyError, match="apt install python3-scipy"):
        best_match(table_of([1, 0], [0, 1]))
