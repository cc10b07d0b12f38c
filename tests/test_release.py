"""`make release`, in a repository made for the test."""

import datetime
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = (".ci", "s2_kmeans_plugin", "resources/help", "resources/models")
FILES = ("metadata.txt", "LICENSE", "resources/icon.svg", ".gitignore")
OLD = "## [1.2.2] - 2020-01-01\n\n### Fixed\n\n- Old.\n"


class Repository:
    def __init__(self, folder):
        self.folder = folder
        for part in PARTS:
            skip = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=skip)
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        self.write("metadata.txt", version="1.2.3")
        self.changelog(f"## [Unreleased]\n\n### Added\n\n- News.\n\n{OLD}")
        self.git("init", "--quiet")
        self.git("config", "user.name", "A")
        self.git("config", "user.email", "a@example.org")
        self.commit()

    def git(self, *words):
        return subprocess.run(
            ["git", *words], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name, *, version):
        lines = self.read(name).splitlines()
        lines = [f"version={version}" if line.startswith("version=") else line for line in lines]
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def changelog(self, text):
        (self.folder / "CHANGELOG.md").write_text(f"# Changelog\n\n{text}", encoding="utf-8")

    def release(self, *words):
        return subprocess.run(
            ["/usr/bin/python3", ".ci/release.py", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def state(self):
        return (
            self.git("rev-parse", "HEAD"),
            self.git("tag"),
            self.read("metadata.txt"),
            self.read("CHANGELOG.md"),
        )


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "repository")


@pytest.mark.parametrize("version", ["1.2.3", "1.3.0"])
def test_release_commits_tags_and_packs(repository, version):
    done = repository.release(version)
    assert done.returncode == 0, done.stderr
    today = datetime.date.today().isoformat()
    assert repository.read("CHANGELOG.md").splitlines()[2] == f"## [{version}] - {today}"
    assert repository.read("CHANGELOG.md").endswith(OLD)
    assert repository.git("describe") == f"v{version}"
    assert repository.git("status", "--porcelain") == ""
    package = repository.folder / f"build/s2_kmeans_plugin-{version}.zip"
    with zipfile.ZipFile(package) as archive:
        metadata = archive.read("s2_kmeans_plugin/metadata.txt").decode()
    assert f"\nversion={version}\n" in metadata


def test_dry_run_changes_nothing(repository):
    before = repository.state()
    done = repository.release("1.2.3", "--dry-run")
    assert done.returncode == 0
    assert "v1.2.3" in done.stdout
    assert repository.state() == before


def dirty(repository):
    (repository.folder / "new.txt").write_text("")


def tagged(repository):
    repository.git("tag", "v1.2.3")


def newer_tag(repository):
    repository.git("tag", "v1.10.0")


def nothing_new(repository):
    repository.changelog(f"## [Unreleased]\n\n### Added\n\n{OLD}")
    repository.commit()


def dated(repository):
    repository.changelog(OLD)
    repository.commit()


def no_author(repository):
    """Remove a field, which fails in the check of the zip, after all files have changed."""
    metadata = repository.read("metadata.txt").replace("author=", "autor=")
    (repository.folder / "metadata.txt").write_text(metadata, encoding="utf-8")
    repository.commit()


@pytest.mark.parametrize(
    ("version", "prepare", "reason"),
    [
        ("1.2", None, "is not a version"),
        ("1.2.3; rm", None, "is not a version"),
        ("1.2.2", None, "is not newer than 1.2.3"),
        ("1.2.3", dirty, "uncommitted changes"),
        ("1.2.3", tagged, "The tag v1.2.3 exists"),
        ("1.9.0", newer_tag, "is not newer than 1.10.0"),
        ("1.2.3", nothing_new, "has no entry"),
        ("1.2.3", dated, "does not begin with the heading"),
        ("1.2.4", no_author, "has no author"),
    ],
)
def test_release_that_is_not_ready_changes_nothing(repository, version, prepare, reason):
    if prepare:
        prepare(repository)
    before = repository.state()
    done = repository.release(version)
    assert done.returncode == 1
    assert reason in done.stderr
    assert repository.state() == before
