"""Tables of edits, from files of spreadsheets and from the cells of forms."""

import csv
import io

import pytest

from s2_kmeans_plugin.core.errors import ArgumentError, FileError
from s2_kmeans_plugin.core.files.csv_text import escape_formulas
from s2_kmeans_plugin.core.maps.edit_plan import Edit
from s2_kmeans_plugin.core.maps.edit_table import edits_of_cells, read_edits

ORANGE = (255, 128, 0)


@pytest.fixture
def edits_of(tmp_path):
    """Return a function that reads the edits from a file with the given text or bytes."""

    def read(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_edits(str(path))

    return read


@pytest.fixture
def refusal(edits_of):
    """Return a function that gives the message about a file, from its path onwards."""

    def read(content):
        with pytest.raises((ArgumentError, FileError)) as caught:
            edits_of(content)
        return str(caught.value).partition("table.csv")[2]

    return read


# Files


@pytest.mark.parametrize(
    "text",
    [
        "class,to,name,color\n3,1,Forest,#ff8000\n",
        "class;to;name;color\n3;1;Forest;#ff8000\n",
        "class\tto\tname\tcolor\n3\t1\tForest\t#ff8000\n",
        "class,to,name,color\r\n3,1,Forest,#ff8000\r\n",
        "class,to,name,color\r3,1,Forest,#ff8000\r",
        "class,to,name,color\n3,1,Forest,#ff8000",
        "\ufeffclass,to,name,color\n3,1,Forest,#ff8000\n",
        "color,name,to,class\n#ff8000,Forest,1,3\n",
        "class,pixels,to,name,color,mean B02\n3,99,1,Forest,#ff8000,1.5\n",
        "from,to,name,colour\n3,1,Forest,#ff8000\n",
        " Class ,TO,Name,Colour\n 3 , 1 , Forest , #FF8000 \n",
        '"class";"to";"name";"color"\n"3";"1";"Forest";"#ff8000"\n',
        "class;to;name;color\n3,0;1.0;Forest;255,128,0\n",
        "class,new class,name,colour\n3,1,Forest,ff8000\n",
        "\n\nclass,to,name,color\n\n,,,\n3,1,Forest,#ff8000\n,,,\n\n",
        "class,to,name,color,,\n3,1,Forest,#ff8000,,\n",
    ],
)
def test_table_in_any_format_of_spreadsheets_is_read(edits_of, text):
    assert edits_of(text) == (Edit(3, 1, "Forest", ORANGE),)


def test_empty_cells_keep_the_class(edits_of):
    assert edits_of("class,to,name,color\n3,,,\n4\n") == (Edit(3, 3), Edit(4, 4))


@pytest.mark.parametrize(
    ("text", "edit"),
    [("class\n3\n", Edit(3, 3)), ("name,class\nForest,3\n", Edit(3, 3, "Forest"))],
)
def test_missing_columns_keep_the_class(edits_of, text, edit):
    assert edits_of(text) == (edit,)


@pytest.mark.parametrize("word", ["0", "nodata", "NoData", "drop", "Drop", "0.0"])
def test_class_is_dropped_by_number_or_word(edits_of, word):
    assert edits_of(f"class,to\n3,{word}\n") == (Edit(3, 0),)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Fields; wet, cold"', "Fields; wet, cold"),
        ('"6"" gravel"', '6" gravel'),
        ('"two\nlines"', "two lines"),
        ("Wälder", "Wälder"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'-5 m", "-5 m"),
        ("'quoted'", "'quoted'"),
        ("<b>&amp;", "<b>&amp;"),
        ("bell\x07", "bell"),
    ],
)
def test_name_may_be_any_text(edits_of, cell, name):
    assert edits_of(f"class,name\n3,{cell}\n") == (Edit(3, 3, name),)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "'x", "Water 1 (?)"])
