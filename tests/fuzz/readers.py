"""Damaged and huge files for the readers of models, tables and metadata.

    readers.py [mutations [seed [step]]]

Only each ``step``-th large file is read. Each of these is read by a process of its own, which
reports its memory. A reader fails if it takes more than 20 seconds of processor time, which the
load of the machine does not change. The script needs Linux.
"""
# ruff: noqa: E402

import json
import os
import random
import signal
import sys
import tempfile
import warnings
from pathlib import Path
from types import SimpleNamespace

TESTS = Path(__file__).resolve().parent.parent
# The modules of this folder belong to the package `fuzz`, so its parents replace it on the path.
sys.path.insert(0, str(TESTS.parent))
sys.path.insert(0, str(TESTS))

import numpy as np
from products import metadata_xml

from s2_kmeans_plugin.core.clustering.fit import Fit
from s2_kmeans_plugin.core.errors import CoreError
from s2_kmeans_plugin.core.files.text import read_text
from s2_kmeans_plugin.core.maps.edit_table import read_edits
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.numerics.components import Projection
from s2_kmeans_plugin.core.numerics.scaling import Scaling
from s2_kmeans_plugin.core.products.archive import Folder
from s2_kmeans_plugin.core.products.metadata import read_metadata
from s2_kmeans_plugin.core.raster.mask_values import parse_values
from s2_kmeans_plugin.core.spectral.indices import Features, Index

MB = 2**20
LARGE = MB // 2
# Chosen: the slowest file takes about a second.
CPU_SECONDS = 20


def read_model(path):
    model = ClusterModel.from_json(read_text(str(path)))
    # An accepted model must also work.
    pixels = np.array([[0.0], [1.0], [-1e15], [1e15]]) * np.ones(len(model.band_names))
    model.predict(pixels)
    model.to_json()


def read_product(path):
    read_metadata(Folder(str(path.parent)).read(path.name), path.name)


def read_values(path):
    parse_values(read_text(str(path)))


def a_model(covariances=None, features=None, projection=None):
    names = ("B02", "B03")
    source = SimpleNamespace(
        bands=(1, 2),
        band_names=names,
        feature_names=names if features is None else (*names, *features.names),
        n_indices=0 if features is None else len(features.names),
        features=features,
        units=((1e-4, -0.1),) * 2,
    )
    centers = np.array([[1.0, 2.0], [30.0, 40.0], [500.0, 300.0]])
    scaling = Scaling(np.zeros(2), np.ones(2))
    found = Fit(centers, scaling, 1.0, 3, weights=np.full(3, 1 / 3), covariances=covariances)
    sample = np.arange(4.0) + np.zeros((len(source.feature_names), 1))
    model = ClusterModel.from_fit(found, source, "kmeans", sample, projection)
    return model.to_json()


def a_model_of_components():
    """Return a model that compares two bands and an index by two components."""
    components = np.array([[0.6, 0.8, 0.0], [0.8, -0.6, 0.0]])
    projection = Projection(np.zeros(3), np.ones(3), components, np.array([0.7, 0.3]))
    return a_model(features=Features(2, (Index("NDWI", (0, 1)),)), projection=projection)


