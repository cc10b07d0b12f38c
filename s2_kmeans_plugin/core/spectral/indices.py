"""Spectral indices as features of a pixel, computed from its bands as they are read.

Each index is a normalised difference, (a - b) / (a + b), of two bands or of two sums of bands:

NDVI, near infrared and red
    Rouse et al. 1974, "Monitoring vegetation systems in the Great Plains with ERTS".
NDWI, green and near infrared
    McFeeters 1996, "The use of the Normalized Difference Water Index (NDWI) in the delineation of
    open water features".
MNDWI, green and short-wave infrared
    Xu 2006, "Modification of normalised difference water index (NDWI) to enhance open water
    features in remotely sensed imagery".
NDBI, short-wave and near infrared
    Zha et al. 2003, "Use of normalized difference built-up index in automatically mapping urban
    areas from TM imagery".
NDMI, near and short-wave infrared
    Wilson and Sader 2002, "Detection of forest harvest type using multiple dates of Landsat TM
    imagery". It is the index of Gao 1996, "NDWI - A normalized difference water index for remote
    sensing of vegetation liquid water from space", for the bands of Landsat, and equals -NDBI.
BSI, short-wave infrared and red, near infrared and blue
    Rikimaru et al. 2002, "Tropical forest cover density mapping", Tropical Ecology 43: 39-47.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np

from ..errors import ArgumentError
from .bands import ROLES, NamedBands, identify_band

Source = TypeVar("Source", bound="BandSource")

# Roles of the bands that are summed before and after the minus sign.
FORMULAS = {
    "NDVI": (("NIR",), ("RED",)),
    "NDWI": (("GREEN",), ("NIR",)),
    "MNDWI": (("GREEN",), ("SWIR",)),
    "NDBI": (("SWIR",), ("NIR",)),
    "NDMI": (("NIR",), ("SWIR",)),
    "BSI": (("SWIR", "RED"), ("NIR", "BLUE")),
}


class BandSource(NamedBands, Protocol):
    """Raster dataclass whose bands can be chosen."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def path(self) -> str: ...

    @property
    def n_bands(self) -> int: ...

    def choose(self: Source, bands: Sequence[int] | None) -> Source:
        """Return the raster with other bands; None for all."""


@dataclass(frozen=True)
class Index:
    """An index, a key of `FORMULAS`, and the positions of its bands.

    They are in the order of the formula, and count from 0 among the bands that are read.
    """

    name: str
    positions: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.name not in FORMULAS or len(self.positions) != len(roles_of(self.name)):
            raise ValueError(f"{self.name} is not an index of {len(self.positions)} bands")


