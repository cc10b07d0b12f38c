"""Report of a class map."""

import base64
import re
import sys
import zlib
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal
from pages import HOSTILE, Page
from plotly.offline import get_plotlyjs

from s2_kmeans_plugin.core.errors import MissingDependencyError
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.maps.class_facts import ClassFacts
from s2_kmeans_plugin.core.maps.preview import Preview
from s2_kmeans_plugin.core.maps.tally import ClassMap
from s2_kmeans_plugin.core.reports.class_report import render_class_report
from s2_kmeans_plugin.core.reports.page import Run, check_packages


def make_facts(k=4, band_names=("B02", "B03", "B04"), n_pixels=2000, size=(30, 40), noise=False):
    rng = np.random.default_rng(k)
    n_bands = len(band_names)
    classes = np.arange(n_pixels) % k + 1
    sample = rng.uniform(100, 3000, (k, n_bands))[classes - 1].T
    sample = sample + rng.normal(0, 100, sample.shape)
    by_class = [sample[:, classes == value] for value in range(1, k + 1)]
    image = rng.integers(0, 256, (*size, 4)) if noise else np.full((*size, 4), 255)
    counts = np.bincount(classes, minlength=k + 1)[1:]
    preview = Preview(None, None, rng.integers(0, k + 1, size).astype(np.uint8))
    class_map = ClassMap(
        grid=None,
        legend=make_legend(k, "distinct"),
        counts=1000 * counts,
        hectares=10.0 * counts,
        n_nodata=500_000,
        inertia=0.0,
        statistics=None,
        preview=preview,
    )
    return ClassFacts(
        class_map=class_map,
        band_names=tuple(band_names),
        means=np.array([pixels.mean(axis=1) for pixels in by_class]),
        deviations=np.array([pixels.std(axis=1) for pixels in by_class]),
        image=image.astype(np.uint8),
        sample=sample,
        sample_classes=classes.astype(np.uint8),
        scale=np.ones(n_bands),
    )


def named(names, **changes):
    """Return facts whose classes have these names."""
    facts = make_facts(len(names))
    classes = zip(facts.class_map.legend, names)
    legend = [ClassEntry(entry.value, name, entry.color) for entry, name in classes]
    return replace(with_map(facts, legend=legend), **changes)


def with_map(facts, **changes):
    return replace(facts, class_map=replace(facts.class_map, **changes))


@pytest.fixture(autouse=True)
def brief_plotly(monkeypatch):
    """Save the time of packing the library, which matters to two tests only."""
    monkeypatch.setattr("plotly.offline.get_plotlyjs", lambda: "/* plotly.js */")


@pytest.fixture
def real_plotly(brief_plotly, monkeypatch):
    monkeypatch.setattr("plotly.offline.get_plotlyjs", get_plotlyjs)


RUN = Run(
    title="scene.tif",
    parameters=[("Seed", "0"), ("Scaling", "none")],
    command="qgis_process run s2kmeans:classify --INPUT=scene.tif --N_CLUSTERS=4",
)


def page_of(facts, run=RUN, **options):
    return Page(render_class_report(facts, run, **options))


def test_page_shows_the_key_numbers():
    text = page_of(make_facts()).text
    for number in ("scene.tif", "2,000,000", "20,000.0", "20.0%", "25.00"):
        assert number in text


def test_table_has_a_row_for_each_class():
    facts = make_facts(7)
    page = page_of(facts)
    assert page.count("tr") == 1 + 7
    assert all(f" {entry.name} " in page.text for entry in facts.class_map.legend)


def test_page_shows_parameters_and_command():
    text = page_of(make_facts()).text
    assert "Scaling none" in text
    assert "qgis_process run s2kmeans:classify --INPUT=scene.tif --N_CLUSTERS=4" in text


def test_hostile_names_add_no_element():
    names = tuple(HOSTILE[:3])
    parameters = list(zip(HOSTILE, HOSTILE[::-1]))
    hostile = page_of(named(HOSTILE, band_names=names), Run(HOSTILE[0], parameters, HOSTILE[0]))
    tame = page_of(named(["a"] * 5), Run("a", [("a", "a")] * 5, "a"))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in tame.elements]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_is_shown_as_text(name):
    page = page_of(named([name, "b"]))
    assert name.encode("utf-8", "replace").decode() in "".join(page.words)


def test_figures_contain_nothing_that_ends_a_script():
    source = page_of(named(HOSTILE, band_names=tuple(HOSTILE[:3]))).scripts["figures"]
    assert not set("<>&") & set(source)


def test_hostile_names_reach_the_charts_as_text():
    spectra = page_of(named(["<b>x</b>", "y"])).figures["spectra"]
    assert "&lt;b&gt;x&lt;/b&gt;" in [trace.get("name") for trace in spectra["data"]]


def test_page_loads_nothing_from_outside():
    page = page_of(make_facts())
    own = page.source.replace(page.scripts["library"], "")
    own = re.sub(r"data:image/png;base64,[\w+/=]+", "", own)
    assert not re.search(r"https?:|//[\w.]+/|@import|url\(|href=|<link|fetch\(", own)
    assert all(src.startswith("data:image/png;base64,") for src in page.pictures())


def test_page_contains_plotly(real_plotly):
    packed = base64.b64decode(page_of(make_facts()).scripts["library"])
    assert zlib.decompress(packed).decode() == get_plotlyjs()


def test_page_has_an_element_for_each_figure():
    page = page_of(make_facts())
    places = [attrs["id"] for _, attrs in page.elements if attrs.get("class") == "chart"]
    assert places == list(page.figures) == ["spectra", "distances", "scatter"]


