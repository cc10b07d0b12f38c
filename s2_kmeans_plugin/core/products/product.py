"""Sentinel-2 product: its files, its date, and the factors that make reflectances of its values.

GDAL's driver for Sentinel-2 does not find the files. It needs the metadata of the product, omits a
missing band without a message, makes one raster for each pixel size, and reads no folder of bands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..errors import RasterError
from ..spectral.bands import BANDS
from .archive import Folder, Zip, open_tree
from .metadata import Metadata, read_metadata
from .product_names import (
    find_images,
    find_main_metadata,
    granules_of,
    metadata_from_name,
    resolution_of,
    tile_of,
)


@dataclass(frozen=True)
class ProductFile:
    """File of one band: path for GDAL, path inside the product, and pixel size in metres.

    The pixel size is that of the name or else of the band.
    """

    path: str
    name: str
    resolution: int


@dataclass(frozen=True)
class Product:
    """Product, or folder of bands.

    The tile, such as ``18SVG``, is empty if unknown. The files are those of each band, and of the
    scene classification (``SCL``). The inputs are files on the disk, which no output may replace.
    """

    path: str
    name: str
    tile: str
    metadata: Metadata
    files: Mapping[str, tuple[ProductFile, ...]]
    inputs: tuple[str, ...]

    @property
    def bands(self) -> tuple[str, ...]:
        """Names of the bands of the product, in the order of their wavelengths."""
        return tuple(band for band in BANDS if band in self.files)

    @property
    def scale(self) -> float | None:
        """Factor from values to reflectances, to which `offset_of` is added; None if unknown."""
        quantification = self.metadata.quantification
        return None if quantification is None else 1 / quantification

    def offset_of(self, band: str) -> float:
        """Return the offset of a reflectance, which GDAL adds after the scale."""
        return self.metadata.offsets.get(band, 0.0) * (self.scale or 0.0)

    def file_of(self, band: str, resolution: int) -> ProductFile:
        """Return the file of a band for a pixel size.

        It is the coarsest file that is not coarser than the pixel size, or else the finest file.
        Raise RasterError if the product has no such file, or several.
        """
        files = self.files.get(band, ())
        if not files:
            raise RasterError(
                "{product} has no {band}, only {offered}. Choose among these bands, or download "
                "the product again if it should have {band}.",
                product=self.name,
                band=band,
                offered=", ".join(self.bands),
            )
        fine_enough = [file.resolution for file in files if file.resolution <= resolution]
        best = max(fine_enough, default=min(file.resolution for file in files))
        chosen = [file for file in files if file.resolution == best]
        if len(chosen) > 1:
            raise RasterError(
                "{product} has several files of {band}: {files}. Choose a folder with one of them.",
                product=self.name,
                band=band,
                files=", ".join(file.name for file in chosen[:2]),
            )
        return chosen[0]


def find_product(path: str) -> Product:
    """Find the files of a product and read its metadata.

    The path is a ``.SAFE`` folder or its zip, a folder of bands, or a file in one of these folders.
    Raise FileError if a file cannot be read, and RasterError unless there is one product.
    """
    tree, part = open_tree(path)
    names = tree.names()
    images = find_images(names, part)
    if not images:
        raise RasterError(
            "{path} has no bands of Sentinel-2. Choose a .SAFE folder, its zip, its metadata "
            "(MTD_MSIL1C.xml or MTD_MSIL2A.xml), or a file in a folder of bands such as B02.jp2.",
            path=path,
        )
    metadata = _read_metadata(tree, names, _only_granule(images, path), path)
    files: dict[str, list[ProductFile]] = {}
    for name, band in sorted(images.items()):
        file = ProductFile(tree.path_of(name), name, resolution_of(name, band))
        files.setdefault(band, []).append(file)
    return Product(
        path=tree.path,
        name=tree.title,
        tile=tile_of(images),
        metadata=metadata,
        files={band: tuple(found) for band, found in files.items()},
        inputs=tree.inputs(images),
    )


def _only_granule(names: Iterable[str], path: str) -> str:
    """Return the folder of the tile of the files; empty outside the specified folders."""
    granules = granules_of(names)
    if len(granules) > 1:
        raise RasterError(
            "{path} holds {n} tiles: {granules}. Choose the folder of one tile, or a file in it.",
            path=path,
            n=len(granules),
            granules=", ".join(name.rpartition("/")[2] for name in granules[:5]),
        )
    return granules[0] if granules else ""


def _read_metadata(tree: Folder | Zip, names: Iterable[str], granule: str, path: str) -> Metadata:
    """Return the metadata of the product, completed by its name."""
    root = granule.rpartition("GRANULE/")[0]
    found = find_main_metadata(names, root)
    if len(found) > 1:
        raise RasterError(
            "{path} holds several products: {names}. Choose one of them.",
            path=path,
            names=", ".join(found[:5]),
        )
    named = metadata_from_name(root or tree.title) or metadata_from_name(tree.title)
    if not found:
        return named or Metadata()
    metadata = read_metadata(tree.read(found[0]), found[0])
    if named:
        metadata = replace(
            metadata,
            level=metadata.level or named.level,
            date=metadata.date or named.date,
            baseline=metadata.baseline or named.baseline,
        )
    return metadata