@dataclass(frozen=True)
class Features:
    """Features of a pixel: bands, followed by indices.

    The first ``n_bands`` that are read are features. The others serve the indices only.
    """

    n_bands: int
    indices: tuple[Index, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the indices."""
        return tuple(index.name for index in self.indices)

    def fill(
        self, out: np.ndarray, values: np.ndarray, scales: Sequence[float], offsets: Sequence[float]
    ) -> None:
        """Write the features of pixels into an array.

        An index is computed from reflectances, value * scale + offset. A negative reflectance,
        which an excessive atmospheric correction leaves, counts as 0, so that an index lies between
        -1 and 1. An index is 0 where all its bands are 0.

        Parameters
        ----------
        out : ndarray of float, shape (n_bands + n_indices, ...)
            Filled here.
        values : ndarray, shape (n_bands_read, ...)
            With one scale and offset for each band.
        """
        out[: self.n_bands] = values[: self.n_bands]
        # A common factor changes no ratio. With this one, whole numbers stay whole.
        unit = abs(scales[self.indices[0].positions[0]])
        measured: dict[int, np.ndarray] = {}
        with np.errstate(all="ignore"):
            for index, target in zip(self.indices, out[self.n_bands :]):
                for n in set(index.positions) - set(measured):
                    measured[n] = _measured(values[n], scales[n] / unit, offsets[n] / unit, out)
                compute_index(index.name, [measured[n] for n in index.positions], target)
                unknown = np.isnan(target)
                if unknown.any():
                    target[unknown] = 0


def roles_of(name: str) -> tuple[str, ...]:
    """Return the roles of the bands of an index, from left to right in its formula."""
    plus, minus = FORMULAS[name]
    return plus + minus


def compute_index(
    name: str, bands: Sequence[np.ndarray], out: np.ndarray | None = None
) -> np.ndarray:
    """Compute an index from float bands of one shape, in the order of `roles_of`.

    The result, in ``out`` if it is given, is NaN where a band is NaN or all bands are 0.
    """
    n_plus = len(FORMULAS[name][0])
    plus, minus = sum(bands[1:n_plus], bands[0]), sum(bands[n_plus + 1 :], bands[n_plus])
    with np.errstate(all="ignore"):
        out = np.subtract(plus, minus, out=out)
        out /= plus + minus
    return out


def with_indices(
    source: Source, names: Iterable[str], given: Mapping[str, int | None] | None = None
) -> Source:
    """Return a raster whose features include indices, keys of `FORMULAS`.

    Bands that an index needs and that are not chosen are read too, but are no features. A pixel is
    valid where all bands that are read are valid. Bands of some roles are given by their numbers,
    others are found by their names. Raise ArgumentError if a band is missing or does not exist, or
    if one band has two roles in an index.
    """
    names = tuple(dict.fromkeys(names))
    if not names:
        return source
    known = {role: number for role, number in (given or {}).items() if number is not None}
    whole = source.choose(None)
    found: dict[str, int] = {}
    for name in names:
        for role in roles_of(name):
            if role not in found:
                found[role] = known.get(role) or _find_band(name, role, source, whole)
        _check_different(name, found)
    helpers = dict.fromkeys(number for number in found.values() if number not in source.bands)
    read = source.choose((*source.bands, *helpers))
    indices = (
        Index(name, tuple(read.bands.index(found[role]) for role in roles_of(name)))
        for name in names
    )
    return replace(read, features=Features(source.n_bands, tuple(indices)))


def _find_band(index: str, role: str, source: BandSource, whole: BandSource) -> int:
    """Return the band that plays a role by its name; a chosen band comes first."""
    for meaning in ROLES[role]:
        for offered in (source, whole):
            numbers = [
                number
                for number, name in zip(offered.bands, offered.band_names)
                if identify_band(name) == meaning
            ]
            if len(numbers) == 1:
                return numbers[0]
            if numbers:
                raise ArgumentError(
                    "{index} needs the band {role}, but several bands of {path} are {meaning} by "
                    "their names ({numbers}). Choose one of them ({role}_BAND).",
                    index=index,
                    role=role,
                    path=source.path,
                    meaning=meaning,
                    numbers=", ".join(map(str, numbers)),
                )
    raise ArgumentError(
        "{index} needs the band {role}, but no band of {path} is {meaning} by its name "
        "({offered}). Choose the band ({role}_BAND), or leave {index} out.",
        index=index,
        role=role,
        path=source.path,
        meaning=ROLES[role][0],
        offered=", ".join(whole.band_names),
    )


def _check_different(name: str, found: Mapping[str, int]) -> None:
    """Refuse a band that stands for two roles of an index."""
    for role, other in combinations(roles_of(name), 2):
        if found[role] == found[other]:
            raise ArgumentError(
                "{index} needs {role} and {other}, but band {band} stands for both. Choose two "
                "bands.",
                index=name,
                role=role,
                other=other,
                band=found[role],
            )


def _measured(values: np.ndarray, scale: float, offset: float, out: np.ndarray) -> np.ndarray:
    """Return measurements of at least 0, in the type of the features."""
    measured = values.astype(out.dtype)
    if scale != 1:
        measured *= out.dtype.type(scale)
    if offset:
        measured += out.dtype.type(offset)
    return np.maximum(measured, 0, out=measured)
