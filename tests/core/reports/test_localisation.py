"""Numbers in the language of the reader."""

import pytest

from s2_kmeans_plugin.core.reports.localisation import (
    format_number,
    plotly_separators,
    untranslated,
)


class German(str):
    """Text whose numbers have German separators."""

    def format(self, *args):
        return super().format(*args).translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize(("translate", "text"), [(untranslated, "12,345.7"), (German, "12.345,7")])
def test_number_has_the_separators_of_the_language(translate, text):
    assert format_number(translate, ",.1f", 12345.678) == text


def test_nan_is_a_dash():
    assert format_number(untranslated, ".1%", float("nan")) == "–"


@pytest.mark.parametrize(("translate", "signs"), [(untranslated, ".,"), (German, ",.")])
def test_plotly_gets_the_separators_of_the_language(translate, signs):
    assert plotly_separators(translate) == signs
