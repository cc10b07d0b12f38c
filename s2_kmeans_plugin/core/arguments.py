"""Checks of arguments that several functions take alike."""

from .errors import ArgumentError


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
