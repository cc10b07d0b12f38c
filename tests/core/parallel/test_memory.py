"""Memory that was freed."""

import ctypes
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from s2_kmeans_plugin.core.parallel.memory import available_bytes, give_back

MEGABYTE = 2**20
ROOT = Path(__file__).resolve().parents[3]


def resident_bytes():
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="another C library than glibc",
)
def test_free_memory_between_used_blocks_is_released():
    numbers = [bytes(10_000) for _ in range(20_000)]
    in_use = numbers[::100]
    del numbers
    before = resident_bytes()
    give_back()
    assert before - resident_bytes() > 100 * MEGABYTE
    assert len(in_use) == 200


def test_memory_in_use_is_kept():
    numbers = [bytes([number]) * 10_000 for number in range(200)]
    give_back()
    assert all(set(part) == {number} for number, part in enumerate(numbers))


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux reports its memory in /proc")


@linux_only
def test_available_memory_is_less_than_the_memory_of_the_machine():
    pages = os.sysconf("SC_PHYS_PAGES")
    assert 0 < available_bytes() < pages * os.sysconf("SC_PAGE_SIZE")


@linux_only
@pytest.mark.parametrize("limit", ["RLIMIT_DATA", "RLIMIT_AS"])
def test_available_memory_is_what_a_limit_of_the_process_leaves(limit):
    code = f"""
        import resource
        from s2_kmeans_plugin.core.parallel.memory import available_bytes

        resource.setrlimit(resource.{limit}, (2**31, 2**31))
        print(available_bytes())
        block = bytearray(10**9)
        print(available_bytes())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    before, after = map(int, done.stdout.split())
    assert before < 2**31
    assert abs(before - after - 10**9) < 2**24
