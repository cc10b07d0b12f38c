"""The outcome of a fit: plain arrays that can label pixels and travel as JSON."""

import json
from dataclasses import dataclass

import numpy as np

from .errors import ArgumentError
from .lloyd import NearestCenter

_FORMAT = "s2_kmeans_plugin cluster model"
_VERSION = 1


@dataclass(frozen=True)
class ClusterModel:
    """Centres of classes. Needs numpy alone to predict.

    Attributes
    ----------
    centers : ndarray of float64, shape (n_classes, n_bands)
        In the unit of the raster, in the order of the classes: darkest (smallest mean) first.
    offset, scale : ndarray of float64, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.
    bands : tuple of int
    band_names : tuple of str
    algorithm : str
    """

    centers: np.ndarray
    offset: np.ndarray
    scale: np.ndarray
    bands: tuple
    band_names: tuple
    algorithm: str

    @classmethod
    def from_fit(cls, fit, offset, scale, source, algorithm):
        """Order the centres of a fit and put them into the raster's unit.

        Centres are rounded to float32 (less the offset), so that a difference in the last digit,
        which another processor or library may make, does not reach a pixel.
        """
        centers = offset + (fit.centers - offset).astype(np.float32)
        order = np.lexsort((*centers.T[::-1], centers.mean(axis=1)))
        return cls(centers[order], offset, scale, source.bands, source.band_names, algorithm)

    @property
    def n_classes(self):
        return len(self.centers)

    def predict(self, X):
        """Class of each pixel.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_bands)

        Returns
        -------
        ndarray of uint8, shape (n_samples,)
            From 1 to ``n_classes``; 0 where a value is not finite.
        """
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != self.centers.shape[1]:
            raise ArgumentError(
                "X has the shape {shape}; the model needs (n_samples, {n_bands}).",
                shape=X.shape,
                n_bands=self.centers.shape[1],
            )
        classes, _ = self.label(X.T, np.isfinite(X).all(axis=1))
        return classes

    def label(self, values, valid):
        """Class of each pixel of a block.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width) or (n_bands, n_pixels)
        valid : ndarray of bool, shape (height, width) or (n_pixels,)

        Returns
        -------
        classes : ndarray of uint8, shape as ``valid``
            From 1 to ``n_classes``; 0 where not valid.
        inertia : float
        """
        classes = np.empty(valid.shape, dtype=np.uint8)
        nearest = NearestCenter(self.centers, self.offset, self.scale)
        return classes, nearest.label(values, valid, classes)

    def to_json(self):
        """The model as text."""
        return json.dumps(
            {
                "format": _FORMAT,
                "version": _VERSION,
                "algorithm": self.algorithm,
                "bands": list(self.bands),
                "band_names": list(self.band_names),
                "offset": self.offset.tolist(),
                "scale": self.scale.tolist(),
                "centers": self.centers.tolist(),
            },
            indent=1,
        )

    @classmethod
    def from_json(cls, text):
        """The model of a text.

        Raises
        ------
        ArgumentError
            When the text is not such a model.
        """
        try:
            fields = json.loads(text)
            if fields["format"] != _FORMAT or fields["version"] != _VERSION:
                raise KeyError("format")
            bands = tuple(int(number) for number in fields["bands"])
            names = tuple(str(name) for name in fields["band_names"])
            arrays = [np.array(fields[key], dtype=np.float64) for key in ("offset", "scale")]
            centers = np.array(fields["centers"], dtype=np.float64)
            shapes = {array.shape for array in arrays} | {(len(bands),), (len(names),)}
            sound = (
                len(shapes) == 1
                and centers.ndim == 2
                and centers.shape[1] == len(bands)
                and 1 <= len(centers) <= 255
                and all(np.isfinite(array).all() for array in (*arrays, centers))
                and (arrays[1] > 0).all()
            )
            if not sound:
                raise KeyError("centers")
            return cls(centers, *arrays, bands, names, str(fields["algorithm"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ArgumentError(
                "This text is not a cluster model of version {version} ({reason}): choose a file "
                "that the plugin wrote.",
                version=_VERSION,
                reason=error,
            ) from error
