"""Facts of a file of one band, as a VRT states them."""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import gdal

from ..errors import RasterError
from .gdal_calls import open_dataset
from .grid import Grid
from .source_facts import grid_of


@dataclass(frozen=True)
class BandFile:
    """A band of a file, counted from 1.

    Attributes
    ----------
    driver : str
        GDAL's short name, such as ``JP2OpenJPEG``.
    data_type : str
        GDAL's name, such as ``UInt16``.
    block_shape : tuple of 2 int
        Width and height.
    nodata : float or None
        As the file declares it.
    """

    path: str
    band: int
    grid: Grid
    driver: str
    data_type: str
    block_shape: tuple[int, int]
    nodata: float | None

    @classmethod
    def open(cls, path: str, band: int = 1) -> BandFile:
        """Read the facts of a band; raise RasterError where the file does not open or lacks it."""
        dataset = open_dataset(path)
        if not 1 <= band <= dataset.RasterCount:
            raise RasterError(
                "{path} has {count} bands and no band {band}. Choose another file.",
                path=path,
                count=dataset.RasterCount,
                band=band,
            )
        raster = dataset.GetRasterBand(band)
        width, height = raster.GetBlockSize()
        return cls(
            path=path,
            band=band,
            grid=grid_of(dataset),
            driver=dataset.GetDriver().ShortName,
            data_type=gdal.GetDataTypeName(raster.DataType),
            block_shape=(width, height),
            nodata=raster.GetNoDataValue(),
        )
