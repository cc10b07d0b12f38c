"""What a Sentinel-2 product is: its files, its date, and what makes reflectances of its values.

The folders, names and metadata are those of ESA's "Sentinel-2 Products Specification Document",
S2-PDGS-TAS-DI-PSD: the compact naming since December 2016, and the older one.

The files are found here and not by GDAL's driver for Sentinel-2: that one needs the metadata of the
product, leaves out a band that is missing without a word, gives the bands of each pixel size as a
raster of its own, and reads no folder of mere bands.
"""

import re
from dataclasses import dataclass, replace

from ..errors import RasterError
from ..spectral.bands import (
    BANDS,
    FIRST_BASELINE_WITH_OFFSET,
    OFFSET,
    QUANTIFICATION,
    identify_band,
)
from .archive import open_tree
from .metadata import Metadata, read_metadata

SCENE_CLASSES = "SCL"

_SCENE_CLASSES_RESOLUTION = 20

_MAIN = re.compile(r"(?:MTD_MSIL(?:1C|2A)|S2[A-Z]_\w{4}_MTD_SAFL(?:1C|2A)_\w+)\.xml", re.I)
_IMAGE = re.compile(r"(.+)\.(?:jp2|tiff?)", re.I)
# Quality masks that are named after bands.
_MASK = re.compile(r"(?:^|/)(?:QI_DATA|QI|MASKS|AUX_DATA)/|(?:^|[_/])MSK_[^/]*$", re.I)
# What macOS writes beside files, and into archives.
_MACOS = re.compile(r"(?:^|/)(?:\._|__MACOSX/)")
_RESOLUTION = re.compile(r"(?:_|/R)([126]0)m(?![A-Za-z0-9])")
_SCENE_CLASSES = re.compile(r"(?<![A-Za-z0-9])SCL(?![A-Za-z0-9])", re.I)
_GRANULE = re.compile(r"(.*(?:^|/)GRANULE/[^/]+)/IMG_DATA/.+", re.I)
_TILE = re.compile(r"(?<![A-Za-z0-9])T(\d\d[A-Z]{3})(?![A-Za-z0-9])")

# S2A_MSIL2A_20240601T154819_N0510_R054_T18SVG_20240601T204159
_NAME = re.compile(
    r"S2[A-Z]_MSI(L1C|L2A)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)_N(\d\d)(\d\d)_", re.I
)


@dataclass(frozen=True)
class BandFile:
    """A file of one band.

    Attributes
    ----------
    path : str
        What GDAL opens.
    name : str
        Its place in the product.
    resolution : int
        Metres, as its name or its band tells.
    """

    path: str
    name: str
    resolution: int


@dataclass(frozen=True)
class Product:
    """A product, or a folder of bands.

    Attributes
    ----------
    path : str
        The folder or the zip.
    name : str
    tile : str
        Such as ``18SVG``; empty where unknown, as are the date and the baseline.
    metadata : Metadata
    files : dict of str to tuple of BandFile
        By band, and those of the scene classification by ``SCL``.
    inputs : tuple of str
        Files on the disk that an output must not replace.
    """

    path: str
    name: str
    tile: str
    metadata: Metadata
    files: dict
    inputs: tuple

    @property
    def bands(self):
        """Names of the bands that there are, in the order of their wavelengths."""
        return tuple(band for band in BANDS if band in self.files)

    @property
    def scale(self):
        """What turns values into reflectances once `offset_of` is taken in, or None."""
        quantification = self.metadata.quantification
        return None if quantification is None else 1 / quantification

    def offset_of(self, band):
        """What is added to a reflectance: GDAL's offset, applied after the scale."""
        return self.metadata.offsets.get(band, 0.0) * (self.scale or 0.0)

    def file_of(self, band, resolution):
        """The file of a band for a pixel size: the coarsest that is not coarser, else the finest.

        Raises
        ------
        RasterError
            When there is none.
        """
        files = self.files.get(band, ())
        if not files:
            raise RasterError(
                "{product} has no {band}, only {offered}: choose among these, or download the "
                "product again if it should have it.",
                product=self.name,
                band=band,
                offered=", ".join(self.bands),
            )
        fine_enough = [file.resolution for file in files if file.resolution <= resolution]
        best = max(fine_enough, default=min(file.resolution for file in files))
        chosen = [file for file in files if file.resolution == best]
        if len(chosen) > 1:
            raise RasterError(
                "{product} has more than one file of {band}, {files}: choose a folder that holds "
                "one.",
                product=self.name,
                band=band,
                files=", ".join(file.name for file in chosen[:2]),
            )
        return chosen[0]


