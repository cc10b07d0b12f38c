"""Text of CSV files."""

import csv

import pytest

from s2_kmeans_plugin.core.files.csv_text import escape_formulas, format_csv, unescape_formulas


def test_rows_come_back_from_their_text():
    rows = [["class", "name"], ["1", 'wet, or "dark"\nground'], ["2", ""]]
    assert list(csv.reader(format_csv(rows).splitlines(keepends=True))) == rows


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "a;=1", "a|@b", "a\n-c"])
def test_formula_gets_an_apostrophe(text):
    escaped = escape_formulas(text)
    assert escaped.count("'") == 1
    assert escaped.replace("'", "") == text


@pytest.mark.parametrize("text", ["plain", "it's", "a - b", "1=1", ""])
def test_plain_text_stays_unchanged(text):
    assert escape_formulas(text) == text


@pytest.mark.parametrize("text", ["=1", "a;=1", "\t=1", "a|@b\n-c", "plain", "it's", "a - b", ""])
def test_escaped_text_comes_back_unchanged(text):
    assert unescape_formulas(escape_formulas(text)) == text