def test_name_that_the_table_of_classes_escaped_is_restored(edits_of, name):
    text = io.StringIO()
    csv.writer(text).writerows([["class", "name"], [3, escape_formulas(name)]])
    assert edits_of(text.getvalue())[0].name == name


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("class,to\n1,2\nthree,1\n", ", line 3: 'three' is not a class"),
        ("class,to\n0,1\n", ", line 2: '0' is not a class. Give a whole number from 1 to 255."),
        ("class,to\n256,1\n", ", line 2: '256' is not a class"),
        ("class,to\n-1,1\n", ", line 2: '-1' is not a class"),
        ("class,to\n1.5,1\n", ", line 2: '1.5' is not a class"),
        ("class,to\n,1\n", ", line 2: '' is not a class"),
        ("class,to\n\n\n3,x\n", ", line 4: 'x' is not a new class"),
        ("class,to\n3,256\n", ", line 2: '256' is not a new class"),
        ("class,to\n3,-1\n", "nodata to remove class 3, or an empty cell to keep it."),
        ("class,color\n3,red\n", ", line 2: 'red' is not a colour. Write it as #ff8000"),
        ("class,color\n3,#ff80\n", ", line 2: '#ff80' is not a colour"),
        ('class,color\n3,"1,2,256"\n', ", line 2: '1,2,256' is not a colour"),
        ("class,to\n3,1\n4,1\n3,2\n", ", line 4 names class 3 a second time"),
        ("class,name\n3,Fields, wet\n", ", line 2 has more cells than the first line"),
        ('class,name\n3,"Fields\n4,Wood\n', ", line 3: the cells cannot be separated"),
        ("class,name\n3," + "x" * 140_000, ", line 2: the cells cannot be separated"),
        ("class,from,to\n3,3,1\n", " has two columns 'class'"),
        ("class,name,name\n3,a,b\n", " has two columns 'name'"),
        ("class,to\n", " has no class below its first line"),
        ("", " has no column 'class'"),
        ("\n\n", " has no column 'class'"),
        ("3,1\n4,1\n", " has no column 'class'"),
        ("klasse,to\n4,1\n", " has no column 'class'"),
        ("class,to\n3,1\n".encode("utf-16"), " is not text in UTF-8. Save the table"),
        ("class,name\n3,Wälder\n".encode("cp1252"), " is not text in UTF-8. Save the table"),
    ],
)
def test_invalid_table_is_refused_with_its_line(refusal, text, sentence):
    assert sentence in refusal(text)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(FileError, match="cannot be read"):
        read_edits(str(tmp_path / "nothing.csv"))


# Forms


@pytest.mark.parametrize("cells", [[], [""], [None], ["", None, "", ""] * 3])
def test_form_of_empty_cells_gives_no_edits(cells):
    assert edits_of_cells(cells, "TABLE") == ()


@pytest.mark.parametrize(
    "row",
    [[3, 1, "Forest", "#ff8000"], ["3", "1", "Forest", "#ff8000"], [3.0, 1.0, "Forest", "ff8000"]],
)
def test_cells_of_a_form_are_numbers_or_texts(row):
    assert edits_of_cells(row, "TABLE") == (Edit(3, 1, "Forest", ORANGE),)


def test_empty_rows_of_a_form_are_ignored():
    cells = ["", "", "", "", 3, 1, None, None, "", "", "", "", 4, "drop", "", ""]
    assert edits_of_cells(cells, "TABLE") == (Edit(3, 1), Edit(4, 0))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([3, 1, "Forest"], "TABLE has 3 cells, not a multiple of 4"),
        ([3, 1, "", "", 4, "x", "", ""], "TABLE, line 2: 'x' is not a new class"),
        ([None, 1, "", ""], "TABLE, line 1: '' is not a class"),
        ([3, 1, "", 7], "TABLE, line 1: '7' is not a colour"),
    ],
)
def test_invalid_form_is_refused_with_its_line(cells, sentence):
    with pytest.raises(ArgumentError) as caught:
        edits_of_cells(cells, "TABLE")
    assert sentence in str(caught.value)
