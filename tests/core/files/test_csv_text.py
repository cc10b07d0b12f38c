"""The table of classes as CSV."""

import csv
import io

import numpy as np
import pytest

from s2_kmeans_plugin.core.files.csv_text import plain, unmarked
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.numerics.class_statistics import ClassStatistics
from s2_kmeans_plugin.core.reports.tables import class_table


def rows_of(names=("Class 1", "Class 2"), hectares=(3.0, 0.5)):
    """Class 1 has the pixels 10, 20 and 30, class 2 the pixel 7."""
    legend = [ClassEntry(value, name, (255, 0, 16)) for value, name in enumerate(names, start=1)]
    values = np.array([[[10, 20, 30, 7]]])
    classes = np.array([[1, 1, 1, 2]], dtype=np.uint8)
    statistics = ClassStatistics.of(values, classes, len(names), [0.0])
    areas = None if hectares is None else np.array(hectares)
    text = class_table(legend, statistics.counts, areas, statistics, ["B02"])
    return list(csv.DictReader(io.StringIO(text)))


def test_it_has_a_row_for_each_class():
    assert [row["class"] for row in rows_of()] == ["1", "2"]


def test_figures_are_those_of_the_classes():
    first, second = rows_of()
    assert (first["pixels"], first["percent"], first["hectares"]) == ("3", "75.0000", "3.0000")
    assert (first["mean B02"], first["deviation B02"]) == ("20", "8.1649658")
    assert (second["mean B02"], second["deviation B02"]) == ("7", "0")


def test_colours_are_those_of_html():
    assert rows_of()[0]["color"] == "#ff0010"


def test_what_is_not_known_is_empty():
    _, _, third = rows_of(names=("a", "b", "c"), hectares=None)
    assert (third["pixels"], third["hectares"], third["mean B02"]) == ("0", "", "")


@pytest.mark.parametrize("name", ['a "quoted", name', "two\nlines", "naïve – 水", "a;b\tc"])
def test_names_come_back_as_they_were(name):
    assert rows_of(names=(name, "b"))[0]["name"] == name


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1"])
def test_a_name_is_no_formula(name):
    assert rows_of(names=(name, "b"))[0]["name"] == f"'{name}"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_name_is_no_formula_whatever_parts_the_cells(delimiter, formula):
    name = rows_of(names=(f"x{delimiter}{formula}", "b"))[0]["name"]
    assert name == f"x{delimiter}'{formula}"


@pytest.mark.parametrize("text", ["=1", "a;=1", "\t=1", "a|@b\n-c", "plain", "it's", "a - b", ""])
def test_what_was_marked_is_found_again(text):
    assert unmarked(plain(text)) == text
