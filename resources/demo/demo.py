"""Classification of the sample with qgis_process, and a picture of the map beside the image.

`make demo` runs it. Results are build/demo/classes.tif with its style, and build/demo/picture.png.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources/sample/sentinel2_virginia.tif"
OUTPUT = ROOT / "build/demo"
# All bands except those of 60 m, which show more of the air than of the ground.
BANDS = (2, 3, 4, 5, 6, 7, 8, 9, 12, 13)


def main():
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    classes = OUTPUT / "classes.tif"
    run_qgis_process(
        "run",
        "s2kmeans:classify",
        f"--INPUT={SAMPLE}",
        *(f"--BANDS={band}" for band in BANDS),
        f"--OUTPUT={classes}",
    )
    picture = OUTPUT / "picture.png"
    draw(classes, picture)
    print("Classes of", SAMPLE.relative_to(ROOT))
    print_table(classes)
    print("Map:    ", classes.relative_to(ROOT))
    print("Picture:", picture.relative_to(ROOT))


def run_qgis_process(*arguments):
    """Run qgis_process with the built plugin in a temporary profile."""
    # In Debian 12, qgis_process is a script that passes an unknown option to qgis_process.bin.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        sys.exit("qgis_process is not on the PATH. Install QGIS (make setup).")
    with tempfile.TemporaryDirectory() as profile:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_CUSTOM_CONFIG_PATH": profile,
            "XDG_RUNTIME_DIR": profile,
            "QGIS_PLUGINPATH": str(ROOT / "build"),
            "PYTHONWARNINGS": "ignore",
        }
        enable = [program, "plugins", "enable", "s2_kmeans_plugin"]
        for command in (enable, [program, *arguments]):
            done = subprocess.run(
                command,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if done.returncode:
                sys.exit(done.stdout)


def draw(classes, picture):
    """Save a picture of the true colours and the classes with their legend."""
    from qgis.core import QgsApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    compose(classes).save(str(picture))
    application.exitQgis()


def compose(classes):
    """Return a picture of image and classes. Its objects of QGIS end before QGIS itself."""
    from qgis.core import QgsRasterLayer
    from qgis.PyQt.QtCore import QRectF, Qt
    from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter

    image = QgsRasterLayer(str(SAMPLE), "image")
    result = QgsRasterLayer(str(classes), "classes")
    width, height, margin, head, key = image.width(), image.height(), 16, 34, 290
    canvas = QImage(
        2 * width + key + 3 * margin, height + head + margin, QImage.Format.Format_RGB32
    )
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    painter.setFont(QFont("DejaVu Sans", 11))
    for layer, left, title in (
        (image, margin, "Sentinel-2, true colours"),
        (result, 2 * margin + width, f"{len(result.renderer().classes())} classes"),
    ):
        painter.drawText(QRectF(left, 0, width, head), Qt.AlignmentFlag.AlignVCenter, title)
        painter.drawImage(left, head, render(layer))
    left = 3 * margin + 2 * width
    for row, entry in enumerate(result.renderer().classes()):
        top = head + row * 26
        painter.fillRect(left, top, 26, 18, entry.color)
        painter.drawRect(left, top, 26, 18)
        painter.drawText(left + 36, top + 14, entry.label)
    painter.end()
    return canvas


def render(layer):
    """Render a whole layer at its own resolution."""
    from qgis.core import QgsMapRendererSequentialJob, QgsMapSettings
    from qgis.PyQt.QtCore import QSize

    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(layer.width(), layer.height()))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def print_table(classes):
    """Print the attribute table of a class raster."""
    from osgeo import gdal

    dataset = gdal.Open(str(classes))
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    print(f"{'value':>5}  {'name':<34} {'pixels':>9}  red green blue")
    for row in range(table.GetRowCount()):
        value, name, pixels, red, green, blue = (
            table.GetValueAsString(row, column) for column in range(table.GetColumnCount())
        )
        print(f"{value:>5}  {name:<34} {pixels:>9}  {red:>3} {green:>5} {blue:>4}")


if __name__ == "__main__":
    main()
