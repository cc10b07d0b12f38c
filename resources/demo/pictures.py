"""Saves the pictures of the README and of the guide, which go into the plugin: small."""

from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

PICTURES = Path(__file__).resolve().parents[1] / "pictures"


def save(image, name, width=None):
    """Save an image as a PNG.

    Parameters
    ----------
    image : QImage
    name : str
    width : int, optional
        In pixels; that of the image when left out.
    """
    if width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    # 6 bits of each colour: an eye sees no difference, and photographs take a third less.
    image = image.convertToFormat(QImage.Format.Format_RGB666)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    PICTURES.mkdir(exist_ok=True)
    # Of a PNG, quality 0 is the smallest file; none loses anything.
    image.save(str(PICTURES / f"{name}.png"), "PNG", 0)
