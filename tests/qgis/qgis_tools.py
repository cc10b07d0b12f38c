"""Helpers of the tests of the QGIS layer."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

ROOT = Path(__file__).resolve().parent.parent.parent
LARGE_TILES = 10
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Linux has /proc and limits of file sizes."
)
# The core keeps two windows of each thread in flight.
MAX_IN_FLIGHT = 2 * (os.cpu_count() or 1)

# Public interface: the algorithms of the provider.
ALGORITHM_NAMES = (
    "classify",
    "classifymany",
    "applymodel",
    "editclasses",
    "classstatistics",
    "compareclasses",
    "accuracy",
    "suggestclusters",
    "openproduct",
    "suggest_classify_clean_report",
    "two_dates_changes",
    "product_to_polygons",
)

# Texts that processing.run puts before or in place of the message of an algorithm.
_PREFIX = "Unable to execute algorithm\n"
_NO_REASON = "There were errors executing the algorithm."


class Feedback(QgsProcessingFeedback):
    """Feedback that keeps everything a user would see."""

    def __init__(self):
        super().__init__(False)
        self.infos = []
        self.table = []
        self.warnings = []
        self.errors = []
        self.progress_values = []
        self.progressChanged.connect(self.progress_values.append)

    def pushInfo(self, info):
        self.infos.append(info)

    def pushConsoleInfo(self, info):
        self.table.append(info.replace("\N{NO-BREAK SPACE}", " "))

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


def class_names(path):
    """Return the class names in the attribute table of a map."""
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    return [table.GetValueAsString(row, 1) for row in range(table.GetRowCount())]


@dataclass
class Run:
    """Successful run."""

    results: dict
    feedback: Feedback

    @property
    def path(self):
        return self.results["OUTPUT"]

    @property
    def pixels(self):
        return read(self.path)[0]


class Refusal:
    """Failed run; ``sentence`` is the message of the algorithm."""

    def __init__(self, message, feedback):
        self.feedback = feedback
        self.sentence = message
        if message == _NO_REASON:
            # QGIS shows an exception of prepareAlgorithm only in the log.
            self.sentence = next(error for error in feedback.errors if error != _NO_REASON)
        elif message.startswith(_PREFIX):
            self.sentence = message[len(_PREFIX) :]


def read(path):
    """Return all bands of a raster, shape (n_bands, height, width)."""
    dataset = gdal.Open(str(path))
    values = dataset.ReadAsArray()
    return values if values.ndim == 3 else values[None]


def grid_of(path):
    """Return size, geotransform and coordinate system as GDAL has them."""
    dataset = gdal.Open(str(path))
    return (
        dataset.RasterXSize,
        dataset.RasterYSize,
        dataset.GetGeoTransform(can_return_null=True),
        dataset.GetProjection(),
    )


def class_counts(pixels):
    """Return the number of pixels of each class that occurs."""
    values, counts = np.unique(pixels[pixels > 0], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist()))


def listing(folder):
    """Return the bytes of each file of a folder by its path, hidden files included."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(Path(folder).rglob("*"))
    }


def mosaic(path, target, *, tiles, bands=(2, 3, 4, 8)):
    """Write a mosaic of copies of a raster as a VRT, which takes no time."""
    dataset = gdal.Open(path)
    width, height = dataset.RasterXSize, dataset.RasterYSize
    kind = gdal.GetDataTypeName(dataset.GetRasterBand(1).DataType)
    places = [(col, row) for row in range(tiles) for col in range(tiles)]
    lines = [f'<VRTDataset rasterXSize="{tiles * width}" rasterYSize="{tiles * height}">']
    lines.append(f"<SRS>{dataset.GetSpatialRef().ExportToProj4()}</SRS>")
    lines.append(f"<GeoTransform>{', '.join(map(str, dataset.GetGeoTransform()))}</GeoTransform>")
    for number, band in enumerate(bands, start=1):
        lines.append(f'<VRTRasterBand dataType="{kind}" band="{number}">')
        lines += [
            f"<SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>{band}</SourceBand>"
            f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
            f'<DstRect xOff="{col * width}" yOff="{row * height}" xSize="{width}" '
            f'ySize="{height}"/></SimpleSource>'
            for col, row in places
        ]
        lines.append("</VRTRasterBand>")
    lines.append("</VRTDataset>")
    Path(target).write_text("\n".join(lines), encoding="utf-8")
    return str(target)


def map_name(model):
    """Return the output name of a model: ``sieve:map``, in newer versions of QGIS ``map``."""
    return next(
        definition.name()
        for definition in model.parameterDefinitions()
        if definition.isDestination()
    )


def wait_until(done, seconds=60):
    """Process events of QGIS until a condition holds."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise AssertionError(f"The condition did not hold within {seconds} s.")
        QCoreApplication.processEvents()
        time.sleep(0.005)


def threads_in(filename):
    """Return the identifiers of the threads inside a module of the plugin."""
    found = set()
    for identifier, frame in sys._current_frames().items():
        while frame is not None:
            if frame.f_code.co_filename.endswith(filename):
                found.add(identifier)
            frame = frame.f_back
    return found


def built_zip():
    """Make the zip, and return its path."""
    made = subprocess.run(
        ["/usr/bin/python3", str(ROOT / ".ci" / "package.py"), "zip"],
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.strip().splitlines()[-1]


def sieve_model():
    """Return a model that classifies and sieves, with the number of classes as threshold."""
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterRasterLayer,
    )

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("classify and sieve", "tests")
    model.addModelParameter(
        QgsProcessingParameterRasterLayer("scene", "scene"), QgsProcessingModelParameter("scene")
    )
    classify = QgsProcessingModelChildAlgorithm("s2kmeans:classify")
    classify.setChildId("classify")
    classify.addParameterSources("INPUT", [source.fromModelParameter("scene")])
    classify.addParameterSources("N_INIT", [source.fromStaticValue(2)])
    model.addChildAlgorithm(classify)
    sieve = QgsProcessingModelChildAlgorithm("gdal:sieve")
    sieve.setChildId("sieve")
    sieve.addParameterSources("INPUT", [source.fromChildOutput("classify", "OUTPUT")])
    sieve.addParameterSources("THRESHOLD", [source.fromChildOutput("classify", "N_CLASSES")])
    output = QgsProcessingModelOutput("map", "map")
    output.setChildId("sieve")
    output.setChildOutputName("OUTPUT")
    sieve.setModelOutputs({"map": output})
    model.addChildAlgorithm(sieve)
    model.updateDestinationParameters()
    return model
