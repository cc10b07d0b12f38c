"""Report of the comparison of two class maps."""

import re
import sys
from dataclasses import replace

import numpy as np
import pytest
from pages import HOSTILE, Page
from plotly.offline import get_plotlyjs
from runs import compare_classes

from s2_kmeans_plugin.core.reports.comparison_report import (
    MAX_CHANGES,
    MAX_SHOWN,
    render_comparison_report,
)
from s2_kmeans_plugin.core.reports.page import Run

RUN = Run(
    "May → June",
    [("First map", "a.tif")],
    "qgis_process run s2kmeans:compareclasses --FIRST=a.tif --SECOND=b.tif",
)


@pytest.fixture(autouse=True)
def brief_plotly(monkeypatch):
    monkeypatch.setattr("plotly.offline.get_plotlyjs", lambda: "/* plotly.js */")


@pytest.fixture
def compared(make_map):
    """Compare maps with the shared pixels of a table; pixels measure 10 m."""

    def make(table, first=None, second=None):
        table = np.asarray(table)
        rows, cols = np.indices(table.shape) + 1
        counts = table.ravel()
        one, two = (np.repeat(side.ravel(), counts)[None] for side in (rows, cols))
        sources = make_map(one, "a", first), make_map(two, "b", second)
        return compare_classes(*sources, with_previews=True)

    return make


# Of 100 pixels 40 stay water and 45 sand; 10 turn from water to sand, 5 from sand to water.
BY_HAND = [[40, 10], [5, 45]]
NAMES = ["Water", "Sand"]


@pytest.fixture
def text(compared):
    return shown(compared(BY_HAND, NAMES, NAMES)).text


def shown(comparison, names=("May", "June"), run=RUN, **options):
    return Page(render_comparison_report(comparison, names, run, **options))


@pytest.mark.parametrize(
    "key",
    [
        "Compared pixels 100",
        # Of 10 m x 10 m.
        "Hectares 1.0",
        "Unchanged 85.0%",
        "Agreement 85.0%",
        # By chance (50 * 45 + 50 * 55) / 100^2 = 0.5 agree: (0.85 - 0.5) / (1 - 0.5).
        "Kappa 0.700",
        # Of 9900 ordered pairs 40^2 + 10^2 + 5^2 + 45^2 - 100 = 3650 share a class in both maps,
        # 50^2 + 50^2 - 100 = 4900 in the first, 45^2 + 55^2 - 100 = 4950 in the second. By chance
        # 4900 * 4950 / 9900 = 2450, at most 4925: (3650 - 2450) / (4925 - 2450).
        "Adjusted Rand index 0.485",
        # The entropies are 1 and 0.99277 bits. The maps share 0.4 log2(0.4 / 0.225)
        # + 0.1 log2(0.1 / 0.275) + 0.05 log2(0.05 / 0.225) + 0.45 log2(0.45 / 0.275) = 0.39731.
        "Mutual information 0.399",
    ],
)
def test_page_shows_a_key_number(text, key):
    assert key in text


@pytest.mark.parametrize(
    "row",
    [
        "Water Sand % of all Pixels",
        # 40 and 10 of 50 pixels of 100, then 5 and 45.
        "Water 80.0 20.0 50.00 50",
        "Sand 10.0 90.0 50.00 50",
        "% of all 45.0 55.0 100.00 100",
    ],
)
def test_transition_matrix_has_a_row(text, row):
    assert row in text


@pytest.mark.parametrize(
    "row",
    [
        "From To Share % Pixels Hectares",
        "Water Sand 10.00 10 0.10",
        "Sand Water 5.00 5 0.05",
        "Unchanged 85.00 85 0.85",
    ],
)
def test_table_of_changes_has_a_row(text, row):
    assert row in text


def test_unchanged_cells_have_a_frame(compared):
    def framed(comparison):
        cells = [attrs for tag, attrs in shown(comparison).elements if tag == "td"]
        met = [attrs["class"] for attrs in cells if attrs.get("class", "").startswith("cell")]
        return [name == "cell same" for name in met]

    assert framed(compared(BY_HAND, NAMES, NAMES)) == [True, False, False, True]


def test_classes_stand_beside_their_partners(compared):
    # Sand is the first class of the second map, and comes after water as in the first.
    text = shown(compared([[10, 40], [45, 5]], NAMES, ["Sand", "Water"])).text
    assert "Water Sand % of all Pixels" in text
    assert "Water 80.0 20.0 50.00 50" in text


def test_class_without_a_partner_stands_after_its_origin(compared):
    # Deep comes from water, whose partner is shallow.
    table = [[40, 0, 30], [0, 45, 0]]
    assert "Shallow Deep Beach" in shown(compared(table, NAMES, ["Shallow", "Beach", "Deep"])).text


def test_page_names_the_rule_where_classes_are_matched(compared):
    text = shown(compared(BY_HAND, NAMES, ["Deep", "Beach"])).text
    assert "have matched classes" in text
    # The same as the agreement.
    assert "Unchanged 85.0%" not in text