def models():
    """Yield correct models, and texts that resemble them."""
    plain, of_components = a_model(), a_model_of_components()
    yield from (plain, a_model(np.array([np.eye(2)] * 3)), of_components)
    odd = (None, True, -1, 0, 10**9, 1e308, 1e-308, float("nan"), float("inf"), "9" * 10**6, "a")
    odd += ([], {}, [[]], [[[[1]]]], "\ud800", "\0", [float("nan")] * 3, {"a": 1})
    for text in (plain, of_components):
        fields = json.loads(text)
        for name in fields:
            yield json.dumps({key: value for key, value in fields.items() if key != name})
            for value in odd:
                yield json.dumps({**fields, name: value})
                if isinstance(fields[name], list):
                    yield json.dumps({**fields, name: [value, *fields[name][1:]]})
                    yield json.dumps({**fields, name: fields[name] * 100})
                elif isinstance(fields[name], dict):
                    for inner in fields[name]:
                        yield json.dumps({**fields, name: {**fields[name], inner: value}})
    fields = json.loads(plain)
    head = plain.rstrip()[:-1]
    size = 16 * MB - len(head) - 100
    for part in ("[", "{", '{"a":', "[],", "{},", "1,", "1e5,", '"a",', '"",', "[[1],[2]],"):
        many = part * (size // len(part))
        yield f'{head}, "centers": [{many}'
        yield f'{head}, "centers": [{many.rstrip(",")}]}}'
        yield many
        yield f'{head}, "about": {{"x": {part * 2000}'
    yield f'{head}, "about": {"[" * 900}{"]" * 900}}}'
    yield f'{head}, "about": {{"x": {"[" * 900}{"]" * 900}}}}}'
    yield f'{head}, "version": {"9" * size}}}'
    yield f'{head}, "algorithm": "\N{GRINNING FACE}{"a" * (size - 9)}"}}'
    yield f'{head}, "centers": {[[0.5] * 1000] * 255}}}'
    yield json.dumps({**fields, "centers": [[1, 2]] * 10**5, "values": list(range(10**5))})
    yield "9" * size


def tables():
    yield 'class,to,name,color\n1,2,water,#0000ff\n2,,"a, b","1,2,3"\n'
    size = 2 * MB - 100
    for part in (
        "1,",
        "\n",
        "1\n",
        '"',
        '""',
        "a",
        ";",
        "\t",
        "1,1,\n",
        "\N{GRINNING FACE}\n",
        "\0",
    ):
        for head in ("", "class\n", "class,to,name,color\n", "class" + "," * 1000 + "\n"):
            yield head + part * ((size - len(head)) // len(part.encode()))
    for cell in ("nan", "1e9", "-1", "9" * 1000, "٣", "1_0", "inf", "0x1", "=1+1", "1\0"):
        yield f"class,to,name,color\n{cell},1,a,#000000\n"
        yield f"class,to,name,color\n1,{cell},a,{cell}\n"


def products():
    plain = metadata_xml()
    yield plain
    size = 4 * MB - len(plain) - 100
    end = plain.rindex("</")
    for part in ("<a>", "<a/>", "<a b='c'/>", "a", "&lt;", "<!-- -->", "<?a?>", "<BOA_ADD_OFFSET>1",
                 "<BOA_ADD_OFFSET band_id='1'>1</BOA_ADD_OFFSET>", "<x:a/>"):  # fmt: skip
        yield plain[:end] + part * (size // len(part)) + plain[end:]
        yield part * (size // len(part))
    names = " ".join(f"a{n}=''" for n in range(size // 11))
    yield f"{plain[:end]}<a {names}/>{plain[end:]}"
    yield plain.replace(">10000<", f">{'9' * size}<")


def lists_of_values():
    """Yield texts for the values of a mask."""
    yield from ("0, 3, 8-10", "[1; 2]", "-9999 1.5")
    for part in ("9", "1,", "-", "1-2 ", "9-", "1e9", ".", " ", "e", "[", "٣"):
        yield part * 10**5
        yield f"1-{part * 5000}"
    yield "-".join(["9" * 10**4] * 2)


READERS = {
    "values.txt": (read_values, lists_of_values),
    "model.json": (read_model, models),
    "edits.csv": (read_edits, tables),
    "MTD_MSIL2A.xml": (read_product, products),
}


def mutated(rng, text):
    """Return the text with a part cut, doubled or changed."""
    start = rng.randrange(len(text) + 1)
    stop = min(len(text), start + rng.choice([1, 2, 10, 100, 10_000]))
    junk = rng.choice(["", "\0", "\n", ",", "}", "]", "[", '"', "-", "e999", "9", "NaN", "é", "<",
                       "1e400", "null", "&", text[start:stop] * 2])  # fmt: skip
    return rng.choice([text[:start], text[:start] + junk + text[stop:], text + text[start:stop]])


def outcome(read, path):
    """Return whether a file was accepted, and its fault or an empty text."""
    accepted, fault = False, ""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        read(path)
        accepted = True
    except CoreError as error:
        if len(str(error)) > 2000:
            fault = f"a message of {len(str(error))} characters"
    except BaseException as error:
        fault = f"{type(error).__name__}: {str(error)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return accepted, fault


def stop_reader(*_):
    raise TimeoutError(f"more than {CPU_SECONDS} s of processor time")


def megabytes(field):
    """Return a field of memory of this process. The peak of getrusage would include the parent."""
    (line,) = (x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith(field))
    return int(line.split()[1]) // 1024


def outcome_elsewhere(read, path):
    """Return the outcome in another process, and the megabytes by which it grew."""
    before = megabytes("VmRSS")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        found = outcome(read, path)
        os.write(writer, json.dumps([*found, megabytes("VmHWM") - before]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else (False, "the process died", 0)


def main(n_mutations=300, seed=0, step=1):
    rng = random.Random(seed)
    warnings.simplefilter("error")
    signal.signal(signal.SIGPROF, stop_reader)
    largest, n_files, n_accepted, failures = (0, ""), 0, 0, []
    base = megabytes("VmRSS")
    with tempfile.TemporaryDirectory() as folder:
        for name, (read, texts) in READERS.items():
            path = Path(folder) / name
            for what, data in files(name, texts, rng, n_mutations, step):
                path.write_bytes(data)
                if len(data) > LARGE:
                    del data
                    accepted, fault, grown = outcome_elsewhere(read, path)
                    largest = max(largest, (base + grown, what))
                else:
                    accepted, fault = outcome(read, path)
                n_files += 1
                n_accepted += accepted
                if fault:
                    failures.append(f"{what}: {fault}")
    result = {
        "files": n_files,
        "accepted": n_accepted,
        "most_megabytes": largest[0],
        "largest": largest[1],
        "failures": failures[:20],
    }
    print(json.dumps(result, indent=1))
    return 1 if failures else 0


def files(name, texts, rng, n_mutations, step):
    """Yield a description and the bytes of each file."""
    few = []
    n_large = 0
    for n, text in enumerate(texts()):
        if len(text) < 10_000:
            few.append(text)
        elif len(text) > LARGE:
            n_large += 1
            if n_large % step:
                continue
        yield f"{name} {n}: {text[-60:]!r}", text.encode("utf-8", "surrogatepass")
        del text
    for n in range(n_mutations):
        text = rng.choice(few[:3])
        for _ in range(rng.choice([1, 1, 3])):
            text = mutated(rng, text)
        yield f"{name} mutation {n}: {text!r}", text.encode("utf-8", "surrogatepass")
        if n % 10 == 0:
            yield f"{name} noise {n}", rng.randbytes(rng.randrange(200))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
