"""Normal distributions and pixels drawn from them."""

import numpy as np


def make_clusters(rng, n_clusters=5, n_bands=4, spread=200.0):
    """Return centres, covariances of correlated bands, and weights."""
    centers = rng.uniform(200, 4000, (n_clusters, n_bands))
    factors = rng.normal(0, spread, (n_clusters, n_bands, n_bands))
    covariances = factors @ factors.transpose(0, 2, 1) + 25 * np.eye(n_bands)
    weights = rng.dirichlet(np.full(n_clusters, 5.0))
    return centers, covariances, weights


def draw_pixels(rng, clusters, n_pixels=20_000):
    """Return pixels of the clusters: ndarray of float32, shape (n_bands, n_pixels)."""
    centers, covariances, weights = clusters
    which = rng.choice(len(weights), n_pixels, p=weights)
    factors = np.linalg.cholesky(covariances)[which]
    z = np.einsum("nij,nj->ni", factors, rng.normal(size=(n_pixels, centers.shape[1])))
    return (centers[which] + z).T.astype(np.float32)
