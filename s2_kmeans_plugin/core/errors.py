"""Errors of the core: a template and its values, so that a caller can translate the template."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence


class CoreError(Exception):
    """Root of the errors that a user can mend.

    The template has the form "<Object> <fact, with value and limit>. <What to do>.", with values in
    braces as in `str.format`.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values

    def __reduce__(self) -> tuple[Callable[..., CoreError], tuple[object, ...]]:
        return _rebuild, (type(self), self.template, self.values)


def _rebuild(kind: type[CoreError], template: str, values: dict[str, object]) -> CoreError:
    return kind(template, **values)


class ArgumentError(CoreError, ValueError):
    """Argument out of its range."""


class FileError(CoreError):
    """File that cannot be read or written."""


class RasterError(CoreError):
    """Raster or layer that cannot be read, or lacks what a function needs."""


class NoValidPixelError(RasterError):
    """Raster without a valid pixel."""


class SchedulerError(CoreError):
    """Dask scheduler that does not answer or has no workers."""


class MissingDependencyError(CoreError):
    """Optional package that is not installed, though the chosen option needs it."""


class Cancelled(CoreError):  # noqa: N818 - not an error, but the way out of one
    """Stop of a run because its caller asked for it."""

    def __init__(self, template: str = "Cancelled.", **values: object) -> None:
        super().__init__(template, **values)


def check_numbers(**limits: tuple[float, float, float]) -> None:
    """Raise ArgumentError for a number out of its range.

    Each argument has a value, the lowest and the highest number. Infinity is no limit.
    """
    for name, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise ArgumentError(
                "{name} is {value:.10g}. Choose {low:.10g} or more."
                if high == math.inf
                else "{name} is {value:.10g}. Choose from {low:.10g} to {high:.10g}.",
                name=name,
                value=value,
                low=low,
                high=high,
            )


def check_choices(**choices: tuple[object, Sequence[object]]) -> None:
    """Raise ArgumentError for a choice that is not offered.

    The value and the choices of each argument are given by its name.
    """
    for name, (value, offered) in choices.items():
        if value not in offered:
            raise ArgumentError(
                "{name} is {value}. Choose one of {choices}.",
                name=name,
                value=value,
                choices=", ".join(map(str, offered)),
            )
