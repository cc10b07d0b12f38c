"""Where the plugin's own files lie: inside it when installed, beside it in a checkout."""

import configparser
from pathlib import Path

from qgis.PyQt.QtGui import QIcon

_PACKAGE = Path(__file__).parent


def resource(name):
    """Path of a file of the folder ``resources``."""
    for folder in (_PACKAGE, _PACKAGE.parent):
        path = folder / "resources" / name
        if path.exists():
            return str(path)
    raise FileNotFoundError(f"resources/{name} is missing: install the plugin again.")


def help_page(name):
    """URL of a page of the guide; empty where there is none.

    Where the plugin is installed, pages are HTML. A checkout has them as Markdown.
    """
    for path in (
        _PACKAGE / "resources" / "help" / f"{name}.html",
        _PACKAGE.parent / "resources" / "help" / f"{name}.md",
    ):
        if path.exists():
            return path.resolve().as_uri()
    return ""


def plugin_version():
    """The version that metadata.txt names."""
    for folder in (_PACKAGE, _PACKAGE.parent):
        metadata = configparser.ConfigParser(interpolation=None)
        if metadata.read(folder / "metadata.txt", encoding="utf-8"):
            return metadata["general"]["version"]
    raise FileNotFoundError("metadata.txt is missing: install the plugin again.")


def plugin_icon():
    return QIcon(resource("icon.svg"))
