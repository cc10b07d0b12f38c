"""Synthetic scenes with known classes."""

import numpy as np

# All have mean 0 and variance 1.
NOISES = {
    "normal": lambda rng, shape: rng.normal(size=shape),
    "skewed": lambda rng, shape: (rng.gamma(3, size=shape) - 3) / np.sqrt(3),
    "heavy": lambda rng, shape: rng.standard_t(5, shape) / np.sqrt(5 / 3),
}


def scene(n_classes, n_bands, gap, imbalance, seed, *, noise="normal", mixed=0.0):
    """Return a raster of classes of different sizes and variances, in patches.

    Parameters
    ----------
    gap : float
        Minimum number of standard deviations from the centre of a class to the border with another.
    imbalance : float
        Maximum ratio of the sizes of two classes.
    noise : {"normal", "skewed", "heavy"}
        The distribution of a class: normal, gamma or Student's t.
    mixed : float
        Share of the pixels that are mixtures of two.

    Returns
    -------
    image : ndarray of uint16, shape (n_bands, 120, 120)
    classes : ndarray of int, shape (120, 120)
    """
    rng = np.random.default_rng(seed)
    roots = []
    for size in np.exp(rng.uniform(np.log(50), np.log(150), n_classes)):
        axes, _ = np.linalg.qr(rng.normal(size=(n_bands, n_bands)))
        roots.append(axes * size * rng.uniform(0.5, 1, n_bands))
    centers, room = [], 400.0
    while len(centers) < n_classes:
        center = rng.uniform(0, room, n_bands)
        if all(
            are_apart(center - other, roots[len(centers)], roots[n], gap)
            for n, other in enumerate(centers)
        ):
            centers.append(center)
        room *= 1.005
    shares = np.exp(rng.uniform(0, np.log(imbalance), n_classes))
    patches = rng.choice(n_classes, (30, 30), p=shares / shares.sum())
    classes = np.kron(patches, np.ones((4, 4), dtype=int))
    drawn = NOISES[noise](rng, (*classes.shape, n_bands))
    image = np.einsum("ijb,ijcb->cij", drawn, np.array(roots)[classes])
    image += np.moveaxis(np.array(centers)[classes], -1, 0) + 2000
    if mixed:
        other = rng.permutation(image.reshape(n_bands, -1), axis=1).reshape(image.shape)
        part = rng.random(classes.shape) * (rng.random(classes.shape) < mixed)
        image = (1 - part) * image + part * other
    return np.clip(np.rint(image), 0, 65_535).astype(np.uint16), classes


def are_apart(difference, root, other_root, gap):
    length = np.linalg.norm(difference)
    deviations = (np.linalg.norm(some.T @ difference) / length for some in (root, other_root))
    return length > gap * sum(deviations)
