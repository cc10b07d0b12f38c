"""Runs with indices and principal components, from a raster to a map and to another raster."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal, gdal_array
from runs import apply_model, classify, suggest_clusters

from s2_kmeans_plugin.core.choices import ALGORITHMS
from s2_kmeans_plugin.core.clustering.algorithms import ON_ALL_PIXELS
from s2_kmeans_plugin.core.errors import ArgumentError, RasterError
from s2_kmeans_plugin.core.maps.band_matching import match_bands
from s2_kmeans_plugin.core.maps.confidence import confidence
from s2_kmeans_plugin.core.maps.display import Display
from s2_kmeans_plugin.core.maps.edit_plan import Edit, plan
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.numerics.components import Projection
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.reports.class_report import render_class_report
from s2_kmeans_plugin.core.spectral.indices import with_indices

QUICK = {"n_init": 2, "sample_size": 5000, "n_clusters": 5}
NAMES = ("B02", "B03", "B04", "B08", "B11")


@pytest.fixture(scope="module")
def pixels():
    """Six surfaces in five bands, in patches: ndarray of uint16, shape (5, 80, 110)."""
    rng = np.random.default_rng(7)
    spectra = rng.uniform(300, 5000, (6, 5))
    patches = np.kron(rng.integers(0, 6, (16, 22)), np.ones((5, 5), dtype=int))
    image = spectra[patches] + rng.normal(0, 60, (80, 110, 5))
    return np.moveaxis(image, -1, 0).clip(1).astype(np.uint16)


@pytest.fixture(scope="module")
def path(pixels, tmp_path_factory):
    path = str(tmp_path_factory.mktemp("features") / "raster.tif")
    dataset = gdal_array.OpenArray(pixels)
    for number, name in enumerate(NAMES, start=1):
        dataset.GetRasterBand(number).SetDescription(name)
    options = ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"]
    gdal.GetDriverByName("GTiff").CreateCopy(path, dataset, options=options)
    return path


@pytest.fixture(scope="module")
def source(path):
    """Blue, green and near infrared compared by themselves, and two indices of four bands."""
    return with_indices(RasterSource.open(path, (1, 2, 4)), ["NDVI", "BSI"])


def run(source, path, **options):
    return classify(source, str(path), **{**QUICK, **options})


def map_of(path):
    return gdal.Open(str(path)).ReadAsArray()


def features_of(source):
    values = source.read(source.grid.window).values
    return values.reshape(len(values), -1)


# The map


@pytest.mark.parametrize("n_components", [0, 3])
@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_map_agrees_with_the_model_read_back(source, out, algorithm, n_components):
    result = run(source, out / "map.tif", algorithm=algorithm, n_components=n_components)
    model = ClusterModel.from_json(result.model.to_json())
    expected = model.predict(features_of(source).T)
    np.testing.assert_array_equal(map_of(out / "map.tif").ravel(), expected)


@pytest.mark.parametrize("n_components", [0, 3])
def test_pixel_has_the_class_of_the_nearest_centre_in_scaled_features(source, out, n_components):
    model = run(source, out / "map.tif", n_components=n_components).model
    features, (offset, scale) = features_of(source), (model.feature_offset, model.feature_scale)
    z = ((features - offset[:, None]) / scale[:, None]).astype(np.float64)
    if n_components:
        z, centers = model.projection.components @ z, model.centers
    else:
        centers = (model.centers - offset) / scale
    distances = np.square(z[None] - centers[:, :, None]).sum(axis=1)
    agreeing = map_of(out / "map.tif").ravel() == distances.argmin(axis=0) + 1
    assert agreeing.mean() > 0.999


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_classes_begin_with_the_darkest_by_their_bands(source, out, algorithm):
    result = run(source, out / "map.tif", algorithm=algorithm, n_components=4)
    assert (np.diff(result.model.class_means[:, :3].mean(axis=1)) > 0).all()


@pytest.mark.parametrize("scaling", ["none", "standardise"])
def test_all_components_give_the_map_of_the_features(source, out, scaling):
    run(source, out / "plain.tif", scaling=scaling, n_clusters=6)
    run(source, out / "components.tif", scaling=scaling, n_clusters=6, n_components=5)
    agreeing = map_of(out / "plain.tif") == map_of(out / "components.tif")
    assert agreeing.mean() > 0.999


@pytest.mark.parametrize("sample_size", [5000, 0])
def test_windows_and_threads_do_not_change_the_map(source, out, monkeypatch, sample_size):
    options = {"sample_size": sample_size, "n_components": 2}
    run(source, out / "one.tif", **options)
    original = RasterSource.window_shape
    monkeypatch.setattr(
        RasterSource, "window_shape", lambda self, *n: original(self, *n) if n else (48, 16)
    )
    with ThreadPoolExecutor(3) as executor:
        run(source, out / "many.tif", executor=executor, n_workers=3, **options)
    np.testing.assert_array_equal(map_of(out / "one.tif"), map_of(out / "many.tif"))


@pytest.mark.parametrize("algorithm", ON_ALL_PIXELS)
def test_refined_fit_works_in_components(source, out, algorithm, monkeypatch):
    monkeypatch.setattr("s2_kmeans_plugin.core.choices.GUIDING_SAMPLE_SIZE", 500)
    options = {"algorithm": algorithm, "n_components": 2, "sample_size": 0}
    result = run(source, out / "map.tif", **options)
    of_sample = run(source, out / "few.tif", **{**options, "sample_size": 500})
    z = result.model.project(features_of(source)).astype(np.float64)
    classes = map_of(out / "map.tif").ravel()
    for value, center in enumerate(result.model.centers, start=1):
        np.testing.assert_allclose(z[:, classes == value].mean(axis=1), center, atol=20)
    if algorithm != "isodata":
        assert result.inertia <= of_sample.inertia * 1.001


def test_each_distinct_pixel_is_a_class_if_they_are_few(make_raster, out):
    array = np.kron(np.arange(3), np.ones((5, 20, 10))).astype(np.uint8) * 40 + 10
    array[0] //= 3
    source = RasterSource.open(make_raster(array, band_names=NAMES))
    result = run(with_indices(source, ["BSI"]), out / "map.tif", n_components=2)
    assert result.model.n_classes == 3


def test_raster_of_one_value_has_one_class(make_raster, out):
    source = RasterSource.open(make_raster(np.full((5, 20, 30), 9, np.uint8), band_names=NAMES))
    result = run(with_indices(source, ["NDVI", "NDWI"]), out / "map.tif", n_components=3)
    assert result.counts.tolist() == [600]


@pytest.mark.parametrize("n_components", [6, 100])
def test_more_components_than_bands_and_indices_are_refused(source, out, n_components):
    with pytest.raises(ArgumentError, match="only 5 bands and indices are compared"):
        run(source, out / "map.tif", n_components=n_components)
    assert not list(out.iterdir())


# What comes with it


@pytest.mark.parametrize("n_components", [0, 2])
def test_statistics_include_bands_and_indices(source, out, n_components):
    result = run(source, out / "map.tif", n_components=n_components, with_statistics=True)
    features, classes = features_of(source).astype(np.float64), map_of(out / "map.tif").ravel()
    of_class = features[:, classes == 2]
    np.testing.assert_allclose(result.statistics.means[1], of_class.mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(result.statistics.deviations[1], of_class.std(axis=1), rtol=1e-4)


def test_confidence_is_measured_in_components(source, out):
    model = run(source, out / "map.tif", n_components=2, confidence=str(out / "sure.tif")).model
    z = model.projection.project(features_of(source))
    valid = np.ones(z.shape[1], dtype=bool)
    expected = confidence(z, valid, model.centers, model.offset, model.scale)
    np.testing.assert_array_equal(map_of(out / "sure.tif").ravel(), expected)


def test_names_are_suggested_from_bands_only(make_raster, pixels, out):
    calls = []

    def name_classes(means, names):
        calls.append((means, names))
        return ["a name"] * len(means)

    path = make_raster(pixels, band_names=NAMES, scales=[1e-4] * 5, offsets=[-0.1] * 5)
    source = with_indices(RasterSource.open(path, (1, 2, 4)), ["NDVI"])
    run(source, out / "map.tif", name_classes=name_classes, n_components=4)
    ((means, names),) = calls
    assert names == ("B02", "B03", "B08")
    classes = map_of(out / "map.tif")
    expected = [(pixels[[0, 1, 3]][:, classes == n] * 1e-4 - 0.1).mean(axis=1) for n in range(1, 6)]
    np.testing.assert_allclose(means, expected, atol=0.01)


def test_report_has_indices_in_its_table_but_not_in_its_spectra(source, out):
    report = run(source, out / "map.tif", with_facts=True).facts
    assert (report.band_names, report.index_names) == (("B02", "B03", "B08"), ("NDVI", "BSI"))
    html = render_class_report(report)
    assert html.count("NDVI") == html.count('<th class="number">NDVI</th>') == 1
    assert f'<td class="number">{report.means[0, 3]:.2f}</td>' in html


@pytest.mark.parametrize("bands", [(4, 2, 1), (3, 2, 1), (5, 3, 4)])
def test_classes_have_the_colours_of_the_displayed_bands(source, out, bands):
    shown = Display(bands, ((0, 5000),) * 3)
    result = run(source, out / "map.tif", display=shown, n_components=2)
    classes = map_of(out / "map.tif")
    values = source.choose(bands).read(source.grid.window).values
    for entry in result.legend:
        expected = 255 * (values[:, classes == entry.value] / 5000).clip(0, 1).mean(axis=1)
        np.testing.assert_allclose(entry.color, expected, atol=3)


# On another raster


@pytest.fixture(scope="module")
def fitted(source, tmp_path_factory):
    """A model, by way of its text, and the map that it came with."""
    path = str(tmp_path_factory.mktemp("fitted") / "map.tif")
    result = run(source, path, n_components=3)
    return ClusterModel.from_json(result.model.to_json()), path


@pytest.fixture(scope="module")
def model(fitted):
    return fitted[0]


def test_model_repeats_its_map_on_its_raster(path, fitted, out):
    model, map_path = fitted
    whole = RasterSource.open(path)
    bands = match_bands(model, whole)
    assert bands == (1, 2, 4, 3, 5)
    applied = apply_model(whole.choose(bands), model, str(out / "again.tif"))
    np.testing.assert_array_equal(map_of(out / "again.tif"), map_of(map_path))
    assert applied.likeness.share_beyond < 0.01


def test_bands_of_a_model_are_found_among_others(make_raster, pixels, fitted, out):
    model, map_path = fitted
    order = [4, 2, 0, 3, 1]
    names = [NAMES[n] for n in order]
    other = RasterSource.open(make_raster(pixels[order], "other.tif", band_names=names))
    apply_model(other.choose(match_bands(model, other)), model, str(out / "again.tif"))
    np.testing.assert_array_equal(map_of(out / "again.tif"), map_of(map_path))


def test_missing_band_of_an_index_is_named(make_raster, pixels, model):
    other = RasterSource.open(make_raster(pixels[:4], "other.tif", band_names=NAMES[:4]))
    with pytest.raises(RasterError, match="the model needs B02, B03, B08, B04, B11"):
        match_bands(model, other)


def test_bands_chosen_without_those_of_the_indices_are_refused(path, model, out):
    with pytest.raises(RasterError, match=r"3 bands of .* the model needs 5"):
        apply_model(RasterSource.open(path, (1, 2, 4)), model, str(out / "again.tif"))


def test_index_uses_the_offset_of_the_other_raster(make_raster, pixels, out):
    scales = [1e-4] * 5
    old = RasterSource.open(make_raster(pixels, "old.tif", band_names=NAMES, scales=scales))
    new = make_raster(pixels + 1000, "new.tif", band_names=NAMES, scales=scales, offsets=[-0.1] * 5)
    new = RasterSource.open(new)
    source = with_indices(old.choose((1,)), ["NDVI", "BSI"])
    model = run(source, out / "map.tif").model
    shifted = replace(new.choose(match_bands(model, new)), features=model.features)
    np.testing.assert_array_equal(features_of(shifted)[1:], features_of(source)[1:])


def test_product_of_another_baseline_is_noticed_by_its_bands(make_raster, pixels, model, out):
    newer = RasterSource.open(make_raster(pixels + 1000, "newer.tif", band_names=NAMES))
    applied = apply_model(newer.choose((1, 2, 4, 3, 5)), model, str(out / "again.tif"))
    assert applied.likeness.sentinel2_shift == 1000


def test_edited_model_sorts_into_the_edited_classes(path, fitted, out):
    model, map_path = fitted
    legend = {entry.value: entry for entry in model.legend}
    planned = plan([Edit(2, 1, "both"), Edit(3, 0)], legend, np.ones(256, int))
    edited = ClusterModel.from_json(planned.model(model, {}).to_json())
    apply_model(RasterSource.open(path, (1, 2, 4, 3, 5)), edited, str(out / "again.tif"))
    expected = planned.lookup[map_of(map_path)]
    np.testing.assert_array_equal(map_of(out / "again.tif"), expected)
    assert edited.class_means.shape == (3, 5)


# The model as text


def test_model_comes_back_from_json_unchanged(model):
    back = ClusterModel.from_json(model.to_json())
    assert back.features == model.features
    assert back.input_names == model.input_names == ("B02", "B03", "B08", "B04", "B11")
    for name in vars(model.projection):
        expected = getattr(model.projection, name)
        np.testing.assert_array_equal(getattr(back.projection, name), expected)


def test_only_models_with_indices_or_components_have_version_2(path, source, out):
    plain = source.choose((1, 2, 4))
    versions = [
        json.loads(run(each, out / "map.tif", n_components=n).model.to_json())["version"]
        for each, n in ((plain, 0), (plain, 2), (source, 0))
    ]
    assert versions == [1, 2, 2]


CHANGES = {
    "no input names": {"input_names": None},
    "an input missing": {"input_names": ["B02", "B03", "B08", "B04"]},
    "other inputs": {"input_names": ["B03", "B02", "B08", "B04", "B11"]},
    "other names": {"band_names": ["B02", "B03", "B08", "BSI", "NDVI"]},
    "no indices": {"indices": []},
    "indices that are not a list": {"indices": 7},
    "an index that is not an object": {"indices": ["NDVI", "BSI"]},
    "an unknown index": {"indices": [{"name": "XYZ", "inputs": [0, 1]}] * 2},
    "an index without bands": {"indices": [{"name": "NDVI"}] * 2},
    "an index twice": {
        "indices": [{"name": "NDVI", "inputs": [0, 1]}] * 2,
        "band_names": ["B02", "B03", "B08", "NDVI", "NDVI"],
    },
    "a projection that is none": {"projection": None},
    "a projection without all of it": {"projection": {"components": [[1, 0, 0, 0, 0]]}},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_model_with_wrong_features_is_refused(model, changes):
    refuse({**json.loads(model.to_json()), **changes})


@pytest.mark.parametrize("inputs", [[0], [0, 1, 2], [0, 9], [-1, 0], [0, 1.0], [True, 0], "01"])
def test_index_of_missing_bands_is_refused(model, inputs):
    text = json.loads(model.to_json())
    text["indices"][0]["inputs"] = inputs
    refuse(text)


PROJECTIONS = {
    "offset": ([0] * 4, [[0] * 5], [0, 0, 0, 0, None], 0),
    "scale": ([1] * 4, [1, 1, 1, 1, 0], [1, 1, 1, 1, -1], [1, 1, 1, 1, float("inf")]),
    "components": (
        [],
        [[9, 0, 0, 0, 0]] * 3,
        [1] * 5,
        [[1] * 5] * 2,
        [[1] * 5] * 6,
        [[1] * 4] * 3,
        [[1], [1, 2]],
        "x",
    ),
    "shares": ([1], [], [1, 1, float("nan")]),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in PROJECTIONS for value in PROJECTIONS[name]]
)
def test_wrong_projection_is_refused(model, name, value):
    text = json.loads(model.to_json())
    text["projection"][name] = value
    refuse(text)


@pytest.mark.parametrize("name", ["centers", "offset", "scale"])
def test_centres_with_another_number_of_components_are_refused(model, name):
    text = json.loads(model.to_json())
    text[name] = np.array(text[name])[..., :2].tolist()
    refuse(text)


def refuse(text):
    with pytest.raises(ArgumentError, match="not a cluster model"):
        ClusterModel.from_json(json.dumps(text))


# How many classes


def test_number_of_classes_is_suggested_in_components(source):
    options = {"min_clusters": 5, "max_clusters": 7, "sample_size": 2000}
    suggestion = suggest_clusters(source, n_components=2, **options)
    assert suggestion.chosen.n_clusters == 6
    assert suggestion.projection.n_components == len(suggestion.sample) == 2


def test_shown_clusters_begin_with_the_darkest(source):
    options = {"min_clusters": 4, "max_clusters": 4, "sample_size": 1000}
    suggestion = suggest_clusters(source, n_components=2, **options)
    points = suggestion.projection.reconstruct(suggestion.sample.T)[:, :3].mean(axis=1)
    means = [points[suggestion.sample_labels == value].mean() for value in range(1, 5)]
    assert (np.diff(means) > 0).all()


def test_result_reports_the_variance_of_the_components(source, out):
    projection = run(source, out / "map.tif", n_components=5).model.projection
    assert isinstance(projection, Projection)
    assert projection.shares.sum() == pytest.approx(1)
