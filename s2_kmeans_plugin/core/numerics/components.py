"""Principal components: pixels in the few directions in which they differ most.

Pearson 1901, "On lines and planes of closest fit to systems of points in space"; for images, J. A.
Richards, Remote Sensing Digital Image Analysis, chapter 6. Bands repeat each other, so that a few
components hold most of what makes pixels differ, and leave out most of the noise.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..errors import ArgumentError
from .scaling import units

_TILE_PIXELS = 32_768

# What divides a pixel may not be smaller, lest the product leave the range of float32.
_SMALLEST_SCALE = 2.0**-60


@dataclass(frozen=True)
class Projection:
    """Directions into which pixels are projected.

    Attributes
    ----------
    offset, scale : ndarray of float64, shape (n_features,)
        Directions are those of ``(x - offset) / scale``.
    components : ndarray of float64, shape (n_components, n_features)
        Of length 1 and at right angles, the one of the largest variance first. Rounded to float32,
        so that a difference in the last digit, which another processor or library may make, does
        not reach a pixel.
    shares : ndarray of float64, shape (n_components,)
        Part of the variance of the sample that each holds.
    """

    offset: np.ndarray
    scale: np.ndarray
    components: np.ndarray
    shares: np.ndarray

    @classmethod
    def fit(cls, values, offset, scale, n_components):
        """The principal components of a sample.

        Parameters
        ----------
        values : ndarray, shape (n_features, n_pixels)
        offset, scale : ndarray of float64, shape (n_features,)
        n_components : int

        Raises
        ------
        ArgumentError
            When there are not as many.
        """
        check_n_components(n_components, len(values))
        z = (values - offset[:, None]) / scale[:, None]
        z -= z.mean(axis=1, keepdims=True)
        # Not BLAS, whose sums depend on the number of threads.
        variances, directions = np.linalg.eigh(np.einsum("bn,cn->bc", z, z) / z.shape[1])
        components = directions.T[::-1][:n_components]
        # A direction and its opposite serve alike: the feature that counts most decides. Of equal
        # ones, which rounding tells apart by chance, the first does.
        sizes = np.abs(components)
        strongest = np.argmax(sizes > 0.999 * sizes.max(axis=1, keepdims=True), axis=1)
        signs = np.where(components[range(n_components), strongest] < 0, -1, 1)
        components = (components * signs[:, None]).astype(np.float32).astype(np.float64)
        variances = np.maximum(variances, 0)
        shares = variances[::-1][:n_components] / (variances.sum() or 1.0)
        return cls(offset, scale, components, shares)

    @property
    def n_components(self):
        return len(self.components)

    def of(self, values):
        """Pixels in the space of the components.

        Each pixel is added up in the same order, band by band, so that its outcome depends neither
        on its window nor on the processor.

        Parameters
        ----------
        values : ndarray, shape (n_features, ...)

        Returns
        -------
        ndarray of float32, shape (n_components, ...)
        """
        flat = values.reshape(len(values), -1)
        out = np.zeros((self.n_components, flat.shape[1]), dtype=np.float32)
        dtype = np.float32 if self.scale.min() >= _SMALLEST_SCALE else np.float64
        weights = (self.components / self.scale).astype(dtype)
        # What is not valid may be no number.
        with np.errstate(all="ignore"):
            for start in range(0, flat.shape[1], _TILE_PIXELS):
                part = slice(start, start + _TILE_PIXELS)
                for band, offset, of_band in zip(flat[:, part], self.offset, weights.T):
                    z = (band - offset).astype(dtype)
                    for row, weight in zip(out[:, part], of_band):
                        row += z * weight
        return out.reshape(self.n_components, *values.shape[1:])

    def back(self, points):
        """Features of points of the space; what other components would add is taken as its mean.

        Parameters
        ----------
        points : ndarray, shape (n_points, n_components)

        Returns
        -------
        ndarray of float64, shape (n_points, n_features)
        """
        return self.offset + points @ self.components * self.scale


class ProjectedReader:
    """Reads the pixels of a raster in components, as a RasterReader does in bands.

    Parameters
    ----------
    reader : RasterReader
    projection : Projection
    """

    def __init__(self, reader, projection):
        self.source = reader.source
        self._reader = reader
        self._projection = projection

    def read(self, window):
        """The components of a window: Block."""
        block = self._reader.read(window)
        return block._replace(values=self._projection.of(block.values))


def check_n_components(n_components, n_features):
    """Refuse more components than there are.

    Raises
    ------
    ArgumentError
    """
    if n_components > n_features:
        raise ArgumentError(
            "n_components is {value}, and only {most} bands and indices are compared: choose from "
            "1 to {most}, or 0 for no principal components.",
            value=n_components,
            most=n_features,
        )


def in_components(sample, scaling, n_indices, n_components):
    """A sample as a fit is to see it.

    Parameters
    ----------
    sample : Sample
    scaling : {"none", "standardise"}
    n_indices : int
        As in `statistics.units`.
    n_components : int
        0 where the fit is to see the features themselves.

    Returns
    -------
    sample : Sample
        In components, if there are any.
    units : dict
        ``scaling`` and ``n_indices`` for the fit: components need neither.
    projection : Projection or None
    """
    if n_components == 0:
        return sample, {"scaling": scaling, "n_indices": n_indices}, None
    offset, scale = units(sample.values, scaling, n_indices)
    projection = Projection.fit(sample.values, offset, scale, n_components)
    sample = replace(sample, values=projection.of(sample.values))
    return sample, {"scaling": "none", "n_indices": 0}, projection
