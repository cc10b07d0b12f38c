"""Real faults that are too slow or too rough for the suite (`make faults`).

After each fault, the earlier files are unchanged, no temporary file remains, and the user gets one
clear message.
"""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from runs import classify

from s2_kmeans_plugin.core.errors import Cancelled, FileError, RasterError
from s2_kmeans_plugin.core.raster.gdal_calls import PATIENCE
from s2_kmeans_plugin.core.raster.source import RasterSource

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "tests" / "faults" / "run.py"
QUICK = {"n_init": 2, "sample_size": 10_000}


@pytest.fixture(scope="session")
def large(sample_path, tmp_path_factory):
    """Return the path of a raster with nine million pixels and three bands."""
    path = str(tmp_path_factory.mktemp("large") / "large.tif")
    options = {"bandList": [2, 3, 4], "creationOptions": ["TILED=YES"]}
    gdal.Translate(path, sample_path, width=3000, height=3000, **options)
    return path


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(Path(folder).rglob("*"))
    }


def earlier_map(folder, sample_path):
    """Make an earlier map, and return the contents of the folder."""
    source = RasterSource.open(sample_path, (2, 3))
    classify(source, str(folder / "map.tif"), n_clusters=3, **QUICK)
    return contents(folder)


def start(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, str(RUN), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def sentence(text):
    """Return the message for the user, which is one line."""
    (line,) = (line for line in text.splitlines() if line.startswith("refused: "))
    return line


@contextmanager
def mounted(*arguments):
    """Mount during a with block, or skip the test without permission."""
    target = arguments[-1]
    done = subprocess.run(
        ["mount", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no mount here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(target)], check=True)


# Disks


@pytest.mark.parametrize("megabytes", [2, 3])
def test_full_disk_leaves_earlier_files(large, sample_path, out, megabytes):
    with mounted("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", out):
        before = earlier_map(out, sample_path)
        text = start(large, out / "map.tif").communicate()[0]
        assert "MB left" in sentence(text)
        assert contents(out) == before


@pytest.mark.parametrize("kilobytes", [0, 10, 50])
def test_disk_that_fills_up_during_the_run_leaves_earlier_files(large, sample_path, out, kilobytes):
    with mounted("-t", "tmpfs", "-o", "size=14m", "tmpfs", out):
        before = earlier_map(out, sample_path)
        process = start(large, out / "map.tif", "--pause", 1)
        assert process.stdout.readline() == "classifying\n"
        filler = out / "filler"
        free = shutil.disk_usage(out).free
        filler.write_bytes(b"x" * max(0, free - 1024 * kilobytes))
        text = process.communicate()[0]
        filler.unlink()
        assert "map.tif cannot be written" in sentence(text)
        assert contents(out) == before


def test_read_only_disk_is_named(large, sample_path, out):
    before = earlier_map(out, sample_path)
    with mounted("--bind", out, out):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(out)], check=True)
        text = start(large, out / "map.tif").communicate()[0]
        assert "map.tif cannot be written" in sentence(text)
        assert contents(out) == before


def test_map_is_replaced_while_another_process_reads_it(large, sample_path, out):
    earlier_map(out, sample_path)
    opened = gdal.Open(str(out / "map.tif"))
    expected = opened.ReadAsArray(0, 0, 5, 5)
    assert "done" in start(large, out / "map.tif").communicate()[0]
    np.testing.assert_array_equal(opened.ReadAsArray(0, 0, 5, 5), expected)
    assert gdal.Open(str(out / "map.tif")).RasterXSize == 3000


# Inputs


