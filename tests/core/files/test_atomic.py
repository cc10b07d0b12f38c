"""Hidden folders of living and killed runs."""

import os
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from s2_kmeans_plugin.core.files.atomic import HiddenFolder
from s2_kmeans_plugin.core.files.commit import write_text

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Linux lists open files in /proc."
)

ROOT = Path(__file__).resolve().parents[3]

# Enters the folder, says so, and waits to be killed.
WRITER = """
import sys
from s2_kmeans_plugin.core.files.atomic import HiddenFolder
with HiddenFolder(sys.argv[1]) as folder:
    open(folder + "/half.tif", "w").close()
    print(folder, flush=True)
    sys.stdin.read()
"""

LOOK = """
import sys
from s2_kmeans_plugin.core.files.atomic import HiddenFolder
with HiddenFolder(sys.argv[1]):
    pass
"""


@pytest.fixture
def writer(tmp_path):
    """Process that writes map.tif, and its hidden folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "map.tif")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    folder = process.stdout.readline().strip()
    yield process, folder
    process.kill()
    process.communicate()


def names_in(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_next_run_removes_the_folder_of_a_killed_run(tmp_path, writer):
    process, _ = writer
    process.kill()
    process.wait()
    assert len(names_in(tmp_path)) == 1
    write_text(str(tmp_path / "map.tif"), "the next run")
    assert names_in(tmp_path) == ["map.tif"]


def test_folder_of_a_living_run_stays(tmp_path, writer):
    _, folder = writer
    write_text(str(tmp_path / "map.tif"), "at the same time")
    assert sorted(os.listdir(folder)) == ["half.tif", "writer.lock"]


def test_folder_of_this_process_stays(tmp_path):
    path = str(tmp_path / "map.tif")
    with HiddenFolder(path) as first, HiddenFolder(path) as second:
        assert first != second
        assert os.path.isdir(first)
    assert names_in(tmp_path) == []


def n_open_files(folder):
    """Return how many files below a folder this process has open."""
    targets = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            targets.append(os.readlink(entry))
    return sum(target.startswith(f"{folder}{os.sep}") for target in targets)


@linux_only
def test_many_folders_in_one_place_share_one_open_file(tmp_path):
    with ExitStack() as stack:
        for n in range(50):
            stack.enter_context(HiddenFolder(str(tmp_path / f"{n}.tif")))
        assert n_open_files(tmp_path) == 1
    assert n_open_files(tmp_path) == 0


@linux_only
def test_short_lived_folders_share_the_open_file_of_a_long_lived_one(tmp_path):
    with HiddenFolder(str(tmp_path / "stays.tif")):
        folders = [HiddenFolder(str(tmp_path / f"{n}.tif")) for n in range(5)]
        for folder in folders:
            folder.__enter__()
            with HiddenFolder(str(tmp_path / "goes.tif")):
                assert n_open_files(tmp_path) == 1
        for folder in folders:
            folder.__exit__()
    assert n_open_files(tmp_path) == 0


@pytest.mark.parametrize("first_to_end", [0, 1])
def test_folder_stays_after_its_neighbour_is_released(tmp_path, first_to_end):
    folders = [HiddenFolder(str(tmp_path / f"{n}.tif")) for n in range(3)]
    paths = [folder.__enter__() for folder in folders[:2]]
    folders[first_to_end].__exit__()
    lives = folders[1 - first_to_end]
    paths.append(folders[2].__enter__())
    # As the next run to the same destination looks at it, from another process.
    looked = [sys.executable, "-c", LOOK, str(tmp_path / f"{1 - first_to_end}.tif")]
    subprocess.run(looked, check=True, cwd=ROOT)
    assert os.path.isdir(paths[1 - first_to_end])
    for folder in (lives, folders[2]):
        folder.__exit__()
    assert names_in(tmp_path) == []


def test_folder_of_another_destination_stays(tmp_path, writer):
    process, folder = writer
    process.kill()
    process.wait()
    write_text(str(tmp_path / "other.tif"), "text")
    assert os.path.isdir(folder)


def test_folder_with_a_similar_name_stays(tmp_path):
    (tmp_path / ".map.tif-12345678").mkdir()
    (tmp_path / ".map.tif-12345678" / "mine").write_text("not of this plugin")
    write_text(str(tmp_path / "map.tif"), "text")
    assert names_in(tmp_path) == [".map.tif-12345678", "map.tif"]


@pytest.mark.parametrize("name", ["a" * 255, "é" * 127, "\N{GRINNING FACE}" * 63])
def test_longest_possible_name_can_be_written(tmp_path, name):
    write_text(str(tmp_path / name), "text")
    assert names_in(tmp_path) == [name]


def test_text_has_the_permissions_of_new_files(tmp_path):
    write_text(str(tmp_path / "text"), "text")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "text").stat().st_mode & 0o777 == 0o666 & ~mask
