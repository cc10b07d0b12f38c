"""Pages: HTML files that need nothing else, not even a network."""

import json
import zlib
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from ..errors import MissingDependencyError
from . import drawing

_TEMPLATES = Path(__file__).with_name("templates")

# Bytes. plotly.js takes about 2.5 million of them packed, pictures what the charts leave.
_MOST_BYTES = 4_800_000


@dataclass(frozen=True)
class Run:
    """The run that a page is about, as a reader is told of it.

    Attributes
    ----------
    title : str
        Such as the name of the raster.
    parameters : sequence of (str, str)
        Labels and values.
    command : str
        The line that repeats the run; empty if not known.
    """

    title: str = ""
    parameters: tuple = ()
    command: str = ""


def check_packages():
    """Refuse to make pages where a package is missing, before hours have gone into a run.

    Raises
    ------
    MissingDependencyError
    """
    _packages()


def page(template, figures, run, translate, *, pictures=None, **values):
    """Fill a template with what it shows.

    Parameters
    ----------
    template : str
        Name of a file of the folder ``templates`` that extends ``page.html.j2``.
    figures : dict of str to dict
        Charts, as plotly draws them, by the id of their element; None for one that is not shown.
        Without any, plotly stays out of the page.
    run : Run or None
    translate : callable
        Gives the text to show for an English one.
    pictures : callable, optional
        Gives data URIs by name for the number of bytes that they may take together.
    **values
        What else the template names.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    jinja2, get_plotlyjs = _packages()
    run = run or Run()
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
        number=partial(drawing.number, translate),
    )
    for figure in filter(None, figures.values()):
        figure["layout"]["separators"] = drawing.separators(translate)
    library = _library(get_plotlyjs) if figures else ""
    figures_json = _script_json(figures)
    room = _MOST_BYTES - len(library) - len(figures_json)
    text = environment.get_template(template).render(
        title=run.title,
        parameters=run.parameters,
        # An option and its value stay on one line.
        command_parts=run.command.replace(" --", "\n--").split("\n") if run.command else [],
        figures=figures,
        figures_json=figures_json,
        library=library,
        pictures=pictures(room) if pictures else {},
        **values,
    )
    # Names of files and bands may hold bytes that are no text.
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def _library(get_plotlyjs):
    """plotly.js, packed, and unpacked by the browser: Debian's alone has 8.7 MB.

    Kept, as packing takes a third of a second, and the memory for it would be taken, and hardly
    given back, with every page.
    """
    return b64encode(zlib.compress(get_plotlyjs().encode())).decode()


def _packages():
    try:
        import jinja2
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise MissingDependencyError(
            "A report needs jinja2 and plotly, of which this Python lacks one ({reason}). Install "
            "both (Debian and Ubuntu: apt install python3-jinja2 python3-plotly; Windows: in the "
            "OSGeo4W Shell, python -m pip install jinja2 plotly) and restart QGIS, or leave the "
            "report out; the map needs neither.",
            reason=error,
        ) from error
    return jinja2, get_plotlyjs


def _script_json(value):
    """JSON that may stand inside a script element, whatever texts it holds."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
