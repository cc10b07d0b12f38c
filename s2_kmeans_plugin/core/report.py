"""The report of a run: one HTML file that needs nothing else, not even a network."""

import json
import zlib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import charts
from .errors import MissingDependencyError
from .files import write_text
from .png import png_of_classes, png_of_image
from .separability import MERGE_BELOW, SEPARATE_FROM, class_distances, nearest_pairs

_TEMPLATE = Path(__file__).with_name("report.html.j2")
_MAX_PAIRS = 10

# Bytes. plotly.js takes about 2.5 million of them packed, the pictures what the charts leave.
_MAX_PAGE = 4_800_000
_MAX_PICTURE, _MIN_PICTURE = 900_000, 50_000


@dataclass(frozen=True)
class Report:
    """What a report shows.

    Attributes
    ----------
    title : str
        Such as the name of the raster.
    legend : list of ClassEntry
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class, in the order of the legend, as all that follows.
    hectares : ndarray of float or None, shape (n_classes,)
    n_nodata : int
        Pixels of no class.
    band_names : tuple of str
    means, deviations : ndarray of float, shape (n_classes, n_bands)
        NaN for classes without pixels.
    image : ndarray of uint8 or None, shape (height, width, 4)
        The raster in small: red, green, blue, alpha.
    classes : ndarray of uint8 or None, shape (height, width)
        The map in small; 0 is nodata.
    sample : ndarray, shape (n_bands, n_pixels)
        Some thousand valid pixels.
    sample_classes : ndarray of uint8, shape (n_pixels,)
    scale : ndarray, shape (n_bands,)
        The unit in which the model measures each band.
    parameters : list of (str, str)
        Labels and values.
    command : str
        The line that repeats the run; empty if not known.
    """

    title: str
    legend: list
    counts: np.ndarray
    hectares: np.ndarray
    n_nodata: int
    band_names: tuple
    means: np.ndarray
    deviations: np.ndarray
    image: np.ndarray
    classes: np.ndarray
    sample: np.ndarray
    sample_classes: np.ndarray
    scale: np.ndarray
    parameters: list
    command: str


def check_packages():
    """Refuse to report where a package is missing, before hours have gone into a run.

    Raises
    ------
    MissingDependencyError
    """
    _packages()


def write_report(path, report, translate=lambda text: text):
    """Write a report as one HTML file, whole or not at all: `page_of`.

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    RasterError
        When the file cannot be written.
    """
    write_text(path, page_of(report, translate))


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


def page_of(report, translate=lambda text: text):
    """A report as HTML.

    Parameters
    ----------
    report : Report
    translate : callable
        Gives the text to show for an English one.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    jinja2, get_plotlyjs = _packages()
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["_"] = translate
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    # Packed, and unpacked by the browser: Debian's plotly.js alone has 8.7 MB.
    library = b64encode(zlib.compress(get_plotlyjs().encode())).decode()
    comparison = _comparison(report, translate)
    room = _MAX_PAGE - len(library) - len(comparison["figures_json"])
    page = template.render(
        report=report,
        rows=_rows(report),
        n_pixels=int(report.counts.sum()),
        # An option and its value stay on one line.
        command_parts=report.command.replace(" --", "\n--").split("\n"),
        max_crowd=charts.MAX_CROWD,
        max_named=charts.MAX_NAMED,
        max_lines=charts.MAX_LINES,
        merge_below=MERGE_BELOW,
        separate_from=SEPARATE_FROM,
        library=library,
        pictures=_pictures(report, room),
        **comparison,
    )
    # Names of files and bands may hold bytes that are no text.
    return page.encode("utf-8", "replace").decode("utf-8")


def _rows(report):
    """Rows of the table of classes, chips included."""
    total = max(int(report.counts.sum()), 1)
    largest = max(int(report.counts.max()), 1)
    return [
        {
            "entry": entry,
            "color": charts.css(entry.color),
            "light": charts.is_light(entry.color),
            "count": int(count),
            "share": count / total,
            "bar": count / largest,
            "hectares": None if report.hectares is None else float(report.hectares[n]),
        }
        for n, (entry, count) in enumerate(zip(report.legend, report.counts))
    ]


def _comparison(report, translate):
    """Charts as JSON, and the pairs of classes that are hardly apart."""
    legend, sample = report.legend, np.asarray(report.sample, dtype=np.float64)
    finite = np.isfinite(sample).all(axis=0)
    sample, sample_classes = sample[:, finite], np.asarray(report.sample_classes)[finite]
    values = [entry.value for entry in legend]
    means, deviations = report.means, report.deviations
    distances = class_distances(means, deviations, values, sample, sample_classes)
    figures = {
        "spectra": charts.spectra(
            legend, report.counts, report.band_names, means, deviations, translate
        ),
        "distances": charts.distance_matrix(legend, distances, translate),
        "scatter": charts.scatter(legend, sample, sample_classes, report.scale, translate),
    }
    pairs = nearest_pairs(distances)
    near = [pair for pair in pairs if pair[2] < MERGE_BELOW]
    return {
        "figures": figures,
        "figures_json": _script_json(figures),
        "pairs": near[:_MAX_PAIRS],
        "n_more_pairs": max(len(near) - _MAX_PAIRS, 0),
        "nearest": pairs[0] if pairs else None,
    }


def _script_json(value):
    """JSON that may stand inside a script element, whatever texts it holds."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _pictures(report, room):
    """Data URIs of the image and the map, by name; None for what is not known.

    Parameters
    ----------
    report : Report
    room : int
        Bytes that the two may take together.
    """
    # Three bytes are four characters of base64.
    n_bytes = min(max(room * 3 // 8, _MIN_PICTURE), _MAX_PICTURE)
    encoders = {
        "image": (report.image, png_of_image),
        "map": (report.classes, lambda classes: png_of_classes(classes, report.legend)),
    }
    return {
        name: None if pixels is None else _picture(pixels, encode, n_bytes)
        for name, (pixels, encode) in encoders.items()
    }


def _picture(pixels, encode, n_bytes):
    """The data URI of a picture, made smaller until it fits."""
    png = encode(pixels)
    while len(png) > n_bytes:
        height, width = (max(3 * size // 4, 1) for size in pixels.shape[:2])
        rows = np.arange(height) * pixels.shape[0] // height
        cols = np.arange(width) * pixels.shape[1] // width
        pixels = pixels[rows[:, None], cols]
        png = encode(pixels)
    return "data:image/png;base64," + b64encode(png).decode()
