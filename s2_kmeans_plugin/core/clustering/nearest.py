"""Labelling of pixels with their nearest centres."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from ..numerics.scaling import Scaling
from .labeller import Tied, Ties, TileLabeller, write_labels
from .matmul import Multiply, multiply_fast, multiply_reproducibly
from .pixels import Pixels
from .scores import Scores
from .tiles import ROW_GAP, TILE_PIXELS, Tile, sum_pixels, tile_pixels

# The inertia of a tile is the difference of two sums. If it is a smaller part of them, too few
# digits are left, and it is computed from the differences of pixels and centres. Chosen: that does
# not happen on a Sentinel-2 scene, even with 255 classes.
_CANCELLATION = 2.0**-10


class NearestCenter(TileLabeller):
    """Labeller that gives each pixel the number of the nearest centre."""

    def __init__(self, centers: Any, scaling: Scaling) -> None:
        self._scores = Scores(centers, scaling)
        self.n_clusters, self.n_bands = self._scores.centers.shape
        self._offset = np.asarray(scaling.offset, dtype=np.float64)[:, None]
        self._dtype = self._scores.dtype
        n_pixels = max(TILE_PIXELS, tile_pixels(self.n_clusters))
        self._score = np.empty((self.n_clusters, n_pixels + ROW_GAP), dtype=self._dtype)
        self._best = np.empty(n_pixels, dtype=self._dtype)
        self._is_best = np.empty((self.n_clusters, n_pixels), dtype=bool)

    @cached_property
    def _scratch(self) -> np.ndarray:
        return Tile.make_scratch(self.n_bands, tile_pixels(self.n_clusters), self._dtype)

    def label_pixels(self, pixels: Pixels) -> tuple[np.ndarray, float]:
        """Return the labels and the inertia of pixels without weights, as `label_sample`."""
        labels = np.empty(pixels.n_pixels, dtype=np.uint8)
        inertia = 0.0
        ties = Ties(self._find_best, pixels.values[:, None], labels[None])
        for part, tile in pixels.tiles(self._dtype):
            tile_inertia, tied = self._label(tile, None, labels[None, part])
            inertia += tile_inertia
            ties.add(tied, 0, part.start)
        ties.settle()
        return labels, inertia

    def inertia(self, pixels: Pixels) -> float:
        """Return the sum of the squared, scaled distances of pixels to their nearest centres.

        Fits are ranked by it, and some differ in the last digits only. So matrices are multiplied
        reproducibly.
        """
        inertia = 0.0
        for _, tile in pixels.tiles(self._dtype):
            score, best = self._score_tile(tile, multiply_reproducibly)
            squares = self._sum_squares(tile)
            tile_inertia = squares - 2.0 * tile.sum(best)
            if tile_inertia < _CANCELLATION * squares:
                labels = np.empty((1, tile.n_pixels), dtype=np.uint8)
                tied = self._write_best(tile, score, best, None, labels)
                tile_inertia = self._exact_inertia(tile, tied, labels)
            inertia += tile_inertia
        return inertia

    def squared_distances(self, pixels: Pixels) -> tuple[np.ndarray, np.ndarray]:
        """Return the nearest centre, from 0, of each pixel, and the squared, scaled distance."""
        labels, _ = self.label_pixels(pixels)
        clusters = labels.astype(np.intp) - 1
        squares = np.empty(clusters.size)
        scores = self._scores
        centers = (scores.centers.T - self._offset).astype(self._dtype)
        per_variance = scores.per_variance.astype(self._dtype)
        for part, tile in pixels.tiles(self._dtype):
            difference = tile.z[:-1] - centers.take(clusters[part], axis=1)
            squares[part] = np.einsum("bn,bn,b->n", difference, difference, per_variance)
        return clusters, squares

    def _label_tile(
        self, values: np.ndarray, masked: np.ndarray | None, labels: np.ndarray
    ) -> tuple[float, Tied | None]:
        return self._label(Tile.load(values, masked, self._offset, self._scratch), masked, labels)

    def _label(
        self, tile: Tile, masked: np.ndarray | None, labels: np.ndarray
    ) -> tuple[float, Tied | None]:
        score, best = self._score_tile(tile, multiply_fast)
        if masked is not None:
            best[masked] = 0
        squares = self._sum_squares(tile)
        inertia = squares - 2.0 * sum_pixels(best)
        tied = self._write_best(tile, score, best, masked, labels)
        if inertia < _CANCELLATION * squares:
            return self._exact_inertia(tile, tied, labels), None
        return inertia, tied

    def _write_best(
        self,
        tile: Tile,
        score: np.ndarray,
        best: np.ndarray,
        masked: np.ndarray | None,
        labels: np.ndarray,
    ) -> Tied | None:
        """Label a tile by its scores, and return the ties; lowers ``best``."""
        best -= self._scores.bound_differences(tile.reach)
        is_best = np.greater_equal(score, best, out=self._is_best[:, : best.size])
        return write_labels(is_best, masked, labels)

    def _score_tile(self, tile: Tile, multiply: Multiply) -> tuple[np.ndarray, np.ndarray]:
        """Return the scores, and the best score of each pixel; the next call overwrites both."""
        score, best = self._score[:, : tile.n_pixels], self._best[: tile.n_pixels]
        multiply(self._scores.matrix, tile.z, score)
        np.maximum.reduce(score, axis=0, out=best)
        return score, best

    def _sum_squares(self, tile: Tile) -> float:
        """Return the sum of the squared, scaled distances of the pixels to the offset."""
        return float(tile.squares @ self._scores.per_variance)

    def _exact_inertia(self, tile: Tile, tied: Tied | None, labels: np.ndarray) -> float:
        """Settle the ties of a tile, and sum its squared distances in float64."""
        ties = Ties(self._find_best, tile.values, labels)
        ties.add(tied)
        ties.settle()
        rows, cols = np.nonzero(labels)
        index = labels[rows, cols] - 1
        inertia = 0.0
        scores = self._scores
        for band, centers, per_variance in zip(tile.values, scores.centers.T, scores.per_variance):
            difference = band[rows, cols] - centers[index]
            inertia += tile.sum(np.square(difference)) * per_variance
        return inertia

    def _find_best(
        self, values: np.ndarray, candidates: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        return self._scores.find_nearest(values, candidates)