def names_scene_classes(name):
    """Whether a file's name says that it is a scene classification."""
    return bool(_SCENE_CLASSES.search(name))


def find_product(path):
    """Look at a product.

    Parameters
    ----------
    path : str
        A ``.SAFE`` folder or its zip, a folder of bands, or a file in one of these folders.

    Returns
    -------
    Product

    Raises
    ------
    RasterError
    """
    tree, part = open_tree(path)
    names = tree.names()
    images = _images(names, part)
    if not images:
        raise RasterError(
            "{path} has no bands of Sentinel-2: choose a .SAFE folder, its zip, its metadata "
            "(MTD_MSIL1C.xml or MTD_MSIL2A.xml), or a file in a folder of bands such as B02.jp2.",
            path=path,
        )
    granule = _only_granule(images, path)
    metadata = _metadata(tree, names, granule, path)
    files = {}
    for name, band in images.items():
        found = _RESOLUTION.search(name)
        resolution = int(found.group(1)) if found else _finest(band)
        files.setdefault(band, []).append(BandFile(tree.path_of(name), name, resolution))
    tiles = {match.group(1) for name in images for match in _TILE.finditer(name)}
    return Product(
        path=tree.path,
        name=tree.title,
        tile=tiles.pop() if len(tiles) == 1 else "",
        metadata=metadata,
        files={band: tuple(sorted(found, key=_by_name)) for band, found in files.items()},
        inputs=tree.inputs(images),
    )


def _finest(band):
    return BANDS[band].resolution if band in BANDS else _SCENE_CLASSES_RESOLUTION


def _by_name(file):
    return file.name


def _images(names, part):
    """The files of bands: dict of str to str."""
    images = {}
    for name in names:
        image = _IMAGE.fullmatch(name)
        left_out = _MASK.search(name) or _MACOS.search(name)
        if not image or left_out or not name.startswith(part):
            continue
        stem = image.group(1).rpartition("/")[2]
        band = SCENE_CLASSES if _SCENE_CLASSES.search(stem) else identify_band(stem)
        if band is not None:
            images[name] = band
    # The folders of a product hold pictures beside its bands.
    official = {name: band for name, band in images.items() if _GRANULE.fullmatch(name)}
    return official or images


def _only_granule(names, path):
    """The folder of the tile that the files are of; empty outside the official folders."""
    granules = sorted({m.group(1) for m in map(_GRANULE.fullmatch, names) if m})
    if len(granules) > 1:
        raise RasterError(
            "{path} holds {n} tiles, {granules}: choose the folder of one, or a file in it.",
            path=path,
            n=len(granules),
            granules=", ".join(name.rpartition("/")[2] for name in granules[:5]),
        )
    return granules[0] if granules else ""


def _metadata(tree, names, granule, path):
    """From the metadata of the product; where it is missing, what its name tells."""
    root = granule.rpartition("GRANULE/")[0]
    found = [name for name in names if name.startswith(root) and _MAIN.fullmatch(name[len(root) :])]
    if len(found) > 1:
        raise RasterError(
            "{path} holds several products, {names}: choose one.",
            path=path,
            names=", ".join(found[:5]),
        )
    named = _from_name(root or tree.title) or _from_name(tree.title)
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


def _from_name(name):
    """What the name of a product tells, or None; all of one baseline have the same offset."""
    match = _NAME.search(name)
    if not match:
        return None
    level, year, month, day, hour, minute, second, major, minor = match.groups()
    baseline = f"{major}.{minor}"
    has_offset = float(baseline) >= FIRST_BASELINE_WITH_OFFSET
    return Metadata(
        level=level.upper(),
        date=f"{year}-{month}-{day}T{hour}:{minute}:{second}Z",
        baseline=baseline,
        quantification=float(QUANTIFICATION),
        offsets=dict.fromkeys(BANDS, float(OFFSET)) if has_offset else {},
        is_guessed=True,
    )
