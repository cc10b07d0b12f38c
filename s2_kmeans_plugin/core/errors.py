"""Errors whose sentences can be translated: a template and its values."""


class _Sentence:
    """A message kept as a template and its values, so that a caller can translate the template."""

    def __init__(self, template, **values):
        super().__init__(template.format(**values))
        self.template = template
        self.values = values

    def __reduce__(self):
        return _rebuild, (type(self), self.template, self.values)


def _rebuild(kind, template, values):
    return kind(template, **values)


class RasterError(_Sentence, Exception):
    """A raster cannot be read, written or classified as it is."""


class NoValidPixelError(RasterError):
    """No pixel of a raster has a value."""


class ArgumentError(_Sentence, ValueError):
    """An argument is out of its range."""


class MissingDependencyError(_Sentence, Exception):
    """An optional package that the chosen option needs is not installed."""


class Cancelled(Exception):  # noqa: N818 - not an error, but the way out of one
    """The caller asked to stop."""
