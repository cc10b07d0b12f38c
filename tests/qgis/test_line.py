"""Command that repeats a run, for the shell of each system."""

import shlex

import pytest

from s2_kmeans_plugin.algorithms.shared.run_record import command_line

WORDS = ["qgis_process", "run", "s2kmeans:classify", "--INPUT=a b/c.tif", "--BANDS=1"]


def test_the_shell_splits_a_command_into_its_words():
    assert shlex.split(command_line(WORDS, is_windows=False)) == WORDS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (r"--INPUT=C:\data\x.tif", r"--INPUT=C:\data\x.tif"),
        (r"--INPUT=C:\my data\x.tif", r'"--INPUT=C:\my data\x.tif"'),
        ("--EXTENT=0,1,0,1 [EPSG:32618]", '"--EXTENT=0,1,0,1 [EPSG:32618]"'),
        ("--INPUT=a&b.tif", '"--INPUT=a&b.tif"'),
    ],
)
def test_a_command_for_windows_has_double_quotes(word, expected):
    assert command_line(["run", word], is_windows=True) == f"run {expected}"
