"""Memory that was freed."""

import ctypes
import os
import sys
from pathlib import Path

import pytest

from s2_kmeans_plugin.core.parallel.memory import give_back

MEGABYTE = 2**20


def held():
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="another C library than glibc",
)
def test_what_lies_free_between_what_is_in_use_is_given_back():
    numbers = [bytes(10_000) for _ in range(20_000)]
    in_use = numbers[::100]
    del numbers
    before = held()
    give_back()
    assert before - held() > 100 * MEGABYTE
    assert len(in_use) == 200


def test_memory_in_use_is_kept():
    numbers = [bytes([number]) * 10_000 for number in range(200)]
    give_back()
    assert all(set(part) == {number} for number, part in enumerate(numbers))
