"""Trials with several numbers of clusters on a raster."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from geotiffs import write_raster
from runs import suggest_clusters
from scenes import scene
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, RasterError
from s2_kmeans_plugin.core.numerics.components import find_components
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture(scope="module")
def suggest(tmp_path_factory):
    """Return a function that suggests a number for an array with a small sample."""
    path = tmp_path_factory.mktemp("suggest") / "raster.tif"

    def run(array, *, bands=None, nodata=None, **options):
        source = RasterSource.open(write_raster(path, array, nodata=nodata), bands)
        return suggest_clusters(source, **{"sample_size": 2500, **options})

    return run


FOUR_CLASSES = (4, 4, 4, 1)


@pytest.fixture(scope="module")
def four(suggest):
    """Return the suggestion for four distant classes."""
    return suggest(scene(*FOUR_CLASSES, seed=1)[0], max_clusters=5)


SCENES = [
    # classes, bands, gap, imbalance
    (3, 4, 2.5, 3),
    (4, 1, 3, 2),
    (4, 10, 2.5, 3),
    (5, 3, 2.5, 1),
    (6, 4, 3, 3),
    (6, 6, 2.2, 2),
    (7, 4, 2.5, 2),
    (8, 10, 3, 2),
    (9, 6, 2.5, 2),
    (10, 4, 2.5, 1),
]


def test_at_least_nine_of_ten_known_numbers_are_found(suggest):
    # The largest number that passes is chosen, so smaller numbers need no trial.
    found = []
    for seed, (n_classes, *shape) in enumerate(SCENES):
        image, _ = scene(n_classes, *shape, seed)
        numbers = {"min_clusters": n_classes - 1, "max_clusters": n_classes + 2}
        suggestion = suggest(image, **numbers)
        number, verdict = suggestion.chosen.n_clusters, suggestion.verdict
        found.append(number == n_classes and verdict in ("clear", "close"))
    assert sum(found) >= 9, found


def test_sample_pixels_have_their_classes(four):
    image, classes = scene(*FOUR_CLASSES, seed=1)
    known = dict(zip(map(tuple, image.reshape(4, -1).T.tolist()), classes.ravel().tolist()))
    truth = [known[pixel] for pixel in map(tuple, four.sample.T.tolist())]
    assert adjusted_rand_score(truth, four.sample_labels) > 0.99


def test_classes_are_numbered_from_the_darkest(four):
    sample, labels = four.sample, four.sample_labels
    brightness = [sample[:, labels == n].mean() for n in range(1, 5)]
    assert brightness == sorted(brightness)


def test_well_separated_classes_are_clear(four):
    assert four.verdict == "clear"


@pytest.mark.parametrize("n_bands", [1, 4])
def test_no_number_stands_out_in_one_cloud(suggest, rng, n_bands):
    cloud = rng.normal(3000, 200, (n_bands, 80, 80)).astype(np.uint16)
    assert suggest(cloud, max_clusters=6).verdict == "none"


def test_verdict_is_more_where_the_largest_number_passes(suggest):
    suggestion = suggest(scene(6, 4, 4, 1, seed=1)[0], min_clusters=3, max_clusters=4)
    assert (suggestion.chosen.n_clusters, suggestion.verdict) == (4, "more")


def test_each_of_few_distinct_pixels_is_a_class(suggest):
    steps = np.repeat(np.arange(5, dtype=np.uint8) * 40, 500).reshape(1, 50, 50)
    suggestion = suggest(steps)
    assert (suggestion.chosen.n_clusters, suggestion.verdict) == (5, "distinct")
    assert [trial.n_clusters for trial in suggestion.trials] == [2, 3, 4, 5]
    assert suggestion.n_asked == 12


def test_constant_raster_is_refused(suggest):
    with pytest.raises(RasterError, match="same value everywhere"):
        suggest(np.full((3, 40, 40), 7, np.uint8))


def test_fewer_distinct_pixels_than_the_smallest_number_are_refused(suggest):
    steps = np.repeat(np.arange(4, dtype=np.uint8), 100).reshape(1, 20, 20)
    with pytest.raises(RasterError, match=r"only 4 different pixels .* 6 classes"):
        suggest(steps, min_clusters=6)


def test_six_pixels_are_enough(suggest, rng):
    suggestion = suggest(rng.integers(0, 200, (2, 2, 3)).astype(np.uint8))
    assert 2 <= suggestion.chosen.n_clusters <= 6


def test_nodata_does_not_become_a_class(suggest):
    image, classes = scene(4, 3, 4, 1, seed=1)
    image[:, classes == 3] = 0
    assert suggest(image, nodata=0, max_clusters=4).chosen.n_clusters == 3


def test_raster_of_nodata_is_refused(suggest):
    with pytest.raises(RasterError, match="no valid pixel"):
        suggest(np.zeros((1, 40, 40), np.uint8), nodata=0)


def test_only_the_window_and_the_bands_count(suggest, rng):
    image, _ = scene(3, 2, 4, 1, seed=1)
    wide = np.concatenate([image, rng.integers(0, 60_000, image.shape).astype(np.uint16)], axis=2)
    bands = np.concatenate([wide, rng.integers(0, 60_000, wide.shape).astype(np.uint16)])
    suggestion = suggest(bands, bands=(1, 2), window=Window(0, 0, 120, 120), max_clusters=4)
    assert suggestion.chosen.n_clusters == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_clusters": 5, "max_clusters": 3}, "min_clusters is 5, above max_clusters"),
        ({"min_clusters": 1}, "min_clusters is 1"),
        ({"max_clusters": 51}, "max_clusters is 51. Choose from 2 to 50"),
        ({"sample_size": 1}, "sample_size is 1"),
        ({"algorithm": "magic"}, "algorithm is magic"),
        ({"scaling": "magic"}, "scaling is magic"),
    ],
)
def test_argument_out_of_range_is_refused(suggest, options, message):
    with pytest.raises(ArgumentError, match=message):
        suggest(np.zeros((1, 10, 10), np.uint8), **options)


def test_range_of_one_number_is_allowed(suggest):
    suggestion = suggest(scene(3, 2, 4, 1, seed=1)[0], min_clusters=3, max_clusters=3)
    assert [trial.n_clusters for trial in suggestion.trials] == [3]


@pytest.mark.parametrize("algorithm", ["kmeans", "minibatch_kmeans"])
@pytest.mark.parametrize("scaling", ["none", "standardise"])
def test_every_algorithm_finds_clear_classes(suggest, algorithm, scaling):
    image, _ = scene(4, 3, 4, 1, seed=1)
    suggestion = suggest(image, algorithm=algorithm, scaling=scaling, max_clusters=5)
    assert suggestion.chosen.n_clusters == 4


def test_threads_do_not_change_the_result(suggest):
    image, _ = scene(4, 3, 2.5, 1, seed=1)
    alone = suggest(image, max_clusters=4)
    with ThreadPoolExecutor(3) as executor:
        threaded = suggest(image, max_clusters=4, executor=executor, n_workers=3)
    assert alone.trials == threaded.trials
    np.testing.assert_array_equal(alone.sample_labels, threaded.sample_labels)


def test_another_seed_draws_other_pixels(suggest):
    image, _ = scene(4, 3, 2.5, 1, seed=1)
    one, other = (suggest(image, max_clusters=3, random_state=seed) for seed in (0, 1))
    assert one.trials != other.trials


def test_progress_rises_to_the_end(suggest):
    reported = []
    suggest(scene(4, 3, 3, 1, seed=1)[0], max_clusters=5, progress=reported.append)
    assert reported == sorted(reported)
    assert reported[-1] == 1
    assert len({round(10 * fraction) for fraction in reported}) > 8


@pytest.mark.parametrize("after", [0.05, 0.3, 0.8])
def test_run_stops_at_the_first_request(suggest, rng, after):
    noise = rng.integers(0, 10_000, (3, 60, 60)).astype(np.uint16)
    reported, requests = [], []

    def is_cancelled():
        if reported and reported[-1] >= after:
            requests.append("stop")
        return bool(requests)

    with pytest.raises(Cancelled):
        suggest(noise, max_clusters=4, progress=reported.append, is_cancelled=is_cancelled)
    assert requests == ["stop"]


def test_suggestion_computes_the_axes_of_many_bands_once(suggest, rng, monkeypatch):
    calls = []
    monkeypatch.setattr(
        "s2_kmeans_plugin.core.evaluation.separability.find_components",
        lambda *args: calls.append(args) or find_components(*args),
    )
    suggest(rng.normal(100, 10, (30, 20, 20)), min_clusters=2, max_clusters=4)
    assert len(calls) == 1
