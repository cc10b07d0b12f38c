"""CSV tables of outcomes."""

import csv
import io
from types import SimpleNamespace

import numpy as np
import pytest

from s2_kmeans_plugin.core.evaluation.agreement import accuracy
from s2_kmeans_plugin.core.evaluation.suggestion import Trial
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.numerics.moments import ClassStatistics
from s2_kmeans_plugin.core.reports.tables import (
    class_table,
    confusion_table,
    contingency_table,
    series_table,
    suggestion_table,
    transition_table,
)

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)"]


def entries(*names):
    return [ClassEntry(value, name, (255, 0, 16)) for value, name in enumerate(names, start=1)]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


class TestClassTable:
    """Class 1 has the pixels 10, 20 and 30, class 2 the pixel 7."""

    def rows(self, *names, hectares=None):
        values = np.array([[[10, 20, 30, 7]]])
        classes = np.array([[1, 1, 1, 2]], dtype=np.uint8)
        statistics = ClassStatistics.of(values, classes, len(names), [0.0])
        outcome = SimpleNamespace(
            legend=entries(*names),
            counts=statistics.counts,
            hectares=hectares,
            statistics=statistics,
        )
        return rows_of(class_table(outcome, ["B02"]))

    def test_table_has_a_row_for_each_class(self):
        assert [row["class"] for row in self.rows("a", "b")] == ["1", "2"]

    def test_percentages_have_four_decimals(self):
        assert [row["percent"] for row in self.rows("a", "b")] == ["75.0000", "25.0000"]

    def test_hectares_have_four_decimals(self):
        rows = self.rows("a", "b", hectares=np.array([3.0, 0.5]))
        assert [row["hectares"] for row in rows] == ["3.0000", "0.5000"]

    def test_means_and_deviations_have_eight_digits(self):
        first, second = self.rows("a", "b")
        assert (first["mean B02"], first["deviation B02"]) == ("20", "8.1649658")
        assert (second["mean B02"], second["deviation B02"]) == ("7", "0")

    def test_colours_are_written_as_in_html(self):
        assert self.rows("a", "b")[0]["color"] == "#ff0010"

    def test_unknown_values_are_empty(self):
        third = self.rows("a", "b", "c")[2]
        assert (third["pixels"], third["hectares"], third["mean B02"]) == ("0", "", "")

    @pytest.mark.parametrize("name", ['a "quoted", name', "two\nlines", "naïve – 水", "a;b\tc"])
    def test_names_return_unchanged(self, name):
        assert self.rows(name, "b")[0]["name"] == name

    @pytest.mark.parametrize("name", [*FORMULAS, "\t1", "\r1"])
    def test_name_gets_an_apostrophe_where_it_would_be_a_formula(self, name):
        assert self.rows(name, "b")[0]["name"] == f"'{name}"

    @pytest.mark.parametrize("delimiter", [";", "\t", "|"])
    @pytest.mark.parametrize("formula", FORMULAS)
    def test_formula_behind_another_delimiter_gets_an_apostrophe(self, delimiter, formula):
        name = self.rows(f"x{delimiter}{formula}", "b")[0]["name"]
        assert name == f"x{delimiter}'{formula}"


class TestSeriesTable:
    """Two rasters; the second has a grid without a known unit."""

    def rows(self, names=("a", "b")):
        known = SimpleNamespace(
            counts=np.array([30, 10]), hectares=np.array([0.3, 0.1]), n_pixels=40
        )
        unknown = SimpleNamespace(counts=np.array([0, 5]), hectares=None, n_pixels=5)
        model = SimpleNamespace(legend=entries("Water", "Sand"))
        series = SimpleNamespace(model=model, maps=[known, unknown])
        return rows_of(series_table(series, names))

    def test_table_has_area_and_percentage_of_each_class_in_each_raster(self):
        first, second = self.rows()
        assert first == {
            "class": "1",
            "name": "Water",
            "color": "#ff0010",
            "a hectares": "0.3000",
            "a percent": "75.0000",
            "b pixels": "0",
            "b percent": "0.0000",
        }
        assert (second["a hectares"], second["b percent"]) == ("0.1000", "100.0000")

    def test_header_gets_an_apostrophe_where_it_would_be_a_formula(self):
        assert "'=a hectares" in self.rows(names=("=a", "b"))[0]


def comparison(*names, hectares=0.5):
    first, second = entries(*names), entries(*names)
    return SimpleNamespace(
        first=first,
        second=second,
        table=np.array([[3, 1], [0, 4]])[: len(names), : len(names)],
        n_pixels=8,
        transitions=[
            SimpleNamespace(before=first[0], after=second[-1], n_pixels=1, hectares=hectares)
        ],
    )


