"""Starts of k-means: k-means++, and crosses of the results of earlier starts.

Pixels ``z``, float32 (n_bands, n_pixels), and centres are scaled as by `Pixels.to_float32`. The
``weights`` of pixels are float32, shape (n_pixels,).
"""

from __future__ import annotations

from typing import Callable

import numpy as np


def choose_starts(
    z: np.ndarray,
    weights: np.ndarray,
    n_clusters: int,
    rng: np.random.Generator,
    check: Callable[[], None],
) -> list[int]:
    """Choose pixels by greedy k-means++.

    Arthur and Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding". Each pixel is the
    best of ``2 + ln(n_clusters)`` candidates, as in scikit-learn. ``check`` is called before each
    choice and raises to stop.
    """
    chosen = [int(_draw(weights, 1, rng)[0])]
    nearest = _squared_distances(z, z[:, chosen[0]])
    while len(chosen) < n_clusters:
        check()
        pixel, nearest = _draw_far_pixel(z, weights, nearest, n_clusters, rng)
        chosen.append(pixel)
    return chosen


def cross(
    first: np.ndarray,
    second: np.ndarray,
    z: np.ndarray,
    weights: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Cross two results of k-means: centres, float64 (n_clusters, n_bands).

    The centres of both are paired, nearest first, and one centre of each pair is taken. A pixel
    drawn as in k-means++ replaces one of these. This follows HG-means (Gribel and Vidal 2019,
    "HG-means: A scalable hybrid genetic algorithm for minimum sum-of-squares clustering"), which
    pairs the centres at the least sum of distances.
    """
    n_clusters = len(first)
    pairs = _pair_centers(first, second)
    centers = np.where(rng.random((n_clusters, 1)) < 0.5, first, second[pairs])
    centers = np.delete(centers, rng.integers(n_clusters), axis=0)
    nearest = np.full(z.shape[1], np.inf, dtype=np.float32)
    for center in centers.astype(np.float32):
        np.minimum(nearest, _squared_distances(z, center), out=nearest)
    pixel, _ = _draw_far_pixel(z, weights, nearest, n_clusters, rng)
    return np.vstack([centers, z[:, pixel]])


def _pair_centers(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the partner in ``second`` of each centre in ``first``."""
    distances = np.square(first[:, None] - second).sum(axis=2)
    pairs = np.empty(len(first), dtype=int)
    for _ in pairs:
        row, col = np.unravel_index(distances.argmin(), distances.shape)
        pairs[row] = col
        distances[row] = np.inf
        distances[:, col] = np.inf
    return pairs


def _draw_far_pixel(
    z: np.ndarray,
    weights: np.ndarray,
    nearest: np.ndarray,
    n_clusters: int,
    rng: np.random.Generator,
) -> tuple[int, np.ndarray]:
    """Draw a pixel far from all centres, and update the squared distances to the nearest one."""
    candidates = _draw(nearest * weights, 2 + int(np.log(n_clusters)), rng)
    options = [np.minimum(nearest, _squared_distances(z, z[:, pixel])) for pixel in candidates]
    inertias = [np.einsum("n,n->", option, weights, dtype=np.float64) for option in options]
    best = int(np.argmin(inertias))
    return int(candidates[best]), options[best]


def _draw(chances: np.ndarray, n_pixels: int, rng: np.random.Generator) -> np.ndarray:
    """Draw pixels, each with a probability in proportion to its chance."""
    cumulated = np.cumsum(chances, dtype=np.float64)
    drawn = np.searchsorted(cumulated, rng.random(n_pixels) * cumulated[-1], side="right")
    return np.minimum(drawn, chances.size - 1)


def _squared_distances(z: np.ndarray, point: np.ndarray) -> np.ndarray:
    difference = z - point[:, None]
    return np.einsum("bn,bn->n", difference, difference)
