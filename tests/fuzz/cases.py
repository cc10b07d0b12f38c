"""Random cases of the fuzz tests: rasters of all kinds, and options of all kinds.

A case consists of a few plain values, which hypothesis can simplify after a failure. Its pixels
follow from its seed. To test a new option of `classify`, draw it in `_options`.
"""

from dataclasses import dataclass, replace

import numpy as np
from geotiffs import write_raster
from hypothesis import strategies as st
from osgeo import gdal

from s2_kmeans_plugin.core.choices import ALGORITHMS, PALETTES, SCALINGS
from s2_kmeans_plugin.core.clustering.algorithms import ON_ALL_PIXELS
from s2_kmeans_plugin.core.clustering.fit_options import Rules
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.raster.valid_pixels import LARGEST_VALUE
from s2_kmeans_plugin.core.spectral.bands import ROLES
from s2_kmeans_plugin.core.spectral.indices import FORMULAS, roles_of, with_indices
from tests.fuzz.masks import covers

_KNOWS_INT8 = hasattr(gdal, "GDT_Int8")
DTYPES = ("uint8", "uint16", "int16", "uint32", "int32", "float32", "float64")
DTYPES += ("int8",) if _KNOWS_INT8 else ()

LAYOUTS = {
    "strips": {},
    "odd strips": {"creation_options": ("BLOCKYSIZE=7",)},
    "one strip": {"creation_options": ("BLOCKYSIZE=200",)},
    "by bands": {"creation_options": ("INTERLEAVE=BAND", "BLOCKYSIZE=3")},
    "tiles": {"tile": 16},
    "large tiles": {"tile": 256, "creation_options": ("COMPRESS=LZW",)},
    "deflated": {"tile": 64, "creation_options": ("COMPRESS=DEFLATE", "INTERLEAVE=BAND")},
    "virtual": {"tile": 32},
    "mosaic": {},
    "one file a band": {},
}
# In these layouts, files have neither a common mask nor a common alpha band.
_PLAIN_ONLY = ("mosaic", "one file a band")

