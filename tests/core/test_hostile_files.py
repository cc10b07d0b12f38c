"""Readers of models, tables and metadata on damaged and huge files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "fuzz" / "readers.py"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The script reads memory from /proc of Linux."
)


@pytest.fixture(scope="module")
def result():
    """Return the result for some hundred files, read in another process."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "100", "1", "9"], capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_hostile_file_is_read_or_refused_within_the_limit_of_processor_time(result):
    assert result["failures"] == []
    assert result["accepted"] < result["files"] / 2


def test_huge_file_takes_less_than_200_mb(result):
    assert result["most_megabytes"] < 200, result["largest"]
