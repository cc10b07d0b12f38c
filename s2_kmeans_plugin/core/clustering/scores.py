"""Which of some centres is nearest to a pixel, by scores that float32 can tell apart or by float64.

Pixels are taken relative to an ``offset``, ``z = x - offset``, so that float32 loses little. With
``|z - c|^2 = |z|^2 - 2 (z.c - |c|^2 / 2)`` the nearest centre is the one with the largest
``z.c - |c|^2 / 2``, which is one product of matrices when a row of ones is put below ``z``; the
``scale`` of the bands is folded into the centres and never touches a pixel.

Two centres whose scores lie closer together than float32 can tell are compared again in float64.
So a pixel's label does not depend on its tile, on the order of additions, or on the processor: only
on the pixel and the centres.

How exact that is: with ``e = 2**-24``, a score computed in float32 is off by no more than
``(n_bands + 4) e (|z| . |c| / scale^2 + |c|^2 / (2 scale^2))`` and a few of float32's smallest
numbers, because each value, each weight and each product is rounded once, and each sum of
``n_bands + 1`` terms ``n_bands`` times. Scores twice that apart are in the true order. For nearer
ones squared distances are summed in float64 from the differences of pixel and centre, which is off
by no more than ``(n_bands + 4) 2**-53`` of the distance itself. So a label is that of the nearest
centre unless two distances agree in all but the last of some fifteen digits, wherever the values
lie. Where centres are so close together, or scales so small, that products could leave the range of
float32, scores are computed in float64 from the start.

So labels are told from whatever product is fastest, `matmul`, though its last digits depend on the
library and the processor.
"""

import numpy as np

# Half the distance from one number to the next, relative to it, and the smallest number.
ROUNDING = {"float32": (2.0**-24, 2.0**-149), "float64": (2.0**-53, 2.0**-1074)}

# Between these neither products nor squares leave the range of float32, as long as values are below
# `reader.LARGEST_VALUE`.
_LARGEST_WEIGHT, _SMALLEST_SCORE, _SMALLEST_SCALE = 2.0**60, 2.0**-50, 2.0**-60


class Scores:
    """What the scores of pixels about some centres are computed with, and how far they may be off.

    Parameters
    ----------
    centers : array_like, shape (n_clusters, n_bands)
        In the unit of the raster.
    offset, scale : array_like, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.

    Attributes
    ----------
    centers : ndarray of float64
        As given.
    dtype : numpy.dtype
        That tells the scores apart: float32, or float64 where that does not.
    weights, exact_weights : ndarray of ``dtype``, of float64, shape (n_clusters, n_bands + 1)
        Of z and a row of ones.
    per_variance : ndarray of float64, shape (n_bands,)
        What the square of a difference counts.
    """

    def __init__(self, centers, offset, scale):
        self.centers = np.asarray(centers, dtype=np.float64)
        centers = self.centers - offset
        scale = np.asarray(scale, dtype=np.float64)
        self.per_variance = 1.0 / np.square(scale)
        weighted = centers * self.per_variance
        bias = -0.5 * (weighted * centers).sum(axis=1, keepdims=True)
        self.exact_weights = np.hstack([weighted, bias])
        narrow = (
            np.abs(weighted).max() <= _LARGEST_WEIGHT
            and -2 * bias.min() >= _SMALLEST_SCORE
            and scale.min() >= _SMALLEST_SCALE
        )
        self.dtype = np.dtype("float32" if narrow else "float64")
        self.weights = self.exact_weights.astype(self.dtype)
        # A score is a sum of n_bands + 1 products, each rounded a few times: how far it may be off,
        # for each unit of the largest value of each band, and whatever the values.
        rounding, smallest = ROUNDING[self.dtype.name]
        n_rounded = centers.shape[1] + 4
        weight, bias = np.abs(weighted), np.abs(bias[:, 0])
        self._off_by_band = n_rounded * (rounding * weight + smallest)
        self._off_always = n_rounded * (rounding * bias + smallest * (1.0 + weight.max(axis=1)))

    def off(self, reach):
        """How far the score of each centre may be off: ndarray of float64, shape (n_clusters,).

        Parameters
        ----------
        reach : ndarray, shape (n_bands,)
            No z of the pixels is farther from 0.
        """
        return self._off_by_band @ reach + self._off_always

    def nearest(self, values, candidates, first=0):
        """The nearest of its candidates to each of a few pixels, in float64; the first of equals.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)
        candidates : ndarray of bool, shape (n_candidates, n_pixels)
            Which centres may be the nearest; one at least.
        first : int or ndarray of int, shape (n_pixels,)
            The centre that the first candidate of each pixel is.

        Returns
        -------
        ndarray of int, shape (n_pixels,)
            Numbers of the candidates, from 0.
        """
        numbers, pixels = where(candidates)
        centers = numbers + np.broadcast_to(first, candidates.shape[1])[pixels]
        difference = values.take(pixels, axis=1) - self.centers.T.take(centers, axis=1)
        squares = difference * difference * self.per_variance[:, None]
        distances = np.full(candidates.shape, np.inf)
        # One band after the other: a sum may add up many in another order than few.
        distances[numbers, pixels] = np.add.accumulate(squares, axis=0)[-1]
        return distances.argmin(axis=0)


def where(flags):
    """As `numpy.nonzero` of two dimensions, in a seventh of its time."""
    return np.divmod(np.flatnonzero(flags), flags.shape[1])


def cuts(length, step):
    """Slices of so many that cover a length, the last one shorter."""
    return (slice(start, start + step) for start in range(0, length, step))
