"""Text outputs of a run: tables, models and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsProcessingParameterFileDestination

from ...task import core_errors_translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun


class TextOutputs:
    """Destinations of the text outputs, checked before the run starts.

    Parameters
    ----------
    run : AlgorithmRun
    sources : iterable of RasterSource
        Rasters that the run reads.
    files : iterable of str
        Other inputs. Empty paths are ignored.
    outputs : iterable of str
        Other outputs. Empty paths are ignored.

    Raises
    ------
    QgsProcessingException
        If an output cannot be written, would replace an input, or has the path of another output.
    """

    def __init__(
        self,
        run: AlgorithmRun,
        sources: Iterable[RasterSource],
        files: Iterable[str] = (),
        outputs: Iterable[str | None] = (),
    ) -> None:
        from ...core.files.checks import check_destination, check_distinct
        from ...core.reports.page import check_packages

        asked = {
            definition.name(): run.output_file(definition.name())
            for definition in run.algorithm.parameterDefinitions()
            if isinstance(definition, QgsProcessingParameterFileDestination)
        }
        self._paths = {name: path for name, path in asked.items() if path}
        with core_errors_translated():
            inputs = [file for source in sources for file in (source.path, *source.files)]
            for path in self._paths.values():
                check_destination(path, (*inputs, *files))
            check_distinct((*self._paths.values(), *outputs))
            if "OUTPUT_REPORT" in self:
                check_packages()

    def __contains__(self, name: str) -> bool:
        """Report whether the user asked for an output."""
        return name in self._paths

    @property
    def results(self) -> dict[str, str]:
        """Path of each requested output by its name."""
        return dict(self._paths)

    def functions(self, **texts: Callable[[Any], str]) -> dict[str, Callable[[Any], str]]:
        """Return the function of each requested output by its path.

        Parameters
        ----------
        **texts : callable
            By the name of the output: returns its text for the outcome of the run.
        """
        return {path: texts[name] for name, path in self._paths.items()}
