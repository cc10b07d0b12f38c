"""Match of the bands of a raster with those of a model, or of another raster."""

from __future__ import annotations

from dataclasses import replace

from ..errors import RasterError
from ..models.model import ClusterModel
from ..raster.source import RasterSource
from ..spectral.bands import find_bands, identify_band


def match_bands(model: ClusterModel, source: RasterSource) -> tuple[int, ...]:
    """Return the bands of a raster that correspond to the bands of a model.

    The raster has all bands that may be chosen. They match by name, or by the Sentinel-2 band that
    their names mean. If the names contradict no order and the numbers of bands are equal, they
    match by position. Otherwise RasterError is raised.
    """
    found = find_bands(model.input_names, source)
    if found is not None:
        return found
    places = {band: n for n, band in enumerate(map(identify_band, model.input_names)) if band}
    own = map(identify_band, source.band_names)
    is_in_order = all(band is None or places.get(band, n) == n for n, band in enumerate(own))
    if source.n_bands == len(model.input_names) and is_in_order:
        return source.bands
    raise RasterError(
        "{path} has the bands {offered}, and the model needs {wanted}. Choose the bands in the "
        "order of the model.",
        path=source.path,
        offered=", ".join(source.band_names),
        wanted=", ".join(model.input_names),
    )


def as_fitted(model: ClusterModel, source: RasterSource) -> RasterSource:
    """Return a raster with the indices of a model, in its unit if both declare one.

    The raster has the bands of the model, in its order; another number raises RasterError.
    """
    if source.n_bands != len(model.input_names):
        raise RasterError(
            "{n_bands} bands of {path} are chosen, and the model needs {wanted}: {names}. Choose "
            "these bands.",
            n_bands=source.n_bands,
            path=source.path,
            wanted=len(model.input_names),
            names=", ".join(model.input_names),
        )
    return replace(source, features=model.features).in_units_of(model.units)


def in_bands_of(first: RasterSource, source: RasterSource) -> RasterSource:
    """Return a raster with the bands, the indices and the unit of the first one of a series.

    The first one has its chosen bands, the other one all that may be chosen. They match by name, by
    the Sentinel-2 band that their names mean, or by number. Otherwise RasterError is raised.
    """
    numbers = find_bands(first.band_names, source)
    if numbers is None:
        if source.n_bands_in_file != first.n_bands_in_file:
            raise RasterError(
                "{path} has the bands {offered}, and {first} was read with {wanted}. Choose "
                "rasters with the same bands, or give equal bands equal names.",
                path=source.path,
                offered=", ".join(source.band_names),
                first=first.path,
                wanted=", ".join(first.band_names),
            )
        numbers = first.bands
    return replace(source.choose(numbers), features=first.features).in_units_of(first.units)
