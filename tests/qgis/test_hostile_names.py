"""Names with a meaning in HTML, spreadsheets, paths or logs, in all algorithms."""

import csv
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import numpy as np
import pytest
from osgeo import gdal, gdal_array, osr
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis_tools import class_names, listing

TAME = "Forest"
HOSTILE = [
    '"><img src=x onerror=alert(1)></script><script>alert(2)</script>',
    "=HYPERLINK(\"http://example.org\",'x')\r\n=1+1; two lines & {{ 7 * 7 }}",
    "@../../../etc/<b>passwd</b>\\..\\x|y",
]
TABLES = ("statistics.csv", "applied.csv", "changes.csv", "contingency.csv", "accuracy.csv")
PAGES = ("classes.html", "accuracy.html")


class Tags(HTMLParser):
    """Parser of the elements of a page and their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *sorted(name for name, _ in attrs)))


class Chain:
    """Chain of all algorithms in which layers, bands, classes and files have one name."""

    def __init__(self, name, folder, scene):
        import processing

        self.name = name
        self.out = folder / "out"
        self.out.mkdir()
        self.log = ""
        image = str(folder / f"{name.replace('/', '_')}.tif")
        gdal.GetDriverByName("GTiff").CreateCopy(image, scene)
        for number in (1, 2):
            dataset = gdal.Open(image, gdal.GA_Update)
            dataset.GetRasterBand(number).SetDescription(f"{name} {number}" if number > 1 else name)
            dataset = None
        layer = QgsRasterLayer(image, name)
        assert layer.isValid()
        QgsProject.instance().addMapLayer(layer)

        def run(algorithm, **parameters):
            feedback = QgsProcessingFeedback(False)
            processing.run(f"s2kmeans:{algorithm}", parameters, feedback=feedback)
            self.log += feedback.htmlLog()

        first, edited, applied = (self.path(f"{n}.tif") for n in ("first", "edited", "applied"))
        model, edited_model = self.path("model.json"), self.path("edited.json")
        run(
            "classify",
            INPUT=layer,
            N_CLUSTERS=3,
            OUTPUT=first,
            OUTPUT_MODEL=model,
            OUTPUT_TABLE=self.path("statistics.csv"),
        )
        run(
            "editclasses",
            CLASSES=first,
            TABLE=[1, 1, name, "#006400"],
            MODEL=model,
            OUTPUT=edited,
            OUTPUT_MODEL=edited_model,
        )
        run(
            "applymodel",
            INPUT=layer,
            MODEL=edited_model,
            OUTPUT=applied,
            OUTPUT_TABLE=self.path("applied.csv"),
        )
        run(
            "classstatistics", INPUT=layer, CLASSES=applied, OUTPUT_REPORT=self.path("classes.html")
        )
        run(
            "compareclasses",
            FIRST=applied,
            SECOND=edited,
            OUTPUT_TABLE=self.path("changes.csv"),
            OUTPUT_CONTINGENCY=self.path("contingency.csv"),
        )
        run(
            "accuracy",
            CLASSES=applied,
            REFERENCE=points(layer, name),
            FIELD="cover",
            OUTPUT_TABLE=self.path("accuracy.csv"),
            OUTPUT_REPORT=self.path("accuracy.html"),
        )

    def path(self, name):
        return str(self.out / name)

    def read(self, name):
        return (self.out / name).read_text(encoding="utf-8")


def points(layer, name):
    """Return two points with the name as class, and one with another class."""
    reference = QgsVectorLayer("Point?crs=EPSG:32618&field=cover:string", name, "memory")
    corner = layer.extent()
    for column, cover in ((0, name), (1, name), (12, "Water")):
        feature = QgsFeature(reference.fields())
        place = QgsPointXY(corner.xMinimum() + 10 * column + 5, corner.yMaximum() - 5)
        feature.setGeometry(QgsGeometry.fromPointXY(place))
        feature.setAttributes([cover])
        reference.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(reference)
    return reference


@pytest.fixture(scope="module")
def chains(provider, tmp_path_factory):
    rng = np.random.default_rng(5)
    steps = np.repeat([20, 90, 200], [10, 10, 10])[None, None, :]
    values = (steps + rng.integers(0, 9, (2, 30, 30))).astype(np.uint8)
    scene = gdal_array.OpenArray(values)
    scene.SetGeoTransform((442_970.0, 10.0, 0.0, 4_174_060.0, 0.0, -10.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32618)
    scene.SetProjection(reference.ExportToWkt())
    QgsProject.instance().clear()
    yield {name: Chain(name, tmp_path_factory.mktemp("chain"), scene) for name in (TAME, *HOSTILE)}
    QgsProject.instance().clear()


@pytest.fixture(params=HOSTILE, ids=["page", "table", "path"])
def hostile(chains, request):
    return chains[request.param]


@pytest.fixture
def tame(chains):
    return chains[TAME]


@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_add_no_element_to_a_page(hostile, tame, page):
    # Each option of the command has a line, a span, but for those that have to be quoted.
    hostile_tags, tame_tags = (
        [tag for tag in Tags(chain.read(page)).found if tag != ("span",)]
        for chain in (hostile, tame)
    )
    assert hostile_tags == tame_tags


def test_hostile_names_add_no_element_to_the_log(hostile, tame):
    assert set(Tags(hostile.log).found) <= set(Tags(tame.log).found)


@pytest.mark.parametrize("table", TABLES)
def test_hostile_names_make_no_formula_in_a_table(hostile, table):
    with open(hostile.path(table), encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("table", TABLES)
def test_hostile_names_keep_the_shape_of_a_table(hostile, tame, table):
    shapes = []
    for chain in (hostile, tame):
        with open(chain.path(table), encoding="utf-8", newline="") as file:
            shapes.append([len(row) for row in csv.reader(file)])
    assert shapes[0] == shapes[1]


def test_the_legend_shows_a_hostile_name_unchanged(hostile):
    shown = [" ".join(name.split()) for name in class_names(hostile.path("applied.tif"))]
    assert " ".join(hostile.name.split()) in shown
    style = ElementTree.fromstring(hostile.read("applied.qml"))
    labels = [entry.get("label") for entry in style.iter("paletteEntry")]
    assert [" ".join(label.split()) for label in labels] == shown


def test_hostile_names_create_no_other_file(hostile, tame):
    assert list(listing(hostile.out)) == list(listing(tame.out))
    assert len(list(hostile.out.parent.iterdir())) == len(list(tame.out.parent.iterdir()))