NODATA = ("none", "declared", "per band", "not a number", "beyond the type", "mask", "mask beside",
          "alpha")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One raster and one way to classify it.

    Attributes
    ----------
    seed : int
        Seed of the pixels.
    width, height : int
    dtypes : tuple of str
        Dtype of each band. They differ only in the layout of one file a band.
    kinds : tuple of str
        Kind of values of each band, a key of `_VALUES`.
    holes : float
        Share of the pixels that are masked, nodata or not finite.
    nodata : str
        One of `NODATA`.
    layout, other_layout : str
        Layouts of the raster and of its twin, which has the same pixels.
    options : dict
        Arguments of `classify`.
    bands : tuple of int or None
        Chosen bands.
    covers : tuple of (RasterCover or PolygonCover)
        Masks.
    ignored : float or None
        Undeclared nodata value.
    indices : tuple of str
    roles : dict of str to int
        Band number of each role in the formulas of indices.
    min_area : dict
        Arguments of `classify` for the minimum patch size; empty without cleaning.
    n_rasters : int
        Number of rasters in the series that starts with this one.
    n_threads : int
        Threads of the twin's run.
    window_shape : tuple of 2 int
        Shape of the twin's windows.
    n_tile : int or None
        Pixels of a tile of the sample, and minimum number of pixels to read. None: the defaults.
    """

    seed: int
    width: int
    height: int
    dtypes: tuple
    kinds: tuple
    holes: float
    nodata: str
    layout: str
    other_layout: str
    options: dict
    bands: tuple
    covers: tuple
    ignored: float
    indices: tuple
    roles: dict
    min_area: dict
    n_rasters: int
    n_threads: int
    window_shape: tuple
    n_tile: int

    @property
    def n_bands(self):
        return len(self.dtypes)

    @property
    def compared(self):
        """Numbers of the compared bands."""
        return self.bands or tuple(range(1, self.n_bands + 1))

    @property
    def read(self):
        """Numbers of the bands that are read: compared bands and those of indices."""
        needed = [self.roles[role] for name in self.indices for role in roles_of(name)]
        return tuple(dict.fromkeys((*self.compared, *needed)))

    @property
    def least_pixels(self):
        """Minimum number of pixels of a patch; 0 without cleaning."""
        value = self.min_area.get("min_area", 0)
        return round(value * 100) if self.min_area.get("area_unit") == "hectares" else value

    def series(self):
        """Return the cases of a series: this one, and others with other pixels and sizes."""
        cases = [self]
        for n in range(1, self.n_rasters):
            width, height = 1 + (self.width + 11 * n) % 40, 1 + (self.height + 7 * n) % 40
            seed = (self.seed + n) % 2**31
            cases.append(replace(self, seed=seed, width=width, height=height))
        return cases


# Most rasters are small, since a few pixels show most faults.
_SIZES = st.one_of(*(st.integers(1, most) for most in (6, 6, 20, 20, 40, 200)))


@st.composite
def cases(draw):
    """Draw a case."""
    n_bands = draw(st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(1, 20)))
    width, height = draw(_SIZES), draw(_SIZES)
    layout = draw(st.sampled_from(list(LAYOUTS)))
    plain = layout in _PLAIN_ONLY
    nodata = draw(st.sampled_from(NODATA[:5] if plain else NODATA))
    same = draw(st.sampled_from(DTYPES))
    dtypes = (same,) * n_bands
    if layout == "one file a band":
        dtypes = tuple(draw(st.lists(st.sampled_from(DTYPES), min_size=n_bands, max_size=n_bands)))
    # Many small tiles of a large raster take long and show no more faults.
    small_tile = 64 if width * height < 4000 else 512
    n_tile = draw(st.sampled_from([None, None, small_tile, 1024]))
    order = draw(st.permutations(range(1, n_bands + 1)))
    bands = draw(st.sampled_from([None, None, tuple(order[: (n_bands + 1) // 2])]))
    roles = {role: order[n % n_bands] for n, role in enumerate(ROLES)}
    indices = draw(_indices(roles))
    n_features = len(bands or order) + len(indices)
    options = draw(_options(width, height, n_features))
    # Blocks determine the sample unless all pixels are read, so the twin needs the same layout.
    others = [layout]
    sample_size = options["sample_size"]
    if not (n_tile or plain):
        others = [name for name in LAYOUTS if name not in _PLAIN_ONLY]
    part = options["window"] or Window(0, 0, width, height)
    return Case(
        seed=draw(st.integers(0, 2**31 - 1)),
        width=width,
        height=height,
        dtypes=dtypes,
        kinds=tuple(
            draw(st.lists(st.sampled_from(list(_VALUES)), min_size=n_bands, max_size=n_bands))
        ),
        holes=draw(st.sampled_from([0.0, 0.0, 0.1, 0.5, 0.95])),
        nodata=nodata,
        layout=layout,
        other_layout=draw(st.sampled_from(others)),
        options=options,
        bands=bands,
        covers=draw(covers(width, height)),
        ignored=draw(st.sampled_from([None, None, None, 0.0, 7.0])),
        indices=indices,
        roles=roles if indices else {},
        min_area=draw(_min_area(part.n_pixels)),
        n_rasters=1 if sample_size == 0 else draw(st.sampled_from([1, 1, 1, 1, 1, 1, 2, 3])),
        n_threads=draw(st.integers(1, 4)),
        window_shape=(
            draw(st.integers(1 + width // 6, 210)),
            max(height // 6, draw(st.sampled_from([16, 48, 256, 5, 33]))),
        ),
        n_tile=n_tile,
    )


@st.composite
def _indices(draw, roles):
    """Draw names of indices that use different bands."""
    possible = [
        name
        for name in FORMULAS
        if len({roles[role] for role in roles_of(name)}) == len(roles_of(name))
    ]
    if not possible or draw(st.integers(0, 2)):
        return ()
    return tuple(draw(st.lists(st.sampled_from(possible), min_size=1, max_size=3, unique=True)))


@st.composite
def _min_area(draw, n_pixels):
    """Draw a minimum patch size that is at most the size of the map."""
    limit = min(draw(st.sampled_from([0, 0, 0, 2, 5, 30])), n_pixels)
    in_hectares = {"min_area": limit / 100, "area_unit": "hectares"}
    in_pixels = {"min_area": limit, "area_unit": "pixels"}
    return draw(st.sampled_from([in_hectares, in_pixels])) if limit else {}


@st.composite
def _options(draw, width, height, n_features):
    algorithm = draw(st.sampled_from(sorted(ALGORITHMS)))
    n_clusters = draw(st.one_of(st.integers(2, 6), st.integers(2, 12), st.sampled_from([2, 255])))
    if n_clusters > 20 and width * height > 200:
        # Many clusters are slow, and small rasters test them as well.
        n_clusters = 25
    sizes = [n_clusters, n_clusters + 100, 200_000]
    if algorithm in ON_ALL_PIXELS:
        sizes.append(0)
    options = {
        "algorithm": algorithm,
        "n_clusters": n_clusters,
        "scaling": draw(st.sampled_from(SCALINGS)),
        "n_components": draw(st.one_of(st.just(0), st.just(0), st.integers(0, n_features))),
        "sample_size": draw(st.sampled_from(sizes)),
        "n_init": draw(st.integers(1, 3)),
        "max_iter": draw(st.sampled_from([1, 2, 5 if algorithm == "gaussian_mixture" else 30])),
        "tol": draw(st.sampled_from([0.0, 1e-5, 1.0])),
        "random_state": draw(st.integers(0, 5)),
        "palette": draw(st.sampled_from(PALETTES)),
        "with_statistics": draw(st.booleans()),
        "with_facts": draw(st.booleans()),
        "window": draw(st.sampled_from([None, None, _part(width, height)])),
    }
    if algorithm == "isodata":
        options["rules"] = draw(
            st.builds(
                Rules,
                min_size=st.sampled_from([0.0, 0.01, 5.0, 50.0]),
                max_spread=st.sampled_from([0.0, 1e-3, 10.0]),
                min_distance=st.sampled_from([0.0, 1e-3, 1000.0]),
                max_pairs=st.integers(1, 3),
            )
        )
    return options


def _part(width, height):
    return Window(width // 3, height // 4, (width + 1) // 2, (height + 1) // 2)


@dataclass(frozen=True)
class Raster:
    """Pixels of a case, and their nodata.

    Attributes
    ----------
    bands : list of ndarray, shape (height, width)
    masked : ndarray of bool, shape (height, width)
        True where the mask or the alpha band of the raster masks a pixel.
    nodata : tuple of (float or None)
        Declared value of each band.
    """

    bands: list
    masked: np.ndarray
    nodata: tuple

    def valid(self, case):
        """Return the mask of the pixels that must have a class in the map."""
        valid = ~self.masked
        for cover in case.covers:
            valid &= ~cover.masked(valid.shape)
        if case.ignored is not None:
            valid &= ~np.all([self.bands[n - 1] == case.ignored for n in case.read], axis=0)
        for number in case.read:
            band, nodata = self.bands[number - 1], self.nodata[number - 1]
            if band.dtype.kind == "f":
                valid = valid & (np.abs(band) <= LARGEST_VALUE)
            if nodata is not None:
                valid = valid & (band != band.dtype.type(nodata))
        return valid


def raster_of(case):
    """Return the pixels of a case."""
    rng = np.random.default_rng(case.seed)
    shape = case.height, case.width
    bands = [_band(rng, shape, *of_band) for of_band in zip(case.dtypes, case.kinds)]
    holes = rng.random(shape) < case.holes
    masked = np.zeros(shape, dtype=bool)
    nodata = [None] * case.n_bands
    if case.nodata in ("mask", "mask beside", "alpha"):
        masked = holes
    elif case.nodata in ("declared", "per band"):
        nodata = _declare_nodata(rng, case, bands, holes)
    elif case.nodata == "not a number":
        for band in bands:
            if band.dtype.kind == "f":
                odd = [np.nan, np.inf, -np.inf, 1e16, -1e30]
                odd += [1e300] if band.dtype == np.float64 else []
                band[holes] = rng.choice(odd, size=int(holes.sum()))
    if case.ignored is not None:
        ignored = rng.random(shape) < 0.2
        for band in bands:
            band[ignored] = case.ignored
    return Raster(bands, masked, tuple(nodata))


def _declare_nodata(rng, case, bands, holes):
    """Put nodata into the holes of the bands, and return the value of each band or None."""
    # One value for all bands must fit the dtypes of all.
    shared = int(rng.integers(0, 100)) if case.nodata == "declared" else None
    nodata = []
    for band, kind in zip(bands, case.kinds):
        # A VRT keeps about six digits of a nodata value.
        value = float(f"{rng.choice(band.ravel()):.6g}" if shared is None else shared)
        if not _can_be_nodata(value, band, kind, case.layout):
            nodata.append(None)
            continue
        if case.layout in _PLAIN_ONLY:
            band[np.isclose(band, value, rtol=1e-5, atol=0)] = value
        if case.nodata == "declared" or rng.random() < 0.7:
            band[holes] = value
            nodata.append(value)
        else:
            nodata.append(None)
    return nodata


def _can_be_nodata(value, band, kind, layout):
    if band.dtype.kind in "iu" and value > np.iinfo(band.dtype).max:
        return False
    # In stacked files, GDAL treats values that agree in six digits as equal, and tiny values as
    # different from themselves.
    return layout not in _PLAIN_ONLY or (kind != "tiny" and 1e-3 < abs(value) < 1e6)


def _band(rng, shape, dtype, kind):
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        values = _VALUES[kind](rng, shape, -1e4, 1e4, True)
    else:
        low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
        values = np.clip(np.rint(_VALUES[kind](rng, shape, low, high, False)), low, high)
    return values.astype(dtype)


def _noise(rng, shape, low, high, is_float):
    return low + (high - low) / 2 + rng.normal(0, min(100, (high - low) / 8), shape)


def _full(rng, shape, low, high, is_float):
    return rng.uniform(low, high, shape)


def _few(rng, shape, low, high, is_float):
    return rng.integers(0, 4, shape) * 10.0


def _constant(rng, shape, low, high, is_float):
    return np.full(shape, rng.integers(0, 100), dtype=float)


def _blobs(rng, shape, low, high, is_float):
    centers = rng.uniform(max(low, -1e4), min(high, 1e4), 5)
    return centers[rng.integers(0, 5, shape)] + rng.normal(0, 3, shape)


def _slope(rng, shape, low, high, is_float):
    rows, cols = np.mgrid[: shape[0], : shape[1]]
    return (rows + 2 * cols) / 3.0


def _far(rng, shape, low, high, is_float):
    """Return values with a large offset, such as a time in seconds, and a variance of 1."""
    return (1e9 if is_float or high > 1e9 else high - 10) + rng.normal(0, 1, shape)


def _tiny(rng, shape, low, high, is_float):
    if is_float:
        return rng.normal(0, 1, shape) * 10.0 ** rng.integers(-44, -4)
    return np.full(shape, shape[0])


def _huge(rng, shape, low, high, is_float):
    exponent = rng.integers(6, 15) if is_float else 4
    return rng.normal(0, 1, shape) * 10.0**exponent


def _ends(rng, shape, low, high, is_float):
    return rng.choice([low, high], size=shape)


# Generator of the values of a band for each kind.
_VALUES = {
    "noise": _noise,
    "full": _full,
    "few": _few,
    "constant": _constant,
    "blobs": _blobs,
    "slope": _slope,
    "far": _far,
    "tiny": _tiny,
    "huge": _huge,
    "ends": _ends,
}


def source_of(case, raster, folder, layout):
    """Write the raster of a case in a layout, and open it with the options of the case."""
    source = RasterSource.open(write_case(case, raster, folder, layout), case.bands)
    source = with_indices(source, case.indices, case.roles)
    return source.with_masks([cover.write(folder) for cover in case.covers], case.ignored)


def write_case(case, raster, folder, layout):
    """Write the raster of a case in a layout, and return the path."""
    given = dict(LAYOUTS[layout])
    # By default, GDAL takes four bands of bytes for red, green, blue and alpha.
    given["creation_options"] = (*given.get("creation_options", ()), "PHOTOMETRIC=MINISBLACK")
    nodata = raster.nodata if any(value is not None for value in raster.nodata) else None
    if nodata and len(set(nodata)) == 1:
        (nodata,) = set(nodata)
    elif case.nodata == "beyond the type":
        # Nodata values that the dtype of the band cannot hold: no pixel is nodata.
        beyond = {"u": -1.0, "i": -77.5, "f": float("nan")}
        nodata = tuple(beyond[np.dtype(dtype).kind] for dtype in case.dtypes)
        if len(set(case.dtypes)) == 1:
            nodata = nodata[0]
    stem = str(folder / layout.replace(" ", "_"))
    if layout == "one file a band":
        each = nodata if isinstance(nodata, tuple) else (nodata,) * case.n_bands
        paths = [
            write_raster(f"{stem}{n}.tif", band, nodata=value)
            for n, (band, value) in enumerate(zip(raster.bands, each))
        ]
        gdal.BuildVRT(f"{stem}.vrt", paths, separate=True).FlushCache()
        return f"{stem}.vrt"
    array = np.stack(raster.bands)
    if case.nodata in ("mask", "mask beside"):
        given.update(mask=~raster.masked, internal_mask=case.nodata == "mask")
    elif case.nodata == "alpha":
        given["alpha"] = np.where(raster.masked, 0, 127)
    if layout == "mosaic" and case.width > 1 and not isinstance(nodata, tuple):
        cut = case.width // 2
        x, dx, *rest = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)
        paths = [
            write_raster(f"{stem}_left.tif", array[..., :cut], nodata=nodata, **given),
            write_raster(
                f"{stem}_right.tif",
                array[..., cut:],
                nodata=nodata,
                **given,
                geotransform=(x + cut * dx, dx, *rest),
            ),
        ]
        gdal.BuildVRT(f"{stem}.vrt", paths).FlushCache()
        return f"{stem}.vrt"
    path = write_raster(f"{stem}.tif", array, nodata=nodata, **given)
    if layout == "virtual" and path.endswith(".tif"):
        gdal.GetDriverByName("VRT").CreateCopy(f"{stem}.vrt", gdal.Open(path)).FlushCache()
        path = f"{stem}.vrt"
    return path