class TestTransitionTable:
    def test_row_has_both_classes_and_the_amounts(self):
        assert rows_of(transition_table(comparison("Water", "Sand"))) == [
            {
                "from": "1",
                "from name": "Water",
                "to": "2",
                "to name": "Sand",
                "pixels": "1",
                "percent": "12.5000",
                "hectares": "0.5000",
            }
        ]

    def test_unknown_hectares_are_empty(self):
        rows = rows_of(transition_table(comparison("Water", "Sand", hectares=None)))
        assert rows[0]["hectares"] == ""

    def test_name_gets_an_apostrophe_where_it_would_be_a_formula(self):
        assert rows_of(transition_table(comparison("=1+1")))[0]["from name"] == "'=1+1"


class TestContingencyTable:
    def test_table_counts_the_pixels_of_each_pair_of_classes(self):
        text = contingency_table(comparison("Water", "Sand"))
        assert list(csv.reader(io.StringIO(text))) == [
            ["from", "from name", "1 Water", "2 Sand"],
            ["1", "Water", "3", "1"],
            ["2", "Sand", "0", "4"],
        ]

    def test_header_gets_an_apostrophe_where_a_part_would_be_a_formula(self):
        assert "1 A;'=1+1" in rows_of(contingency_table(comparison("A;=1+1")))[0]

    def test_name_gets_an_apostrophe_where_it_would_be_a_formula(self):
        assert rows_of(contingency_table(comparison("=1+1")))[0]["from name"] == "'=1+1"


class TestConfusionTable:
    """Forest: 3 pixels of class 1, 3 of class 4. Water: 3 of class 7, 1 of class 4."""

    def rows(self, table=((3, 3, 0), (0, 1, 3)), partners=(1, 1, 2), names=("forest", "water")):
        table, partners = np.array(table), np.array(partners)
        return rows_of(
            confusion_table(
                SimpleNamespace(
                    names=names,
                    legend=[ClassEntry(n, f"Class {n}", (0, 0, 0)) for n in (1, 4, 7)],
                    table=table,
                    partners=partners,
                    matched=accuracy(table, partners),
                    n_pixels=int(table.sum()),
                )
            )
        )

    def test_table_agrees_with_the_one_computed_by_hand(self):
        assert self.rows() == [
            {
                "reference": "forest",
                "pixels": "6",
                "producer's accuracy percent": "100.0000",
                "user's accuracy percent": "85.7143",
                "mapped as forest": "6",
                "mapped as water": "0",
                "class 1 Class 1 → forest": "3",
                "class 4 Class 4 → forest": "3",
                "class 7 Class 7 → water": "0",
            },
            {
                "reference": "water",
                "pixels": "4",
                "producer's accuracy percent": "75.0000",
                "user's accuracy percent": "100.0000",
                "mapped as forest": "1",
                "mapped as water": "3",
                "class 1 Class 1 → forest": "0",
                "class 4 Class 4 → forest": "1",
                "class 7 Class 7 → water": "3",
            },
            {
                "reference": "all",
                "pixels": "10",
                "producer's accuracy percent": "90.0000",
                "user's accuracy percent": "90.0000",
                "mapped as forest": "7",
                "mapped as water": "3",
                "class 1 Class 1 → forest": "3",
                "class 4 Class 4 → forest": "4",
                "class 7 Class 7 → water": "3",
            },
        ]

    def test_unknown_accuracies_are_empty(self):
        row = self.rows(table=((3, 3, 1), (0, 0, 0)), partners=(1, 1, 1))[1]
        accuracies = "producer's accuracy percent", "user's accuracy percent"
        assert [row[name] for name in accuracies] == ["", ""]

    def test_name_gets_an_apostrophe_where_it_would_be_a_formula(self):
        assert self.rows(names=("=1+1", "b"))[0]["reference"] == "'=1+1"

    def test_header_gets_an_apostrophe_where_a_part_would_be_a_formula(self):
        assert "mapped as a;'=1+1" in self.rows(names=("a;=1+1", "b"))[0]


class TestSuggestionTable:
    def rows(self, **figures):
        values = dict.fromkeys(
            (
                "inertia",
                "silhouette",
                "calinski_harabasz",
                "davies_bouldin",
                "stability",
                "separability",
            ),
            1 / 3,
        )
        trials = [Trial(n_clusters=n, n_delivered=n, **{**values, **figures}) for n in range(2, 5)]
        suggestion = SimpleNamespace(trials=trials, chosen=trials[1])
        return rows_of(suggestion_table(suggestion))

    def test_table_has_a_row_for_each_number_of_clusters(self):
        assert [row["n_clusters"] for row in self.rows()] == ["2", "3", "4"]

    def test_table_marks_the_suggested_number(self):
        assert [row["suggested"] for row in self.rows()] == ["0", "1", "0"]

    def test_figures_have_eight_digits(self):
        assert self.rows()[0]["inertia"] == "0.33333333"

    @pytest.mark.parametrize("unknown", [float("nan"), float("inf")])
    def test_unknown_figures_are_empty(self, unknown):
        assert self.rows(separability=unknown)[0]["separability"] == ""
