"""Files of the plugin: in its folder when installed, beside it in a checkout."""

import configparser
from contextlib import suppress
from pathlib import Path

from qgis.PyQt.QtGui import QIcon

_PACKAGE = Path(__file__).parent


def resource(name: str) -> str:
    """Return the path of a file in the folder ``resources``, or raise FileNotFoundError."""
    for folder in (_PACKAGE, _PACKAGE.parent):
        path = folder / "resources" / name
        if path.exists():
            return str(path)
    raise FileNotFoundError(f"resources/{name} is missing. Install the plugin again.")


def help_page(name: str) -> str:
    """Return the URL of a page of the guide; empty if there is none.

    An installed plugin has HTML pages, a checkout has Markdown.
    """
    for ending in ("html", "md"):
        with suppress(FileNotFoundError):
            return Path(resource(f"help/{name}.{ending}")).resolve().as_uri()
    return ""


def plugin_version() -> str:
    """Return the version in metadata.txt, or raise FileNotFoundError."""
    for folder in (_PACKAGE, _PACKAGE.parent):
        metadata = configparser.ConfigParser(interpolation=None)
        if metadata.read(folder / "metadata.txt", encoding="utf-8"):
            return metadata["general"]["version"]
    raise FileNotFoundError("metadata.txt is missing. Install the plugin again.")


def plugin_icon() -> QIcon:
    return QIcon(resource("icon.svg"))
