"""Saving of the pictures of README and guide as small files."""

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
        Width in pixels. By default that of the image.
    """
    if width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    # 6 bits for each colour save a third of the size of photographs, without a visible difference.
    image = image.convertToFormat(QImage.Format.Format_RGB666)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    PICTURES.mkdir(exist_ok=True)
    # PNG is lossless, and quality 0 gives the smallest file.
    image.save(str(PICTURES / f"{name}.png"), "PNG", 0)