def test_largest_page_stays_below_5_mb(real_plotly):
    """Use most classes, very many bands, and pictures that cannot be compressed."""
    bands = [f"<{'&' * 40}> {number}" for number in range(150)]
    facts = make_facts(255, bands, n_pixels=5000, size=(800, 800), noise=True)
    assert len(page_of(facts).source.encode()) < 5_000_000


def test_identical_facts_give_identical_pages():
    assert page_of(make_facts()).source == page_of(make_facts()).source


def test_pictures_show_the_image_and_the_map(tmp_path):
    facts = make_facts(noise=True)
    facts.image[..., 3] = 255
    for src, expected in zip(
        page_of(facts).pictures(), (facts.image, facts.class_map.preview.classes)
    ):
        path = tmp_path / "picture.png"
        path.write_bytes(base64.b64decode(src.partition(",")[2]))
        read = gdal.Open(str(path)).ReadAsArray()
        np.testing.assert_array_equal(
            read, np.moveaxis(expected, -1, 0) if read.ndim > 2 else expected
        )


def titles(figure):
    axes = (figure["layout"][name] for name in ("xaxis", "yaxis"))
    return [axis["title"]["text"] for axis in axes if "title" in axis]


def test_every_text_is_translated():
    page = page_of(make_facts(), Run(), translate=lambda text: "")
    assert set(re.findall("[A-Za-z]+", page.text)) == {"Class"}
    assert not any(title for figure in page.figures.values() for title in titles(figure))


def test_translations_are_shown():
    german = {"Spectra": "Spektren", "Wavelength (nm)": "Wellenlänge (nm)"}
    page = page_of(make_facts(), translate=lambda text: german.get(text, text))
    assert "Spektren" in page.text
    assert titles(page.figures["spectra"])[0] == "Wellenlänge (nm)"


def empty_class(facts):
    means, deviations = facts.means.copy(), facts.deviations.copy()
    means[1] = deviations[1] = np.nan
    counts = facts.class_map.counts
    kept = facts.sample_classes != 2
    return replace(
        with_map(facts, counts=np.where(np.arange(len(counts)) == 1, 0, counts)),
        means=means,
        deviations=deviations,
        sample=facts.sample[:, kept],
        sample_classes=facts.sample_classes[kept],
    )


def no_pixels(facts):
    nothing = np.full_like(facts.means, np.nan)
    class_map = facts.class_map
    counts, hectares = 0 * class_map.counts, 0 * class_map.hectares
    return replace(
        with_map(facts, counts=counts, hectares=hectares, n_nodata=0),
        means=nothing,
        deviations=nothing,
        sample=facts.sample[:, :0],
        sample_classes=facts.sample_classes[:0],
    )


EDGES = {
    "a class without pixels": (empty_class(make_facts()), 3),
    "no pixels": (no_pixels(make_facts()), 2),
    "one class": (make_facts(1), 2),
    "one band": (make_facts(3, ["B02"]), 2),
    "255 classes": (make_facts(255), 3),
    "constant bands": (
        replace(make_facts(), sample=np.full((3, 2000), 7.0), deviations=np.zeros((4, 3))),
        3,
    ),
    "values that are not finite": (
        replace(make_facts(), sample=np.where(np.eye(3, 2000) > 0, np.nan, 1.0)),
        3,
    ),
}


@pytest.mark.parametrize("case", EDGES)
def test_edge_case_has_the_possible_charts(case):
    facts, n_charts = EDGES[case]
    page = page_of(facts)
    assert sum(attrs.get("class") == "chart" for _, attrs in page.elements) == n_charts


def test_page_without_a_run_has_all_charts():
    page = page_of(make_facts(), run=None)
    assert sum(attrs.get("class") == "chart" for _, attrs in page.elements) == 3


@pytest.mark.parametrize("size", [(1, 1), (1, 800), (800, 1)])
def test_pictures_of_any_shape_are_shown(size):
    assert len(page_of(make_facts(size=size)).pictures()) == 2


@pytest.mark.parametrize("given", [{"image": None}, {"class_map": {"preview": None}}])
def test_unknown_picture_is_omitted(given):
    facts = make_facts()
    given = {name: value and replace(facts.class_map, **value) for name, value in given.items()}
    assert len(page_of(replace(facts, **given)).pictures()) == 1


def test_unknown_areas_are_omitted():
    assert "Hectares" not in page_of(with_map(make_facts(), hectares=None)).text


def twins(shift):
    """Return two classes whose means are `shift` standard deviations apart."""
    facts = make_facts(2, ["a", "b"])
    means = np.array([[0.0, 0.0], [10.0 * shift, 0.0]])
    sample = np.random.default_rng(0).normal(0, 10, (2, 2000))
    return replace(facts, means=means, deviations=np.full((2, 2), 10.0), sample=sample)


def test_close_pair_is_listed():
    text = page_of(twins(1)).text
    assert "Pairs with a distance below 1.55" in text
    assert "0.24" in text  # 2 (1 - exp(-1 / 8))


def test_nearest_pair_is_named_where_no_pair_is_close():
    text = page_of(twins(4)).text
    assert "No pair has a distance below 1.55." in text
    assert "1.73" in text  # 2 (1 - exp(-16 / 8))


def test_at_most_10_pairs_are_listed():
    facts = make_facts(30)
    page = page_of(replace(facts, means=np.zeros_like(facts.means)))
    assert page.count("li") == 10
    assert "425 more pairs." in page.text  # 30 * 29 / 2 - 10


@pytest.mark.parametrize("package", ["jinja2", "plotly"])
def test_error_names_a_missing_package(monkeypatch, package):
    for module in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingDependencyError, match=f"{package}.*apt install python3-jinja2"):
        render_class_report(make_facts())


def test_missing_package_is_found_before_the_run(monkeypatch):
    check_packages()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingDependencyError):
        check_packages()
