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


def check_numbers(**limits):
    """Refuse a number out of its range; each is given as (value, low, high).

    Raises
    ------
    ArgumentError
    """
    for name, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise ArgumentError(
                "{name} is {value}: choose from {low} to {high}.",
                name=name,
                value=value,
                low=low,
                high=high,
            )


def check_choices(**choices):
    """Refuse a choice that there is not; each is given as (value, allowed).

    Raises
    ------
    ArgumentError
    """
    for name, (value, allowed) in choices.items():
        if value not in allowed:
            raise ArgumentError(
                "{name} is {value}: choose one of {choices}.",
                name=name,
                value=value,
                choices=", ".join(map(str, allowed)),
            )
