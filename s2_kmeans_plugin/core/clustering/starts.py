"""Starts of k-means: k-means++, and crosses of the results of earlier starts."""

from __future__ import annotations

from typing import Callable

import numpy as np

from .pixels import Pixels


class Starts:
    """Starts on some pixels. ``check`` is called before each choice of a pixel; raises to stop."""

    def __init__(self, pixels: Pixels, check: Callable[[], None]) -> None:
        self._scaling, self._check = pixels.scaling, check
        self._z, self._unit = pixels.to_float32()
        weights = pixels.weights
        self._weights = np.ones(pixels.n_pixels, np.float32) if weights is None else weights

    def choose_pixels(self, n_clusters: int, rng: np.random.Generator) -> list[int]:
        """Return positions of pixels that greedy k-means++ chooses.

        Arthur and Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding". Each pixel is
        the best of ``2 + ln(n_clusters)`` candidates, as in scikit-learn.
        """
        chosen = [int(_draw(self._weights, 1, rng)[0])]
        nearest = self._squared_distances(self._z[:, chosen[0]])
        while len(chosen) < n_clusters:
            self._check()
            pixel, nearest = self._draw_far_pixel(nearest, n_clusters, rng)
            chosen.append(pixel)
        return chosen

    def cross(self, first: np.ndarray, second: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return centres crossed from those of two results.

        The centres of both are paired, nearest first, and one centre of each pair is taken. A pixel
        drawn as in k-means++ replaces one of these. This follows HG-means (Gribel and Vidal 2019,
        "HG-means: A scalable hybrid genetic algorithm for minimum sum-of-squares clustering"),
        which pairs the centres at the least sum of distances.
        """
        first, second = (self._scaling.scale_points(each) / self._unit for each in (first, second))
        n_clusters = len(first)
        partners = second[_pair_centers(first, second)]
        centers = np.where(rng.random((n_clusters, 1)) < 0.5, first, partners)
        centers = np.delete(centers, rng.integers(n_clusters), axis=0)
        nearest = np.full(self._z.shape[1], np.inf, dtype=np.float32)
        for center in centers.astype(np.float32):
            np.minimum(nearest, self._squared_distances(center), out=nearest)
        pixel, _ = self._draw_far_pixel(nearest, n_clusters, rng)
        centers = np.vstack([centers, self._z[:, pixel]])
        return self._scaling.unscale_points(centers * self._unit)

    def _draw_far_pixel(
        self, nearest: np.ndarray, n_clusters: int, rng: np.random.Generator
    ) -> tuple[int, np.ndarray]:
        """Draw a pixel far from all centres, and update the squared distances to the nearest."""
        candidates = _draw(nearest * self._weights, 2 + int(np.log(n_clusters)), rng)
        options = [
            np.minimum(nearest, self._squared_distances(self._z[:, pixel])) for pixel in candidates
        ]
        weights = self._weights
        inertias = [np.einsum("n,n->", option, weights, dtype=np.float64) for option in options]
        best = int(np.argmin(inertias))
        return int(candidates[best]), options[best]

    def _squared_distances(self, point: np.ndarray) -> np.ndarray:
        difference = self._z - point[:, None]
        return np.einsum("bn,bn->n", difference, difference)


def _pair_centers(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the partner in ``second`` of each centre in ``first``."""
    distances = np.square(first[:, None] - second).sum(axis=2)
    pairs = np.empty(len(first), dtype=int)
    for _ in pairs:
        row, col = divmod(int(distances.argmin()), len(second))
        pairs[row] = col
        distances[row] = distances[:, col] = np.inf
    return pairs


def _draw(chances: np.ndarray, n_pixels: int, rng: np.random.Generator) -> np.ndarray:
    """Draw pixels, each with a probability in proportion to its chance."""
    cumulated = np.cumsum(chances, dtype=np.float64)
    drawn = np.searchsorted(cumulated, rng.random(n_pixels) * cumulated[-1], side="right")
    return np.minimum(drawn, chances.size - 1)