def test_input_that_is_truncated_during_a_run_is_named(sample_path, tmp_path, out):
    """The raster has 36 million pixels, more than a run keeps in memory."""
    path = tmp_path / "input.tif"
    options = {"bandList": [2, 3, 4], "creationOptions": ["TILED=YES"]}
    gdal.Translate(str(path), sample_path, width=6000, height=6000, **options)
    before = earlier_map(out, sample_path)
    process = start(path, out / "map.tif", "--pause", 1)
    assert process.stdout.readline() == "classifying\n"
    os.truncate(path, os.path.getsize(path) // 3)
    assert "input.tif cannot be read at column" in sentence(process.communicate()[0])
    assert contents(out) == before


def test_input_that_is_removed_during_a_run_is_read_or_named(large, sample_path, tmp_path, out):
    path = shutil.copy(large, tmp_path / "input.tif")
    before = earlier_map(out, sample_path)
    process = start(path, out / "map.tif", "--pause", 1)
    assert process.stdout.readline() == "classifying\n"
    os.remove(path)
    text = process.communicate()[0]
    # Systems that allow the removal of open files keep them readable.
    assert "done" in text or (sentence(text) and contents(out) == before)


class Stalling(BaseHTTPRequestHandler):
    """Server of a raster that stops sending after some requests."""

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, body):
        if not self.path.endswith("large.tif"):
            self.send_error(404)
            return
        data = self.server.data
        first, last = 0, len(data) - 1
        if "Range" in self.headers:
            first, last = (int(n or last) for n in self.headers["Range"][6:].split("-"))
            last = min(last, len(data) - 1)
        self.server.n_requests += body
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        if body:
            if self.server.n_requests > self.server.n_good:
                self.server.stalled.set()
                self.server.over.wait(120)
                return
            self.wfile.write(data[first : last + 1])

    def log_message(self, *_):
        pass


@pytest.fixture(params=[1, 8])
def stalling(large, request):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stalling)
    server.data = Path(large).read_bytes()
    server.n_requests, server.n_good = 0, request.param
    server.stalled, server.over = threading.Event(), threading.Event()
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, f"/vsicurl/http://127.0.0.1:{server.server_port}/large.tif"
    server.over.set()
    server.shutdown()


def test_run_on_a_stalled_server_ends_with_an_error(stalling, out):
    _, path = stalling
    source = RasterSource.open(path)
    started = time.monotonic()
    with pytest.raises(RasterError, match="cannot be read"):
        classify(source, str(out / "map.tif"), **QUICK)
    assert time.monotonic() - started < 3 * PATIENCE
    assert contents(out) == {}


def test_run_on_a_stalled_server_can_be_cancelled(stalling, out):
    server, path = stalling
    source = RasterSource.open(path)
    cancelled_at = []

    def is_cancelled():
        if server.stalled.is_set() and not cancelled_at:
            cancelled_at.append(time.monotonic())
        return bool(cancelled_at)

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as executor, pytest.raises((Cancelled, RasterError)):
        classify(
            source, str(out / "map.tif"), executor=executor, is_cancelled=is_cancelled, **QUICK
        )
    # GDAL requests a block twice.
    assert time.monotonic() - cancelled_at[0] < 2 * PATIENCE + 10
    assert contents(out) == {}


# Ends of a run


@pytest.mark.parametrize("seed", range(5))
def test_next_run_removes_the_files_of_a_killed_run(large, sample_path, out, seed):
    before = earlier_map(out, sample_path)
    process = start(large, out / "map.tif", "--pause", 1)
    assert process.stdout.readline() == "classifying\n"
    time.sleep(random.Random(seed).uniform(0, 1.5))
    process.kill()
    process.wait()
    left = contents(out)
    assert {name: left[name] for name in before} == before or "map.tif" in left
    assert "done" in start(large, out / "map.tif").communicate()[0]
    assert sorted(contents(out)) == ["map.tif", "map.tif.aux.xml"]


@pytest.mark.parametrize("seed", range(20))
def test_cancel_at_a_random_moment_leaves_earlier_files(large, sample_path, out, seed):
    before = earlier_map(out, sample_path)
    end = time.monotonic() + random.Random(seed).uniform(0, 2.5)
    try:
        options = {"is_cancelled": lambda: time.monotonic() > end}
        classify(RasterSource.open(large), str(out / "map.tif"), **QUICK, **options)
    except Cancelled:
        assert contents(out) == before
    assert sorted(contents(out)) == ["map.tif", "map.tif.aux.xml"]


