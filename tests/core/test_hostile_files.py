"""Readers of models, tables and metadata on damaged and huge files: an error, soon and cheap."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "fuzz" / "readers.py"


@pytest.fixture(scope="module")
def told():
    """What became of some hundred files; the memory is that of a process of its own."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "100", "1", "9"], capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_a_hostile_file_is_read_or_refused_with_an_error_of_ours(told):
    assert told["failures"] == []
    assert told["taken"] < told["files"] / 2


def test_a_monstrous_file_is_refused_soon(told):
    assert told["slowest_seconds"] < 20, told["slowest"]


def test_a_monstrous_file_takes_less_than_200_mb(told):
    assert told["most_megabytes"] < 200, told["largest"]
