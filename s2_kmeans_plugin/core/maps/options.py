"""Options of a map, and the files that a run writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Callable

import numpy as np

from ..choices import PALETTES
from ..errors import check_choices
from ..files.commit import Staging
from ..parallel.progress import Watch
from ..parallel.windows import Workers
from ..raster.grid import Window
from .display import Display

# Gives the name of each class, or an empty text, for the means of its bands, shape
# (n_classes, n_bands) in measurements, and the names of the bands.
ClassNamer = Callable[[np.ndarray, Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class PolygonFile:
    """Map of classes as a GeoPackage: a multipolygon for each class, or a polygon for each patch.

    ``style_of`` returns the style of a legend as QGIS's XML; the GeoPackage keeps it.
    """

    path: str
    each_patch: bool = False
    style_of: Callable[[Sequence[Any]], str] | None = None


@dataclass(frozen=True)
class Outputs:
    """Files of a run, and what is computed for them. All of them appear together, or none does.

    Attributes
    ----------
    classes : str
        GeoTIFF of the classes.
    confidence : str or None
        GeoTIFF of the confidence.
    texts : mapping of str to callable
        Path of each text file, such as a table, a model or a report, and the function that makes
        the text from the outcome of the run.
    with_statistics : bool
        Whether the outcome has mean and standard deviation of the features of each class.
    with_facts : bool
        Whether the outcome has the facts that a report shows; they include the statistics.
    """

    classes: str
    confidence: str | None = None
    polygons: PolygonFile | None = None
    texts: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    with_statistics: bool = False
    with_facts: bool = False

    @classmethod
    def of(cls, outputs: Outputs | str) -> Outputs:
        """Return the outputs; a path stands for a GeoTIFF of classes alone."""
        return outputs if isinstance(outputs, Outputs) else cls(str(outputs))

    @property
    def n_rasters(self) -> int:
        """Number of GeoTIFFs."""
        return 2 if self.confidence else 1


@dataclass(frozen=True)
class MapOptions:
    """Extent, colours, names and cleaning of a map.

    Attributes
    ----------
    window : Window or None
        Part of the raster to classify; None for all of it.
    palette : {"image", "distinct", "spectrum"}
    display : Display or None
        Bands and ranges shown on screen, for the palette ``image`` and for reports; by default
        `Display.of` the raster.
    class_name : str
        Name of a class; ``{value}`` stands for its number.
    name_classes : callable, optional
        Suggests names; ``class_name`` replaces an empty one.
    min_area : float
        Patches below this area become part of their largest neighbours; 0 keeps all patches. All
        figures describe the cleaned map, except inertia and confidence.
    area_unit : {"hectares", "pixels"}
    about : dict
        Origin of the map, of JSON's types; it goes into the metadata and the model.
    """

    window: Window | None = None
    palette: str = "image"
    display: Display | None = None
    class_name: str = "Class {value}"
    name_classes: ClassNamer | None = None
    min_area: float = 0.0
    area_unit: str = "hectares"
    about: Mapping[str, Any] = field(default_factory=dict)

    def check(self) -> None:
        """Raise ArgumentError for an unknown palette."""
        check_choices(palette=(self.palette, PALETTES))


def commit_outcome(
    outcome: Any, texts: Mapping[str, Callable[[Any], str]], staging: Staging, watch: Watch
) -> None:
    """Make the texts of an outcome, and move all outputs to their destinations.

    The staging holds the complete rasters of the run. A cancellation counts until the first move.
    """
    for path, text_of in texts.items():
        staging.write_text(path, text_of(outcome))
    watch.stage(until=1.0)
    watch.at(1.0)
    staging.commit()


def with_texts(
    use_case: Callable[..., Any],
    texts: Mapping[str, Callable[[Any], str]],
    workers: Workers | None = None,
) -> Any:
    """Return the outcome of a use case that writes no raster, after its texts are written."""
    workers = workers or Workers()
    outcome = use_case(workers=workers)
    with Staging() as staging:
        commit_outcome(outcome, texts, staging, workers.watch)
    return outcome
