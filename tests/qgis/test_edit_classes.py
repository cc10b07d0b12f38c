"""The algorithm s2kmeans:editclasses."""

import csv
import json
import re
import shlex

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
)
from qgis_tools import Feedback, class_names, map_name, read


@pytest.fixture
def made(classify, out):
    """Return a map of the sample in six classes, with its table and model."""
    table, model = str(out / "table.csv"), str(out / "model.json")
    return classify(
        N_CLUSTERS=6, N_INIT=1, SAMPLE_SIZE=5000, OUTPUT_TABLE=table, OUTPUT_MODEL=model
    )


@pytest.fixture
def edit(provider, made, out):
    """Edit the classes of a map, by default of that map."""
    import processing

    def run(**parameters):
        feedback = Feedback()
        parameters = {"CLASSES": made.path, "OUTPUT": str(out / "edited.tif"), **parameters}
        return processing.run("s2kmeans:editclasses", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def refusal(edit):
    def run(**parameters):
        with pytest.raises(QgsProcessingException) as caught:
            edit(**parameters)
        return str(caught.value)

    return run


@pytest.fixture
def edited_table(made, out):
    """Return the class table as a European spreadsheet saves it after some edits."""
    with open(out / "table.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    changes = {"2": "", "3": "2", "4": "2", "6": "nodata"}
    rows[1]["name"], rows[1]["color"] = "Äcker, feucht; kühl", "#FF8000"
    path = out / "edited.csv"
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, ["to", *rows[0]], delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "to": changes.get(row["class"], "")} for row in rows)
    return str(path)


LOOKUP = np.array([0, 1, 2, 2, 2, 5, 0], dtype=np.uint8)


class TestSpreadsheet:
    """A class table, edited in a spreadsheet."""

    @pytest.fixture
    def edited(self, edit, edited_table):
        return edit(TABLE_FILE=edited_table)

    def test_an_edited_table_changes_the_classes(self, edited, made):
        results, _ = edited
        np.testing.assert_array_equal(read(results["OUTPUT"]), LOOKUP[read(made.path)])

    def test_an_edited_table_changes_the_names(self, edited, made):
        results, _ = edited
        names = class_names(made.path)
        assert class_names(results["OUTPUT"]) == [names[0], "Äcker, feucht; kühl", names[4]]

    def test_output_numbers_match_the_edited_map(self, edited):
        results, _ = edited
        n_pixels = np.count_nonzero(read(results["OUTPUT"]))
        n_nodata = np.count_nonzero(read(results["OUTPUT"]) == 0)
        found = results["N_CLASSES"], results["N_PIXELS"], results["N_NODATA"]
        assert found == (3, n_pixels, n_nodata)

    def test_the_log_lists_the_new_classes(self, edited):
        _, feedback = edited
        assert [line.split()[0] for line in feedback.table] == ["class", "1", "2", "5"]

    def test_an_edited_table_causes_no_warning(self, edited):
        _, feedback = edited
        assert feedback.warnings == []


class TestEditedModel:
    @pytest.fixture
    def applied(self, edit, edited_table, sample_path, out):
        """Edit map and model, and apply the model to the sample; return the results."""
        import processing

        model = str(out / "edited.json")
        edit(TABLE_FILE=edited_table, MODEL=str(out / "model.json"), OUTPUT_MODEL=model)
        parameters = {
            "INPUT": sample_path,
            "MODEL": model,
            "OUTPUT": str(out / "applied.tif"),
            "OUTPUT_CONFIDENCE": str(out / "confidence.tif"),
            "OUTPUT_TABLE": str(out / "applied.csv"),
        }
        return processing.run("s2kmeans:applymodel", parameters)

    def test_an_edited_model_gives_the_edited_map(self, applied, out):
        np.testing.assert_array_equal(read(applied["OUTPUT"]), read(out / "edited.tif"))

    def test_an_edited_model_gives_no_confidence_to_dropped_classes(self, applied, out):
        confidence = read(applied["OUTPUT_CONFIDENCE"])
        np.testing.assert_array_equal(confidence == 255, read(out / "edited.tif") == 0)

    def test_an_edited_model_gives_the_edited_names(self, applied, out):
        assert class_names(applied["OUTPUT"]) == class_names(str(out / "edited.tif"))

    def test_an_edited_model_gives_the_edited_style(self, applied, out):
        applied, edited = (
            re.findall("<paletteEntry [^>]*>", (out / name).read_text(encoding="utf-8"))
            for name in ("applied.qml", "edited.qml")
        )
        assert applied == edited != []

    def test_an_edited_model_counts_the_edited_classes(self, applied, out):
        with open(applied["OUTPUT_TABLE"], newline="", encoding="utf-8") as file:
            pixels = {int(row["class"]): int(row["pixels"]) for row in csv.DictReader(file)}
        edited = read(out / "edited.tif")
        assert pixels == {value: (edited == value).sum() for value in (1, 2, 5)}


