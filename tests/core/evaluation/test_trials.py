"""Which number of classes is suggested."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from geotiffs import write_raster
from scenes import scene
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, RasterError
from s2_kmeans_plugin.core.evaluation.suggestion import Trial, choose
from s2_kmeans_plugin.core.evaluation.trials import suggest_clusters
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

NAN = float("nan")


@pytest.fixture(scope="module")
def suggest(tmp_path_factory):
    """Suggest a number for an array, by little work."""
    path = tmp_path_factory.mktemp("suggest") / "raster.tif"

    def run(array, *, bands=None, nodata=None, **options):
        source = RasterSource.open(write_raster(path, array, nodata=nodata), bands)
        return suggest_clusters(source, **{"sample_size": 2500, **options})

    return run


FOUR_APART = (4, 4, 4, 1)


@pytest.fixture(scope="module")
def four(suggest):
    """What is suggested for four classes that lie far apart, run once for all who only look."""
    return suggest(scene(*FOUR_APART, seed=1)[0], max_clusters=5)


# Known classes

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


def test_nine_of_ten_known_numbers_of_classes_are_found(suggest):
    # The largest number that passes is chosen: where the known one does, none below it matters, and
    # where none does, the verdict says so.
    found = []
    for seed, (n_classes, *shape) in enumerate(SCENES):
        image, _ = scene(n_classes, *shape, seed)
        numbers = {"min_clusters": n_classes - 1, "max_clusters": n_classes + 2}
        suggestion = suggest(image, **numbers)
        number, verdict = suggestion.chosen.n_clusters, suggestion.verdict
        found.append(number == n_classes and verdict in ("clear", "close"))
    assert sum(found) >= 9, found


def test_the_pixels_shown_have_their_classes(four):
    image, classes = scene(*FOUR_APART, seed=1)
    known = dict(zip(map(tuple, image.reshape(4, -1).T.tolist()), classes.ravel().tolist()))
    truth = [known[pixel] for pixel in map(tuple, four.sample.T.tolist())]
    assert adjusted_rand_score(truth, four.sample_labels) > 0.99


def test_classes_shown_are_numbered_from_the_darkest(four):
    sample, labels = four.sample, four.sample_labels
    brightness = [sample[:, labels == n].mean() for n in range(1, 5)]
    assert brightness == sorted(brightness)


def test_well_separated_classes_are_clear(four):
    assert four.verdict == "clear"


@pytest.mark.parametrize("n_bands", [1, 4])
def test_in_one_cloud_no_number_stands_out(suggest, rng, n_bands):
    cloud = rng.normal(3000, 200, (n_bands, 80, 80)).astype(np.uint16)
    assert suggest(cloud, max_clusters=6).verdict == "none"


def test_more_classes_than_were_tried_are_more(suggest):
    suggestion = suggest(scene(6, 4, 4, 1, seed=1)[0], min_clusters=3, max_clusters=4)
    assert (suggestion.chosen.n_clusters, suggestion.verdict) == (4, "more")


# The rule

GOOD = Trial(
    n_clusters=2,
    n_delivered=2,
    inertia=1.0,
    silhouette=0.5,
    calinski_harabasz=100.0,
    davies_bouldin=1.0,
    stability=1.0,
    separability=2.0,
)


def trials(*figures, first=2):
    """Trials of the given separability and stability."""
    return [
        replace(GOOD, n_clusters=n, n_delivered=n, separability=apart, stability=stable)
        for n, (apart, stable) in enumerate(figures, start=first)
    ]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([(2.0, 1.0), (1.95, 0.9), (1.2, 0.9)], (3, "clear")),
        ([(2.0, 1.0), (1.7, 0.9), (1.2, 0.9)], (3, "close")),
        ([(2.0, 1.0), (2.0, 0.7), (1.2, 0.9)], (2, "clear")),
        # One number that fails does not stop those after it.
        ([(2.0, 1.0), (1.2, 1.0), (1.95, 0.9), (1.2, 0.9)], (4, "clear")),
        ([(1.3, 0.9), (1.3, 0.85), (1.3, 0.7), (1.3, 0.9)], (3, "none")),
        ([(1.3, 0.9), (1.3, 0.9)], (3, "none")),
        ([(1.3, 0.3), (1.3, 0.6), (1.3, 0.5)], (3, "none")),
        ([(1.3, 0.9)], (2, "none")),
        ([(NAN, 1.0), (1.9, 0.9), (1.3, 0.9)], (3, "clear")),
    ],
)
def test_the_rule(figures, expected):
    chosen, verdict = choose(trials(*figures))
    assert (chosen.n_clusters, verdict) == expected


def test_of_numbers_that_gave_one_partition_the_first_is_chosen():
    settled = [replace(trial, n_delivered=3) for trial in trials((2.0, 1.0), (2.0, 1.0), first=3)]
    chosen, _ = choose([GOOD, *settled])
    assert chosen.n_clusters == 3


# Few different pixels


def test_each_distinct_pixel_is_a_class_where_there_are_few(suggest):
    steps = np.repeat(np.arange(5, dtype=np.uint8) * 40, 500).reshape(1, 50, 50)
    suggestion = suggest(steps)
    assert (suggestion.chosen.n_clusters, suggestion.verdict) == (5, "distinct")
    assert [trial.n_clusters for trial in suggestion.trials] == [2, 3, 4, 5]
    assert suggestion.n_asked == 12


def test_a_constant_raster_is_refused(suggest):
    with pytest.raises(RasterError, match="same everywhere"):
        suggest(np.full((3, 40, 40), 7, np.uint8))


def test_fewer_distinct_pixels_than_the_least_number_are_refused(suggest):
    steps = np.repeat(np.arange(4, dtype=np.uint8), 100).reshape(1, 20, 20)
    with pytest.raises(RasterError, match=r"only 4 different pixels .* 6 classes"):
        suggest(steps, min_clusters=6)


def test_a_handful_of_pixels_is_enough(suggest, rng):
    suggestion = suggest(rng.integers(0, 200, (2, 2, 3)).astype(np.uint8))
    assert 2 <= suggestion.chosen.n_clusters <= 6


# What is read


def test_nodata_is_no_class(suggest):
    image, classes = scene(4, 3, 4, 1, seed=1)
    image[:, classes == 3] = 0
    assert suggest(image, nodata=0, max_clusters=4).chosen.n_clusters == 3


def test_only_nodata_is_refused(suggest):
    with pytest.raises(RasterError, match="no valid pixel"):
        suggest(np.zeros((1, 40, 40), np.uint8), nodata=0)


def test_only_the_window_and_the_bands_are_looked_at(suggest, rng):
    image, _ = scene(3, 2, 4, 1, seed=1)
    wide = np.concatenate([image, rng.integers(0, 60_000, image.shape).astype(np.uint16)], axis=2)
    bands = np.concatenate([wide, rng.integers(0, 60_000, wide.shape).astype(np.uint16)])
    suggestion = suggest(bands, bands=(1, 2), window=Window(0, 0, 120, 120), max_clusters=4)
    assert suggestion.chosen.n_clusters == 3


# Arguments


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_clusters": 5, "max_clusters": 3}, "min_clusters is 5, more than max_clusters"),
        ({"min_clusters": 1}, "min_clusters is 1"),
        ({"max_clusters": 51}, "max_clusters is 51. Choose from 2 to 50"),
        ({"sample_size": 1}, "sample_size is 1"),
        ({"algorithm": "magic"}, "algorithm is magic"),
        ({"scaling": "magic"}, "scaling is magic"),
    ],
)
def test_an_argument_out_of_range_is_refused(suggest, options, message):
    with pytest.raises(ArgumentError, match=message):
        suggest(np.zeros((1, 10, 10), np.uint8), **options)


def test_one_number_alone_may_be_looked_at(suggest):
    suggestion = suggest(scene(3, 2, 4, 1, seed=1)[0], min_clusters=3, max_clusters=3)
    assert [trial.n_clusters for trial in suggestion.trials] == [3]


# Running


@pytest.mark.parametrize("algorithm", ["kmeans", "minibatch_kmeans"])
@pytest.mark.parametrize("scaling", ["none", "standardise"])
def test_every_algorithm_finds_clear_classes(suggest, algorithm, scaling):
    image, _ = scene(4, 3, 4, 1, seed=1)
    suggestion = suggest(image, algorithm=algorithm, scaling=scaling, max_clusters=5)
    assert suggestion.chosen.n_clusters == 4


def test_threads_change_nothing(suggest):
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


def test_progress_rises_across_the_numbers_to_the_end(suggest):
    told = []
    suggest(scene(4, 3, 3, 1, seed=1)[0], max_clusters=5, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len({round(10 * fraction) for fraction in told}) > 8


@pytest.mark.parametrize("after", [0.05, 0.3, 0.8])
def test_the_first_wish_to_stop_is_heard(suggest, rng, after):
    noise = rng.integers(0, 10_000, (3, 60, 60)).astype(np.uint16)
    told, wishes = [], []

    def is_cancelled():
        if told and told[-1] >= after:
            wishes.append("stop")
        return bool(wishes)

    with pytest.raises(Cancelled):
        suggest(noise, max_clusters=4, progress=told.append, is_cancelled=is_cancelled)
    assert wishes == ["stop"]
