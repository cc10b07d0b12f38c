"""Report of the accuracy of a class map."""

import re

import numpy as np
import pytest
from pages import HOSTILE, Page

from s2_kmeans_plugin.core.evaluation import agreement
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.maps.assessment import Assessment, UnusedReference
from s2_kmeans_plugin.core.reports.accuracy_report import (
    MAX_SHOWN,
    PANEL_COLUMNS,
    render_accuracy_report,
)
from s2_kmeans_plugin.core.reports.page import Run

# Forest: 3 pixels of class 1, 3 of class 2; water: 1 of class 2, 3 of class 3.
TABLE = [[3, 3, 0], [0, 1, 3]]


def make_assessment(table=TABLE, names=("forest", "water"), legend=None, left_out=(0, 0, 0)):
    table = np.array(table)
    partners = agreement.majority_match(table)
    return Assessment(
        names=list(names),
        legend=legend or make_legend(table.shape[1], "distinct"),
        table=table,
        partners=partners,
        matched=agreement.accuracy(table, partners),
        purity=agreement.purity(table),
        adjusted_rand_index=agreement.adjusted_rand_index(table),
        unused=UnusedReference(*left_out),
    )


RUN = Run("map", [("Field", "cover")], "run it")


def page_of(assessment, run=RUN, **options):
    return Page(render_accuracy_report(assessment, run, **options))


@pytest.mark.parametrize(
    "key",
    [
        # 9 of 10 agree.
        "Overall accuracy 90.0%",
        # 0.36 / 0.46.
        "Kappa 0.783",
        "Purity 90.0%",
        # 3.4 / 10.9.
        "Adjusted Rand index 0.312",
        "Reference pixels 10",
    ],
)
def test_page_shows_a_key_number(key):
    assert key in page_of(make_assessment()).text


def test_page_shows_the_merged_matrix_with_both_accuracies():
    rows = page_of(make_assessment()).rows
    assert ["forest", "6", "100.0%", "85.7%", "6"] in rows
    assert ["water", "4", "75.0%", "100.0%", "1", "3"] in rows


def test_page_shows_the_map_classes_below_their_partners():
    page = page_of(make_assessment())
    assert ["forest", "water"] in page.rows
    assert ["Reference", "Class 1", "Class 2", "Class 3"] in page.rows
    assert ["forest", "3", "3"] in page.rows
    assert 'colspan="2" title="forest"' in page.source


def test_map_classes_have_chips_in_their_colours():
    legend = [ClassEntry(n, f"c{n}", (n, 20, 30)) for n in (1, 2, 3)]
    source = page_of(make_assessment(legend=legend)).source
    assert all(f"background:rgb({n},20,30)" in source for n in (1, 2, 3))


def test_shade_of_a_cell_is_its_part_of_the_row():
    source = page_of(make_assessment()).source
    # Of the 4 pixels of water 3 agree, 1 does not.
    assert "rgba(31,95,139,0.750)" in source
    assert "rgba(194,65,12,0.250)" in source


@pytest.mark.parametrize(
    "line",
    [
        "Features without a geometry or a class: 1",
        "Points and polygons outside the map: 2",
        "Reference pixels without a class in the map: 3",
    ],
)
def test_page_lists_what_is_excluded(line):
    assert line in page_of(make_assessment(left_out=(1, 2, 3))).text


def test_page_lists_nothing_where_nothing_is_excluded():
    assert "Excluded" not in page_of(make_assessment()).text


@pytest.mark.parametrize("part", ["map", "Field cover", "run it"])
def test_page_describes_the_run(part):
    assert part in page_of(make_assessment()).text


def test_unknown_value_is_a_dash():
    page = page_of(make_assessment([[2], [0]]))
    assert "Kappa –" in page.text
    assert ["water", "0", "–", "–"] in page.rows


def test_hostile_names_add_no_element():
    table = np.eye(len(HOSTILE), dtype=int)
    legend = [ClassEntry(n, name, (n, 0, 0)) for n, name in enumerate(HOSTILE, start=1)]
    hostile = page_of(
        make_assessment(table, HOSTILE, legend),
        Run(HOSTILE[0], [(HOSTILE[0], HOSTILE[1])], HOSTILE[0]),
    )
    tame = page_of(make_assessment(table, "abcde"))
    assert hostile.tags == tame.tags


def test_hostile_name_is_shown_as_text():
    page = page_of(make_assessment(np.eye(2, dtype=int), ["{{ 7 * 7 }}", "<b>bold</b> & 'single'"]))
    assert "{{ 7 * 7 }}" in page.text
    assert "<b>bold</b> & 'single'" in page.text


def test_page_contains_no_script():
    assert "script" not in page_of(make_assessment()).tags


def test_panels_of_a_wide_matrix_show_all_columns():
    """Class n has n pixels, and all agree."""
    n = 2 * PANEL_COLUMNS + 1
    page = page_of(make_assessment(np.diag(range(1, n + 1)), [f"r{value}" for value in range(n)]))
    assert page.count("table") == 2 * 3
    last = f"r{n - 1}"
    assert [row for row in page.rows if row[0] == last] == [
        [last, str(n), "100.0%", "100.0%"],
        [last],
        [last, str(n)],
        [last],
        [last],
        # Name above the last class of the map.
        [last],
        [last, str(n)],
    ]


# Each panel has a header row; those of the map classes have another one for their partners.
MOST_ROWS = MAX_SHOWN // PANEL_COLUMNS * (2 * MAX_SHOWN + 3)


@pytest.mark.parametrize(("n", "n_rows"), [(MAX_SHOWN, MOST_ROWS), (MAX_SHOWN + 1, 0)])
def test_page_refers_to_the_table_for_a_very_large_matrix(n, n_rows):
    page = page_of(make_assessment(np.full((n, n), 10**6) + np.eye(n, dtype=int), ["name"] * n))
    assert page.count("tr") == n_rows
    assert ("too many for a page" in page.text) == (n_rows == 0)
    assert len(page.source) < 5_000_000


def test_every_text_is_translated():
    page = page_of(
        make_assessment([[2, 1], [0, 3]], left_out=(1, 1, 1)), translate=lambda text: "·"
    )
    words = " ".join(page.words)
    for given in ("forest", "water", "Class", "Field", "cover", "map", "run it"):
        words = words.replace(given, "")
    assert re.findall(r"[A-Za-z]{2,}", words) == []