@pytest.mark.parametrize(
    "table",
    [
        [3, 1, "Forest", "#006400", 4, 1, "", "", 6, "nodata", "", ""],
        ["3", "1", "Forest", "#006400", "4", "1", None, None, "6", "0", NULL, NULL],
        [[3, 1, "Forest", "#006400"], [4, 1, "", ""], [6, "drop", "", ""]],
        [*[""] * 4, 3, 1, "Forest", "#006400", *[None] * 4, 4, 1, "", "", 6, 0, "", ""],
        "3,1,Forest,#006400,4,1,,,6,nodata,,",
    ],
)
def test_the_table_accepts_the_values_of_forms_scripts_and_commands(edit, made, table):
    results, _ = edit(TABLE=table)
    expected = np.array([0, 1, 2, 1, 1, 5, 0], dtype=np.uint8)[read(made.path)]
    np.testing.assert_array_equal(read(results["OUTPUT"]), expected)
    assert class_names(results["OUTPUT"])[0] == "Forest"


def test_the_style_lists_only_the_new_classes(edit, out):
    edit(TABLE=[3, 200, "Forest <b>&", "#006400", 4, 0, "", ""])
    style = (out / "edited.qml").read_text(encoding="utf-8")
    assert style.count("<paletteEntry") == 5
    assert 'label="Forest &lt;b>&amp;"' in style
    assert 'value="200"' in style
    assert 'color="#006400"' in style


@pytest.mark.parametrize("given", ["table", "file"])
def test_the_command_in_the_map_repeats_the_run(edit, edited_table, out, given):
    import processing

    table = ["3", "1", "Forest, old", "", 4.0, 1, None, "#006400"]
    first, _ = edit(**({"TABLE": table} if given == "table" else {"TABLE_FILE": edited_table}))
    line = gdal.Open(first["OUTPUT"]).GetMetadataItem("S2KMEANS_COMMAND")
    _, _, algorithm, *words = shlex.split(line)
    parameters = {}
    for word in words:
        name, value = word[2:].split("=", 1)
        parameters.setdefault(name, []).append(value)
    parameters = {
        name: values[0] if len(values) == 1 else values for name, values in parameters.items()
    }
    again = str(out / "again.tif")
    processing.run(algorithm, {**parameters, "OUTPUT": again})
    with open(first["OUTPUT"], "rb") as one, open(again, "rb") as other:
        assert one.read() == other.read()
    assert ("MODEL" in parameters, "TABLE" in parameters) == (False, given == "table")


def test_a_sieved_map_gets_the_names_of_the_model(edit, made, out):
    import processing

    sieved = str(out / "sieved.tif")
    processing.run("gdal:sieve", {"INPUT": made.path, "THRESHOLD": 20, "OUTPUT": sieved})
    results, _ = edit(CLASSES=sieved, TABLE=[6, 5, "", ""], MODEL=str(out / "model.json"))
    assert class_names(results["OUTPUT"]) == class_names(made.path)[:5]
    pixels = read(sieved)
    np.testing.assert_array_equal(read(results["OUTPUT"]), np.where(pixels == 6, 5, pixels))


def test_the_log_warns_of_a_missing_class(edit):
    _, feedback = edit(TABLE=[3, 1, "", "", 99, 1, "", ""])
    (warning,) = feedback.warnings
    assert warning.endswith("classes that do not exist: 99.")


# Refusals


@pytest.mark.parametrize("table", [None, [], [""], "", [None] * 8])
def test_a_run_without_a_table_is_refused(refusal, table):
    assert "Fill in TABLE or choose a TABLE_FILE" in refusal(TABLE=table)


