"""Where the plugin's own files lie: inside it when installed, beside it in a checkout."""

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


def plugin_icon():
    return QIcon(resource("icon.svg"))
