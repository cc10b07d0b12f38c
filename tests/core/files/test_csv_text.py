"""CSV text."""

import pytest

from s2_kmeans_plugin.core.files.csv_text import plain, unmarked


@pytest.mark.parametrize("text", ["=1", "a;=1", "\t=1", "a|@b\n-c", "plain", "it's", "a - b", ""])
def test_marked_text_returns_unchanged(text):
    assert unmarked(plain(text)) == text