def test_two_tables_are_refused(refusal, edited_table):
    assert "Choose one of them" in refusal(TABLE=[3, 1, "", ""], TABLE_FILE=edited_table)


def test_an_edited_model_without_a_model_is_refused(refusal, out):
    message = refusal(TABLE=[3, 1, "", ""], OUTPUT_MODEL=str(out / "edited.json"))
    assert "Give the model of the class map" in message
    assert not (out / "edited.tif").exists()


@pytest.mark.parametrize("name", ["model.json", "edited.csv"])
def test_an_output_over_an_input_is_refused(refusal, edited_table, out, name):
    before = (out / name).read_bytes()
    message = refusal(
        TABLE_FILE=edited_table, MODEL=str(out / "model.json"), OUTPUT_MODEL=str(out / name)
    )
    assert "is the input itself" in message
    assert (out / name).read_bytes() == before
    assert not (out / "edited.tif").exists()


def test_a_bad_row_is_refused_with_its_line(refusal, out):
    (out / "bad.CSV").write_text("class,to\n3,1\n4,one\n")
    assert "bad.CSV, line 3: 'one' is not a new class" in refusal(TABLE_FILE=str(out / "bad.CSV"))
    assert "TABLE, line 1: 'red' is not a colour" in refusal(TABLE=[3, 1, "", "red"])


def test_a_workbook_is_refused_with_a_remedy(refusal, out):
    (out / "table.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    assert "as CSV in UTF-8" in refusal(TABLE_FILE=str(out / "table.xlsx"))


def test_a_file_that_is_not_a_model_is_refused(refusal, out):
    (out / "bad.json").write_text("{}")
    message = refusal(TABLE=[3, 1, "", ""], MODEL=str(out / "bad.json"))
    assert "is not a cluster model" in message


def test_an_image_in_place_of_a_class_map_is_refused(refusal, sample_path):
    assert "is not a class map" in refusal(CLASSES=sample_path, TABLE=[3, 1, "", ""])


# Models


def test_a_model_classifies_edits_and_applies(provider, sample_path, out):
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("classify and edit", "tests")
    for name, parameters in (
        ("classify", {"INPUT": source.fromStaticValue(sample_path)}),
        (
            "editclasses",
            {
                "CLASSES": source.fromChildOutput("classify", "OUTPUT"),
                "TABLE": source.fromStaticValue(["2", "1", "Wet", "", "8", "drop", "", ""]),
                "MODEL": source.fromChildOutput("classify", "OUTPUT_MODEL"),
            },
        ),
        (
            "applymodel",
            {
                "INPUT": source.fromStaticValue(sample_path),
                "MODEL": source.fromChildOutput("editclasses", "OUTPUT_MODEL"),
            },
        ),
    ):
        child = QgsProcessingModelChildAlgorithm(f"s2kmeans:{name}")
        child.setChildId(name)
        for parameter, value in parameters.items():
            child.addParameterSources(parameter, [value])
        if name != "applymodel":
            path = str(out / f"{name}.json")
            child.addParameterSources("OUTPUT_MODEL", [source.fromStaticValue(path)])
        else:
            output = QgsProcessingModelOutput("map", "map")
            output.setChildId(name)
            output.setChildOutputName("OUTPUT")
            child.setModelOutputs({"map": output})
        model.addChildAlgorithm(child)
    model.updateDestinationParameters()

    import processing

    path = str(out / "map.tif")
    results = processing.run(model, {map_name(model): path})
    assert class_names(path)[0] == "Wet"
    assert sorted(np.unique(read(path)).tolist()) == [0, 1, 3, 4, 5, 6, 7]
    assert json.loads((out / "editclasses.json").read_text())["values"] == [1, 1, 3, 4, 5, 6, 7, 0]
    assert path in results.values()


@pytest.mark.parametrize("name", ["CLASSES", "TABLE", "TABLE_FILE", "MODEL", "OUTPUT"])
def test_a_parameter_has_a_label_and_a_help_text(provider, name):
    algorithm = QgsApplication.processingRegistry().algorithmById("s2kmeans:editclasses")
    definition = algorithm.parameterDefinition(name)
    assert definition.description()
    assert len(definition.help()) > len("a word")