# OpenBLAS needs memory for small matrices only on processors without AVX-512, such as Haswell.
@pytest.mark.parametrize("processor", ["any", "Haswell"])
@pytest.mark.parametrize(
    "megabytes", [2, 10, 40, 80, 85, 90, 95, 100, 110, 125, 160, 250, 400, 600]
)
def test_lack_of_memory_gives_a_message(large, sample_path, out, megabytes, processor):
    before = earlier_map(out, sample_path)
    environment = {"OPENBLAS_CORETYPE": processor} if processor != "any" else {}
    process = start(
        *(large, out / "map.tif", "--room", megabytes),
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    try:
        text, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    if "done" not in text:
        assert sentence(text), errors
        assert contents(out) == before


def test_two_runs_to_one_destination_leave_the_map_of_one_of_them(large, out):
    both = [start(large, out / "map.tif", "--pause", 1) for _ in range(2)]
    texts = [process.communicate()[0] for process in both]
    assert all("done" in text for text in texts)
    assert sorted(contents(out)) == ["map.tif", "map.tif.aux.xml"]
    assert gdal.Open(str(out / "map.tif")).ReadAsArray().min() >= 1


# Names


NAMES = ("a b.tif", "it's.tif", '"quoted".tif', "[1,2].tif", "{x}.tif", "100%.tif", "карта.tif",
         "地图.tif", "\N{GRINNING FACE}.tif", "a;b&c.tif", "-n.tif", "#1.tif",
         "a" * 243 + ".tif")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_file_may_have_any_name(sample_path, tmp_path, out, name):
    path = shutil.copy(sample_path, tmp_path / name)
    result = classify(RasterSource.open(path, (2, 3)), str(out / name), n_clusters=3, **QUICK)
    assert sorted(contents(out)) == sorted([name, f"{name}.aux.xml"])
    dataset = gdal.Open(str(out / name))
    assert np.bincount(dataset.ReadAsArray().ravel())[1:].tolist() == result.counts.tolist()


@pytest.mark.parametrize("length", [248, 255])
def test_name_without_room_for_the_extension_of_the_table_is_refused(sample_path, out, length):
    name = "a" * (length - 4) + ".tif"
    with pytest.raises(FileError, match="too long by"):
        classify(RasterSource.open(sample_path, (2, 3)), str(out / name), **QUICK)
    assert contents(out) == {}


# The desktop


INI = """[PythonPlugins]
processing=true
s2_kmeans_plugin=true
[qgis]
checkVersion=false
showTips=false
"""


def test_closing_qgis_during_a_run_leaves_earlier_files(sample_path, tmp_path, out):
    sys.path.append(str(ROOT / "tests" / "qgis"))
    from qgis_tools import mosaic

    program = shutil.which("qgis.bin") or shutil.which("qgis")
    if not shutil.which("xvfb-run") or not program:
        pytest.skip("needs the desktop and xvfb")
    before = earlier_map(out, sample_path)
    large = mosaic(sample_path, tmp_path / "large.vrt", tiles=20)
    settings = tmp_path / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(INI)
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    log = tmp_path / "log"
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment.update(
        XDG_RUNTIME_DIR=str(runtime),
        QGIS_PLUGINPATH=str(ROOT / "build"),
        CLOSING="\n".join((large, str(out / "map.tif"), str(log))),
    )
    closing = Path(__file__).with_name("closing.py")
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1440x900x24", program, "--noversioncheck"),
            *("--nologo", "--nocustomization", "--profiles-path", str(tmp_path)),
            *("--code", str(closing)),
        ],
        env=environment,
        timeout=180,
        check=False,
    )
    text = log.read_text(encoding="utf-8")
    assert "cancelled after" in text
    assert done.returncode == 0, text
    assert contents(out) == before
