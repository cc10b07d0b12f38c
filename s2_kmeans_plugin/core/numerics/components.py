"""Principal components: the directions in which pixels vary most.

Pearson 1901, "On lines and planes of closest fit to systems of points in space"; for images, J. A.
Richards, Remote Sensing Digital Image Analysis, chapter 6. Bands are correlated, so a few
components hold most of the variance and little of the noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import ArgumentError
from .scaling import Scaling, ScalingRule
from .slices import iterate_slices

# Chosen: a band and all components of a tile stay in the cache of the processor.
_TILE_PIXELS = 32_768

# With smaller divisors a product could leave the range of float32.
_SMALLEST_SCALE = 2.0**-60

# Relative difference below which the weights of two features count as equal. Chosen: far above the
# rounding errors of an eigenvector.
_SAME_WEIGHT = 1e-3


def find_components(z: np.ndarray, n_components: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the directions in which scaled pixels, float64 (n_features, n_pixels), vary most.

    The sign of a direction is arbitrary, so its largest weight is made positive. If weights are
    equal but for rounding, the first one is made positive.

    Returns
    -------
    directions : ndarray of float64, shape (n_components, n_features)
        Orthogonal, of length 1, ordered by falling variance.
    shares : ndarray of float64, shape (n_components,)
        Part of the total variance in each direction; 0 if all pixels are equal.
    """
    z = z - z.mean(axis=1, keepdims=True)
    # einsum and not BLAS, whose sums depend on the number of threads.
    variances, vectors = np.linalg.eigh(np.einsum("bn,cn->bc", z, z) / max(1, z.shape[1]))
    directions = vectors.T[::-1][:n_components]
    sizes = np.abs(directions)
    is_largest = sizes > (1 - _SAME_WEIGHT) * sizes.max(axis=1, keepdims=True)
    largest = directions[range(n_components), np.argmax(is_largest, axis=1)]
    directions = directions * np.where(largest < 0, -1, 1)[:, None]
    variances = np.maximum(variances, 0)
    shares = variances[::-1][:n_components] / (variances.sum() or 1.0)
    return directions, shares


@dataclass(frozen=True, eq=False)
class Projection:
    """Projection of features onto principal components.

    Attributes
    ----------
    offset, scale : ndarray of float64, shape (n_features,)
        Components are directions of ``(x - offset) / scale``.
    components : ndarray of float64, shape (n_components, n_features)
        Rounded to float32, so that differences in the last digits between processors or libraries
        do not reach a pixel.
    shares : ndarray of float64, shape (n_components,)
        As returned by `find_components`.
    """

    offset: np.ndarray
    scale: np.ndarray
    components: np.ndarray
    shares: np.ndarray

    @classmethod
    def fit(cls, values: np.ndarray, scaling: Scaling, n_components: int) -> Projection:
        """Return the projection onto the principal components of a sample.

        Raises
        ------
        ArgumentError
            As `check_n_components`.
        """
        check_n_components(n_components, len(values))
        directions, shares = find_components(scaling.scale_values(values), n_components)
        components = directions.astype(np.float32).astype(np.float64)
        return cls(scaling.offset, scaling.scale, components, shares)

    @property
    def n_components(self) -> int:
        """Number of components."""
        return len(self.components)

    def project(self, values: np.ndarray) -> np.ndarray:
        """Return the components, float32 (n_components, ...), of pixels, (n_features, ...).

        The products of a pixel are added band by band, so its components depend neither on its
        window nor on the processor.
        """
        flat = values.reshape(len(values), -1)
        out = np.zeros((self.n_components, flat.shape[1]), dtype=np.float32)
        dtype = np.float32 if self.scale.min() >= _SMALLEST_SCALE else np.float64
        weights = (self.components / self.scale).astype(dtype)
        # Masked pixels may hold NaN or infinity.
        with np.errstate(all="ignore"):
            for part in iterate_slices(flat.shape[1], _TILE_PIXELS):
                for band, offset, band_weights in zip(flat[:, part], self.offset, weights.T):
                    z = (band - offset).astype(dtype)
                    for row, weight in zip(out[:, part], band_weights):
                        row += z * weight
        return out.reshape(self.n_components, *values.shape[1:])

    def reconstruct(self, points: np.ndarray) -> np.ndarray:
        """Return the features, (n_points, n_features), of points, (n_points, n_components).

        Components that were dropped take their mean.
        """
        return self.offset + points @ self.components * self.scale


def check_n_components(n_components: int, n_features: int) -> None:
    """Raise `ArgumentError` for more components than features."""
    if n_components > n_features:
        raise ArgumentError(
            "n_components is {value}, but only {most} bands and indices are compared. Choose a "
            "number from 1 to {most}, or 0 to compare the bands themselves.",
            value=n_components,
            most=n_features,
        )


def project_sample(
    values: np.ndarray, rule: ScalingRule, n_components: int
) -> tuple[np.ndarray, ScalingRule, Projection | None]:
    """Return a sample as a fit receives it: its features, or its principal components.

    Without components (0), the values and the rule are returned unchanged. Otherwise the rule
    scales nothing, because components are scaled already.
    """
    if n_components == 0:
        return values, rule, None
    projection = Projection.fit(values, rule.fit(values), n_components)
    return projection.project(values), ScalingRule(), projection
