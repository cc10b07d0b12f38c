"""The text files that a run is asked for: tables, models and reports."""

from qgis.core import QgsProcessingParameterFileDestination

from ...task import core_errors_translated


class TextOutputs:
    """Where they go. Refuses, before any work, what could not be written or would destroy a file.

    Parameters
    ----------
    algorithm : RasterAlgorithm
    parameters : dict
    context : QgsProcessingContext
    sources : iterable of RasterSource
        The rasters that the run reads.
    files : iterable of str
        Other inputs. Empty ones are passed over.
    outputs : iterable of str
        Other files that the run writes. Empty ones are passed over.

    Raises
    ------
    QgsProcessingException
    """

    def __init__(self, algorithm, parameters, context, sources, files=(), outputs=()):
        from ...core.files.checks import check_destination, check_distinct
        from ...core.reports.page import check_packages

        asked = {
            definition.name(): algorithm.parameterAsFileOutput(
                parameters, definition.name(), context
            )
            for definition in algorithm.parameterDefinitions()
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

    def __contains__(self, name):
        """Whether an output was asked for."""
        return name in self._paths

    def write(self, **texts):
        """Write those that were asked for.

        Parameters
        ----------
        **texts : callable
            Gives the text of an output, by its name.

        Returns
        -------
        dict of str to str
            Their paths, by name.
        """
        from ...core.files.text import write_text

        with core_errors_translated():
            for name, path in self._paths.items():
                write_text(path, texts[name]())
        return dict(self._paths)
