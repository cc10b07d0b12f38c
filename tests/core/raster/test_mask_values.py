"""Values of a mask as a person lists them."""

import pytest

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.raster.mask_values import parse_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", ()),
        ("0", (0,)),
        ("0, 3, 8-10", (0, 3, 8, 9, 10)),
        ("8 - 10;3", (3, 8, 9, 10)),
        ("0 -9999", (-9999, 0)),
        ("0, 3 -10", (-10, 0, 3)),
        ("3 3 1", (1, 3)),
        ("-9999", (-9999,)),
        ("-2,1.5 1e3", (-2, 1.5, 1000)),
        ("[1, 2]", (1, 2)),
    ],
)
def test_numbers_and_ranges_are_read(text, values):
    assert parse_values(text) == values


@pytest.mark.parametrize(
    "text",
    ["clouds", "3, x", "1--2", "nan", "0-9999999999", "10-8", "1.5-3", f"1-{'9' * 5000}"],
    ids=lambda text: text[:20],
)
def test_other_text_is_refused_with_the_entry(text):
    with pytest.raises(ArgumentError, match=r"such as|does not rise") as caught:
        parse_values(text)
    assert len(str(caught.value)) < 200
