"""The page of a map against a reference."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from s2_kmeans_plugin.core.evaluation import agreement
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.maps.assessment import Assessment, LeftOut
from s2_kmeans_plugin.core.reports.accuracy_report import MOST_SHOWN, PANEL_COLUMNS
from s2_kmeans_plugin.core.reports.accuracy_report import page_of as html_of
from s2_kmeans_plugin.core.reports.page import Run

HOSTILE = ["</script><script>alert(1)</script>", "<b>bold</b> & 'single'", "{{ 7 * 7 }} \udcff"]

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
        left_out=LeftOut(*left_out),
    )


class Page(HTMLParser):
    """Tags, text, and the rows of the tables as lists of words."""

    def __init__(self, source):
        super().__init__()
        self.source, self.tags, self.words, self.rows = source, [], [], []
        self._in_row = False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
            self._in_row = True

    def handle_endtag(self, tag):
        self._in_row = self._in_row and tag != "tr"

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "style":
            return
        word = " ".join(data.split())
        if word:
            self.words.append(word)
            if self._in_row:
                self.rows[-1].append(word)

    @property
    def text(self):
        return " ".join(self.words)


RUN = Run("map", [("Field", "cover")], "run it")


def page_of(assessment, run=RUN, **options):
    return Page(html_of(assessment, run, **options))


def test_it_tells_the_key_numbers():
    """9 of 10 agree; kappa 0.36 / 0.46, adjusted Rand index 3.4 / 10.9."""
    text = page_of(make_assessment()).text
    for said in (
        "Overall accuracy 90.0%",
        "Kappa 0.783",
        "Purity 90.0%",
        "Adjusted Rand index 0.312",
        "Reference pixels 10",
    ):
        assert said in text


def test_it_shows_the_merged_matrix_with_both_accuracies():
    rows = page_of(make_assessment()).rows
    assert ["forest", "6", "100.0%", "85.7%", "6"] in rows
    assert ["water", "4", "75.0%", "100.0%", "1", "3"] in rows


def test_it_shows_the_classes_of_the_map_below_their_partners():
    page = page_of(make_assessment())
    assert ["forest", "water"] in page.rows
    assert ["Reference", "Class 1", "Class 2", "Class 3"] in page.rows
    assert ["forest", "3", "3"] in page.rows
    assert 'colspan="2" title="forest"' in page.source


def test_the_map_classes_have_chips_in_their_colours():
    legend = [ClassEntry(n, f"c{n}", (n, 20, 30)) for n in (1, 2, 3)]
    source = page_of(make_assessment(legend=legend)).source
    assert all(f"background:rgb({n},20,30)" in source for n in (1, 2, 3))


def test_the_shade_of_a_cell_is_its_part_of_the_row():
    source = page_of(make_assessment()).source
    # Of the 4 pixels of water 3 agree, 1 does not.
    assert "rgba(31,95,139,0.750)" in source
    assert "rgba(194,65,12,0.250)" in source


def test_it_tells_what_was_left_out():
    text = page_of(make_assessment(left_out=(1, 2, 3))).text
    assert "Features without a shape or a class: 1" in text
    assert "Points and polygons beside the map: 2" in text
    assert "Pixels of the reference without a class in the map: 3" in text


def test_it_is_silent_where_nothing_was_left_out():
    assert "Left out" not in page_of(make_assessment()).text


def test_it_tells_how_it_was_made():
    text = page_of(make_assessment()).text
    assert "map" in text
    assert "Field cover" in text
    assert "run it" in text


def test_what_is_not_known_is_a_dash():
    page = page_of(make_assessment([[2], [0]]))
    assert "Kappa –" in page.text
    assert ["water", "0", "–", "–"] in page.rows


def test_hostile_names_add_no_element_and_are_shown_as_they_are():
    table = np.eye(3, dtype=int)
    legend = [ClassEntry(n, name, (n, 0, 0)) for n, name in enumerate(HOSTILE, start=1)]
    hostile = page_of(
        make_assessment(table, HOSTILE, legend),
        Run(HOSTILE[0], [(HOSTILE[0], HOSTILE[1])], HOSTILE[0]),
    )
    tame = page_of(make_assessment(table, "abc"))
    assert hostile.tags == tame.tags
    assert "<b>bold</b> & 'single'" in hostile.text
    assert "{{ 7 * 7 }}" in hostile.text


def test_it_needs_no_script():
    assert "script" not in page_of(make_assessment()).tags


def test_a_wide_matrix_is_cut_into_panels_that_show_all_of_it():
    """All classes agree, and have as many pixels as their number."""
    n = 2 * PANEL_COLUMNS + 1
    page = page_of(make_assessment(np.diag(range(1, n + 1)), [f"r{value}" for value in range(n)]))
    assert page.tags.count("table") == 2 * 3
    last = f"r{n - 1}"
    assert [row for row in page.rows if row[0] == last] == [
        [last, str(n), "100.0%", "100.0%"],
        [last],
        [last, str(n)],
        [last],
        [last],
        # The name above the last class of the map.
        [last],
        [last, str(n)],
    ]


# Each panel has a row of names above, and one more of those that they are matched with.
MOST_ROWS = MOST_SHOWN // PANEL_COLUMNS * (2 * MOST_SHOWN + 3)


@pytest.mark.parametrize(("n", "n_rows"), [(MOST_SHOWN, MOST_ROWS), (MOST_SHOWN + 1, 0)])
def test_a_matrix_too_large_to_read_is_left_to_the_table(n, n_rows):
    page = page_of(make_assessment(np.full((n, n), 10**6) + np.eye(n, dtype=int), ["name"] * n))
    assert page.tags.count("tr") == n_rows
    assert ("too many for a page" in page.text) == (n_rows == 0)
    assert len(page.source) < 5_000_000


def test_no_fixed_text_escapes_translation():
    page = page_of(
        make_assessment([[2, 1], [0, 3]], left_out=(1, 1, 1)), translate=lambda text: "·"
    )
    words = " ".join(page.words)
    for given in ("forest", "water", "Class", "Field", "cover", "map", "run it"):
        words = words.replace(given, "")
    assert re.findall(r"[A-Za-z]{2,}", words) == []
