"""Whether the sample missed something: a check on pixels from everywhere.

Of a large raster the sample comes from a part of the tiles. A class that lies in one place may not
be in any of them, and no centre then describes its pixels. While the raster is classified every
window is read anyway, so pixels spread evenly at random over all of it come at no cost; they tell
whether one of the centres would be of more use elsewhere.
"""

import numpy as np

N_PIXELS = 50_000

# Moving a centre has to lower the inertia by this part of it. The best fit on one sample and that
# on another differ by a tenth of it; a class that another fit would show gains several times it.
WORTH = 0.005

_N_CANDIDATES = 16


class Spots:
    """Places drawn evenly at random over a window of a raster, without regard to what is there.

    Parameters
    ----------
    window : Window
    random_state : int
    """

    def __init__(self, window, random_state):
        # A stream of its own beside those of the sample's tiles and the starts.
        rng = np.random.default_rng([random_state, 0, 0, 0])
        places = rng.integers(window.n_pixels, size=min(N_PIXELS, window.n_pixels))
        rows, cols = np.divmod(np.sort(places), window.width)
        self._rows = rows + window.row
        self._cols = cols + window.col

    def within(self, window):
        """Rows and columns, counted from the window's corner, of the spots in a window."""
        first, last = np.searchsorted(self._rows, (window.row, window.row + window.height))
        cols = self._cols[first:last] - window.col
        inside = (cols >= 0) & (cols < window.width)
        return self._rows[first:last][inside] - window.row, cols[inside]


def worth_moving_a_center(values, centers, scale, random_state):
    """Whether the inertia falls by `WORTH` if the centre least needed moves to where it is missed.

    Candidates are drawn as k-means++ draws them, more likely the farther they are from all centres;
    the best of them moves to the mean of the pixels that it is nearest to. A lower bound: the other
    centres stay.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
    centers : ndarray of float64, shape (n_clusters, n_bands)
    scale : ndarray, shape (n_bands,)
    random_state : int

    Returns
    -------
    bool
    """
    z = values / scale[:, None]
    labels = np.zeros(z.shape[1], dtype=np.intp)
    first = np.full(z.shape[1], np.inf)
    second = first.copy()
    for number, center in enumerate(centers / scale):
        distance = _squared_distances(z, center)
        closer = distance < first
        second = np.where(closer, first, np.minimum(second, distance))
        labels[closer] = number
        first[closer] = distance[closer]
    inertia = first.sum()
    if len(centers) < 2 or inertia == 0:
        return False
    rng = np.random.default_rng(random_state)
    drawn = rng.choice(first.size, _N_CANDIDATES, p=first / inertia)
    to_candidates = [_squared_distances(z, z[:, pixel]) for pixel in drawn]
    nearest = min(to_candidates, key=lambda distance: np.minimum(first, distance).sum())
    moved = _squared_distances(z, z[:, nearest < first].mean(axis=1))
    kept = np.minimum(first, moved)
    price = np.bincount(labels, np.minimum(second, moved) - kept, minlength=len(centers))
    return kept.sum() + price.min() <= (1.0 - WORTH) * inertia


def _squared_distances(z, center):
    difference = z - center[:, None]
    return np.einsum("bn,bn->n", difference, difference)