def test_page_counts_the_excluded_pixels(make_map):
    one, two = make_map([[1, 1, 0, 2]], "a"), make_map([[1, 0, 2, 2]], "b")
    comparison = compare_classes(one, two, with_previews=True)
    assert "2 pixels have a class in only one map" in shown(comparison).text


def test_maps_without_shared_pixels_have_a_page(make_map):
    comparison = compare_classes(
        make_map([[1, 0]], "a"), make_map([[0, 1]], "b"), with_previews=True
    )
    page = shown(comparison)
    assert "No pixel has a class in both maps." in page.text
    assert page.figures == {"flows": None}


def test_map_compared_with_itself_has_no_changes(compared):
    assert "All pixels are unchanged." in shown(compared([[5]], ["Water"], ["Water"])).text


def test_unknown_agreement_is_omitted(compared, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    text = shown(compared(BY_HAND, NAMES, NAMES)).text
    assert "Agreement and kappa are missing" in text
    assert "Kappa" not in text
    assert "nan" not in text


def test_undefined_kappa_is_a_dash(compared):
    assert "Kappa –" in shown(compared([[5]], ["Water"], ["Water"])).text


def test_unknown_areas_are_omitted(make_raster):
    from s2_kmeans_plugin.core.raster.source import RasterSource

    array = np.array([[1, 2, 2]], np.uint8)
    source = RasterSource.open(make_raster(array, geotransform=None, epsg=None))
    comparison = compare_classes(source, source, with_previews=True)
    assert "ectares" not in render_comparison_report(comparison, ("a", "b"))


def many(k):
    """Return a table in which n of the 1000 + n pixels of class n change to the class before."""
    n = np.arange(1, k + 1)
    return np.diag(1000 + 0 * n) + np.roll(np.diag(n), -1, axis=1)


def test_all_classes_are_separate_where_they_fit(compared):
    text = shown(compared(many(MAX_SHOWN))).text
    assert "other classes" not in text


def test_smallest_of_many_classes_are_combined(compared):
    comparison = compared(many(MAX_SHOWN + 3))
    page = shown(comparison)
    assert f"the {MAX_SHOWN - 1} largest are separate" in page.text
    # Classes 1 to 4 of the first map are combined: 4000 + 1 + 2 + 3 + 4 pixels.
    assert re.search(r"4 other classes [\d. ·]+ 4,010 ", page.text)
    node = page.figures["flows"]["data"][0]["node"]
    assert len(node["x"]) == 2 * MAX_SHOWN


def test_combined_classes_keep_all_pixels(compared):
    comparison = compared(many(40))
    link = shown(comparison).figures["flows"]["data"][0]["link"]
    assert sum(link["value"]) == comparison.n_pixels


def test_unlisted_changes_are_summed(compared):
    text = shown(compared(many(MAX_CHANGES + 2))).text
    # Of 14 changes of 1 to 14 pixels the two rarest are left: 1 + 2 of 14 * 1000 + 105.
    assert "2 more changes 0.02 3 0.03" in text


def test_page_shows_three_maps(compared):
    assert len(shown(compared(BY_HAND)).pictures()) == 3


def test_page_of_a_comparison_without_previews_has_no_picture(compared):
    assert shown(replace(compared(BY_HAND), previews=None)).pictures() == []


def test_largest_page_stays_below_5_mb(make_map, rng, monkeypatch):
    """Use most classes, and maps that cannot be compressed."""
    monkeypatch.setattr("plotly.offline.get_plotlyjs", get_plotlyjs)
    one, two = (make_map(rng.integers(1, 256, (800, 800)), name) for name in "ab")
    comparison = compare_classes(one, two, with_previews=True)
    page = render_comparison_report(comparison, ("a", "b"))
    assert len(page.encode()) < 5_000_000


def test_page_shows_parameters_and_command(compared):
    text = shown(compared(BY_HAND)).text
    assert "First map a.tif" in text
    assert "qgis_process run s2kmeans:compareclasses --FIRST=a.tif --SECOND=b.tif" in text


def test_hostile_names_add_no_element(compared):
    k = len(HOSTILE) - 1  # A GeoTIFF cannot contain the last name.
    table = many(k)

    def tags(names, name):
        run = Run(name, [(name, name)], name)
        page = shown(compared(table, names, names), (name, name), run)
        return [tag for tag, _ in page.elements]

    assert tags(HOSTILE[:k], HOSTILE[-1]) == tags([f"name {n}" for n in "abcd"], "a")


def test_figures_contain_nothing_that_ends_a_script(compared):
    page = shown(compared(many(4), HOSTILE[:4], HOSTILE[:4]), tuple(HOSTILE[:2]))
    assert not set("<>&") & set(page.scripts["figures"])


def test_every_text_is_translated(compared):
    page = shown(compared(BY_HAND), ("", ""), Run(), translate=lambda text: "")
    assert set(re.findall("[A-Za-z]+", page.text)) == {"Class"}


def test_identical_comparisons_give_identical_pages(compared):
    comparison = compared(BY_HAND)
    assert render_comparison_report(comparison, ("a", "b")) == render_comparison_report(
        comparison, ("a", "b")
    )
