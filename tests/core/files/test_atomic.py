"""What a killed run leaves is removed by the next one; what lives is left alone."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from s2_kmeans_plugin.core.files.atomic import HiddenFolder
from s2_kmeans_plugin.core.files.commit import write_text

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
    """A process that is writing map.tif; and its folder."""
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


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path, writer):
    process, _ = writer
    process.kill()
    process.wait()
    assert len(names_in(tmp_path)) == 1
    write_text(str(tmp_path / "map.tif"), "the next run")
    assert names_in(tmp_path) == ["map.tif"]


def test_what_another_run_is_writing_is_left_alone(tmp_path, writer):
    _, folder = writer
    write_text(str(tmp_path / "map.tif"), "at the same time")
    assert sorted(os.listdir(folder)) == ["half.tif", "writer.lock"]


def test_what_this_process_is_writing_is_left_alone(tmp_path):
    path = str(tmp_path / "map.tif")
    with HiddenFolder(path) as first, HiddenFolder(path) as second:
        assert first != second
        assert os.path.isdir(first)
    assert names_in(tmp_path) == []


def test_many_folders_in_one_place_take_one_open_file(tmp_path):
    before = len(os.listdir("/proc/self/fd"))
    with ExitStack() as stack:
        for n in range(50):
            stack.enter_context(HiddenFolder(str(tmp_path / f"{n}.tif")))
        assert len(os.listdir("/proc/self/fd")) == before + 1
    assert len(os.listdir("/proc/self/fd")) == before


def test_folders_that_come_and_go_beside_one_that_stays_take_its_open_file(tmp_path):
    before = len(os.listdir("/proc/self/fd"))
    with HiddenFolder(str(tmp_path / "stays.tif")):
        folders = [HiddenFolder(str(tmp_path / f"{n}.tif")) for n in range(5)]
        for folder in folders:
            folder.__enter__()
            with HiddenFolder(str(tmp_path / "goes.tif")):
                assert len(os.listdir("/proc/self/fd")) == before + 1
        for folder in folders:
            folder.__exit__()
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("first_to_end", [0, 1])
def test_folders_in_one_place_live_as_long_as_each_is_written(tmp_path, first_to_end):
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


def test_what_belongs_to_another_destination_is_left_alone(tmp_path, writer):
    process, folder = writer
    process.kill()
    process.wait()
    write_text(str(tmp_path / "other.tif"), "text")
    assert os.path.isdir(folder)


def test_a_folder_that_only_looks_alike_is_left_alone(tmp_path):
    (tmp_path / ".map.tif-12345678").mkdir()
    (tmp_path / ".map.tif-12345678" / "mine").write_text("not of this plugin")
    write_text(str(tmp_path / "map.tif"), "text")
    assert names_in(tmp_path) == [".map.tif-12345678", "map.tif"]


@pytest.mark.parametrize("name", ["a" * 255, "é" * 127, "\N{GRINNING FACE}" * 63])
def test_a_name_as_long_as_a_name_may_be_can_be_written(tmp_path, name):
    write_text(str(tmp_path / name), "text")
    assert names_in(tmp_path) == [name]


def test_a_text_may_be_read_by_whom_the_user_lets_read(tmp_path):
    write_text(str(tmp_path / "text"), "text")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "text").stat().st_mode & 0o777 == 0o666 & ~mask
