"""Quality of a partition, compared with scikit-learn."""

import numpy as np
import pytest
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs

from s2_kmeans_plugin.core.evaluation.partition import evaluate, pairwise_distances, silhouette


def never_stop():
    pass


@pytest.fixture(
    params=[(1, 2), (1, 5), (3, 2), (3, 7), (10, 12)], ids="{0[0]} bands, {0[1]}".format
)
def partition(request):
    """Return scaled pixels, and labels from 1."""
    n_bands, n_clusters = request.param
    X, _ = make_blobs(1500, n_bands, centers=n_clusters, cluster_std=2, random_state=3)
    labels = KMeans(n_clusters, n_init=1, random_state=0).fit_predict(X) + 1
    return X.T.astype(np.float32), labels.astype(np.uint8)


def test_calinski_harabasz_equals_that_of_scikit_learn(partition):
    z, labels = partition
    expected = metrics.calinski_harabasz_score(z.T, labels)
    assert evaluate(z, labels).calinski_harabasz == pytest.approx(expected, rel=1e-4)


def test_davies_bouldin_equals_that_of_scikit_learn(partition):
    z, labels = partition
    expected = metrics.davies_bouldin_score(z.T, labels)
    assert evaluate(z, labels).davies_bouldin == pytest.approx(expected, rel=1e-4)


def test_silhouette_equals_that_of_scikit_learn(partition):
    z, labels = partition
    found = silhouette(pairwise_distances(z, never_stop), labels)
    assert found == pytest.approx(metrics.silhouette_score(z.T, labels), abs=1e-5)


def test_inertia_means_and_deviations_are_those_of_the_pixels(partition):
    z, labels = partition
    found = evaluate(z, labels)
    of_each = [z[:, labels == value].astype(float) for value in found.values]
    np.testing.assert_allclose(found.means, [some.mean(axis=1) for some in of_each], rtol=1e-5)
    np.testing.assert_allclose(found.deviations, [some.std(axis=1) for some in of_each], rtol=1e-4)
    squares = sum(np.square(some - some.mean(axis=1, keepdims=True)).sum() for some in of_each)
    assert found.inertia == pytest.approx(squares, rel=1e-5)


def test_indices_agree_with_those_computed_by_hand():
    """Clusters 0 and 2, 10 and 12 have widths of 1, a distance of 10 and a middle of 6."""
    z, labels = np.array([[0, 2, 10, 12]], np.float32), np.array([1, 1, 2, 2], np.uint8)
    found = evaluate(z, labels)
    assert found.inertia == 4
    assert found.calinski_harabasz == (100 / 1) / (4 / 2)
    assert found.davies_bouldin == (1 + 1) / 10
    # The distance to the own cluster is 2, the mean distance to the other 11, 9, 9 and 11.
    expected = np.mean([9 / 11, 7 / 9, 7 / 9, 9 / 11])
    assert silhouette(pairwise_distances(z, never_stop), labels) == pytest.approx(expected)


def test_labels_may_have_gaps(partition):
    z, labels = partition
    gaps = (7 * labels).astype(np.uint8)
    distances = pairwise_distances(z, never_stop)
    assert evaluate(z, gaps).davies_bouldin == evaluate(z, labels).davies_bouldin
    assert silhouette(distances, gaps) == silhouette(distances, labels)
    np.testing.assert_array_equal(evaluate(z, gaps).values, np.unique(gaps))


def test_pixel_alone_in_its_cluster_has_a_silhouette_of_zero():
    z, labels = np.array([[0, 1, 2, 50]], np.float32), np.array([1, 1, 1, 2], np.uint8)
    found = silhouette(pairwise_distances(z, never_stop), labels)
    assert found == pytest.approx(metrics.silhouette_score(z.T, labels))


def test_one_cluster_has_no_indices():
    z, labels = np.array([[0, 1, 2]], np.float32), np.ones(3, np.uint8)
    found = evaluate(z, labels)
    assert np.isnan([found.calinski_harabasz, found.davies_bouldin]).all()
    assert np.isnan(silhouette(pairwise_distances(z, never_stop), labels))


def test_clusters_without_width_have_the_indices_of_scikit_learn():
    z, labels = np.array([[0, 0, 5, 5]], np.float32), np.array([1, 1, 2, 2], np.uint8)
    found = evaluate(z, labels)
    assert found.calinski_harabasz == metrics.calinski_harabasz_score(z.T, labels) == 1
    assert found.davies_bouldin == 0
    assert silhouette(pairwise_distances(z, never_stop), labels) == 1


def test_equal_pixels_in_two_clusters_do_not_divide_by_zero():
    z, labels = np.zeros((2, 4), np.float32), np.array([1, 1, 2, 2], np.uint8)
    with np.errstate(all="raise"):
        assert silhouette(pairwise_distances(z, never_stop), labels) == 0


def test_small_distances_between_large_values_are_exact(rng):
    z = (rng.normal(size=(4, 700)) * 1e-3 + 3000).astype(np.float32)
    expected = metrics.pairwise_distances(z.T.astype(float))
    np.testing.assert_allclose(pairwise_distances(z, never_stop), expected, rtol=1e-5, atol=1e-7)


def test_distances_stop_on_request():
    class StopError(Exception):
        pass

    def stop():
        raise StopError

    with pytest.raises(StopError):
        pairwise_distances(np.zeros((1, 10), np.float32), stop)
