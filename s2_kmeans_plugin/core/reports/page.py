"""HTML pages that contain all they need and load nothing from a network."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from ..errors import MissingDependencyError
from . import drawing
from .localisation import Translate, format_number, plotly_separators
from .pictures import Picture, embed_pictures

_TEMPLATES = Path(__file__).with_name("templates")

# Largest page in bytes (chosen). The compressed plotly.js takes about 2.5 million; pictures get
# what the charts leave.
_MAX_BYTES = 4_800_000


@dataclass(frozen=True)
class Run:
    """Description of the run that a page reports.

    The title may be the name of the raster. Parameters are labels and values. The command repeats
    the run; it is empty if unknown.
    """

    title: str = ""
    parameters: Sequence[tuple[str, str]] = ()
    command: str = ""


def check_packages() -> None:
    """Raise MissingDependencyError, before a long run, if the packages for pages are missing."""
    _import_packages()


def render(
    template: str,
    run: Run | None,
    translate: Translate,
    *,
    figures: Mapping[str, drawing.Figure | None] | None = None,
    pictures: Mapping[str, Picture | None] | None = None,
    **values: object,
) -> str:
    """Render a template as a page; raise MissingDependencyError without jinja2 or plotly.

    Parameters
    ----------
    template : str
        File in the folder ``templates`` that extends ``page.html.j2``.
    translate : callable
        Translates an English text.
    figures : mapping of str to (dict or None), optional
        Plotly figures by the id of their element; None for a figure that is not shown. A page
        without figures contains no plotly.
    pictures : mapping of str to (Picture or None), optional
        Pictures by name; the template gets their data URIs.
    **values
        Other names of the template.
    """
    jinja2, get_plotlyjs = _import_packages()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=translate,
        css=drawing.css,
        is_light=drawing.is_light,
        number=partial(format_number, translate),
    )
    run, figures = run or Run(), figures or {}
    figures_json = _figures_json(figures, translate)
    library = _packed_library(get_plotlyjs) if figures else ""
    text: str = environment.get_template(template).render(
        title=run.title,
        parameters=run.parameters,
        # An option and its value stay on one line.
        command_parts=run.command.replace(" --", "\n--").split("\n") if run.command else [],
        figures=figures,
        figures_json=figures_json,
        library=library,
        pictures=embed_pictures(pictures or {}, _MAX_BYTES - len(library) - len(figures_json)),
        **values,
    )
    # Names of files and bands can contain bytes that are not valid text.
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def _packed_library(get_plotlyjs: Callable[[], str]) -> str:
    """Compress plotly.js (8.7 MB in Debian); the browser unpacks it.

    The result is cached because compression takes a third of a second for each page.
    """
    return b64encode(zlib.compress(get_plotlyjs().encode())).decode()


def _import_packages() -> tuple[Any, Callable[[], str]]:
    try:
        import jinja2
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise MissingDependencyError(
            "The report needs jinja2 and plotly, and this Python lacks one of them ({reason}). "
            "Install both (Debian and Ubuntu: apt install python3-jinja2 python3-plotly; Windows: "
            "in the OSGeo4W Shell, python -m pip install jinja2 plotly) and restart QGIS, or run "
            "without the report; the map needs neither.",
            reason=error,
        ) from error
    return jinja2, get_plotlyjs


def _figures_json(figures: Mapping[str, drawing.Figure | None], translate: Translate) -> str:
    """Return the figures as JSON that is safe inside a script element."""
    separators = plotly_separators(translate)
    localised = {
        name: figure and {**figure, "layout": {**figure["layout"], "separators": separators}}
        for name, figure in figures.items()
    }
    text = json.dumps(localised, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
