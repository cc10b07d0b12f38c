"""The bands of Sentinel-2, and which of them the name of a band means."""

import re

# Central wavelengths in nm of Sentinel-2A; those of 2B differ by less than 1 %. Source: ESA,
# "Sentinel-2 Spectral Response Functions (S2-SRF)", COPE-GSEG-EOPG-TN-15-0007.
WAVELENGTHS = {
    "B01": 442.7,
    "B02": 492.4,
    "B03": 559.8,
    "B04": 664.6,
    "B05": 704.1,
    "B06": 740.5,
    "B07": 782.8,
    "B08": 832.8,
    "B8A": 864.7,
    "B09": 945.1,
    "B10": 1373.5,
    "B11": 1613.7,
    "B12": 2202.4,
}

# "b4" in small letters is left out: programs number the bands of any raster b1, b2, b3 ... But
# "b04" is the band's name in small letters.
_CODE = re.compile(r"(?<![A-Za-z0-9])(?:B([1-9])|[Bb](0[1-9]|1[0-2]|0?8[Aa]))(?![A-Za-z0-9])")

# Words that stand alone in a name; the longer ones are looked for first and taken out, so that "red
# edge" is not red. The short names with wavelengths (nir08, swir16) are those of STAC catalogues.
_WORDS = [
    (re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), band)
    for pattern, band in (
        (r"red[ _-]?edge[ _-]?1", "B05"),
        (r"red[ _-]?edge[ _-]?2", "B06"),
        (r"red[ _-]?edge[ _-]?3", "B07"),
        (r"red[ _-]?edge", None),
        (r"narrow[ _-](?:nir|near[ _-]?infra[ _-]?red)|(?:nir|near[ _-]?infra[ _-]?red)[ _-]narrow"
         r"|nir[ _-]?08", "B8A"),
        (r"water[ _-]?vapou?r|nir[ _-]?09", "B09"),
        (r"cirrus", "B10"),
        (r"(?:swir|short[ _-]?wave[ _-]?infra[ _-]?red)[ _-]?(?:16|1)", "B11"),
        (r"(?:swir|short[ _-]?wave[ _-]?infra[ _-]?red)[ _-]?(?:22|2)", "B12"),
        (r"nir|near[ _-]?infra[ _-]?red", "B08"),
        (r"infra[ _-]?red", None),
        (r"coastal(?:[ _-]aerosol)?", "B01"),
        (r"blue", "B02"),
        (r"green", "B03"),
        (r"red", "B04"),
    )
]  # fmt: skip

# Landsat numbers its bands otherwise: its B4 is near infrared (5, 7) or its B5 is (8, 9).
_LANDSAT = re.compile(r"landsat|(?<![a-z0-9])l[cotem]0[4-9]|(?<![a-z0-9])sr_b", re.I)


def band_of(name):
    """The band of Sentinel-2 that the name of a raster's band means.

    Understood are the band's own name, alone or in the name of a file (``B02``, ``B2``, ``b02``,
    ``B02 - Blue``, ``..._B08_(Raw)``), and plain words (``blue``, ``NIR``, ``swir1``, ``red edge
    2``). ``Band 4`` says nothing: it may be the fourth band of anything.

    Parameters
    ----------
    name : str

    Returns
    -------
    str or None
        A key of `WAVELENGTHS`; None where the name means no band, or more than one, as that of a
        ratio does.
    """
    if not _LANDSAT.search(name):
        codes = {(one or two).upper() for one, two in _CODE.findall(name)}
        bands = {"B" + code.lstrip("0").rjust(2, "0") for code in codes}
        if bands:
            return bands.pop() if len(bands) == 1 else None
    rest = name.lower()
    bands = set()
    for pattern, band in _WORDS:
        rest, n_found = pattern.subn(" ", rest)
        if n_found:
            bands.add(band)
    return bands.pop() if len(bands) == 1 else None


def bands_by_name(names, source):
    """The bands of a raster that names mean: by the names, else by the bands of Sentinel-2.

    Parameters
    ----------
    names : sequence of str
    source : RasterSource

    Returns
    -------
    tuple of int or None
        In the order of the names; None unless each means one band of the raster.
    """
    for meaning in (str, band_of):
        wanted = [meaning(name) for name in names]
        offered = [meaning(name) for name in source.band_names]
        if None not in wanted and all(offered.count(name) == 1 for name in wanted):
            return tuple(source.bands[offered.index(name)] for name in wanted)
    return None


def bands_of(names):
    """The bands that names mean, or None unless all mean one and no two the same.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    list of str or None
        Keys of `WAVELENGTHS`.
    """
    bands = [band_of(name) for name in names]
    return bands if None not in bands and len(set(bands)) == len(bands) else None
