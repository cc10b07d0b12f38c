"""Preparation of a release: dated heading in the changelog, version, commit, tag and zip.

python3 .ci/release.py VERSION [--dry-run]

Only metadata.txt holds the version. Nothing is pushed. A release that fails changes nothing.
"""

import argparse
import datetime
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
METADATA = ROOT / "metadata.txt"
CHANGELOG = ROOT / "CHANGELOG.md"

_VERSION = re.compile(r"(?m)^version=(.*)$")
# The newest heading comes first.
_HEADING = re.compile(r"(?m)^## \[(.+)\].*$")


class ReleaseError(Exception):
    """Reason for which a version cannot be released."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("version", metavar="VERSION", help="such as 1.2.3")
    parser.add_argument("--dry-run", action="store_true", help="only print the steps")
    options = parser.parse_args()
    try:
        release(options.version, options.dry_run)
    except ReleaseError as error:
        print(f"No release: {error}", file=sys.stderr)
        return 1
    return 0


def release(version, is_dry):
    metadata, changelog = (path.read_text(encoding="utf-8") for path in (METADATA, CHANGELOG))
    tag = f"v{version}"
    check(version, tag, _VERSION.search(metadata)[1], changelog)
    heading = f"## [{version}] - {datetime.date.today().isoformat()}"
    if is_dry:
        print(f"Would write '{heading}' into the changelog and {version} into metadata.txt,")
        print(f"commit both, tag the commit {tag}, and pack the zip.")
        return
    try:
        METADATA.write_text(_VERSION.sub(f"version={version}", metadata), encoding="utf-8")
        CHANGELOG.write_text(_HEADING.sub(heading, changelog, count=1), encoding="utf-8")
        package = run("/usr/bin/python3", ".ci/package.py", "zip").splitlines()[-1]
        run("/usr/bin/python3", ".ci/check_package.py", package)
        if git("status", "--porcelain"):
            git("commit", "--quiet", "--all", "--message", f"Release {version}")
    except BaseException:
        METADATA.write_text(metadata, encoding="utf-8")
        CHANGELOG.write_text(changelog, encoding="utf-8")
        raise
    git("tag", "--annotate", tag, "--message", f"Version {version}")
    print(f"{package}\nTagged {tag}. To publish it: git push --follow-tags, and upload the zip.")


def check(version, tag, current, changelog):
    """Raise an error if the version, the repository or the changelog is not ready."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ReleaseError(f"'{version}' is not a version. Give one such as 1.2.3.")
    if git("status", "--porcelain"):
        raise ReleaseError("The repository has uncommitted changes. Commit or remove them.")
    tags = git("tag", "--list", "v*").split()
    if tag in tags:
        raise ReleaseError(f"The tag {tag} exists. Choose a newer version.")
    released = [_numbers(each[1:]) for each in tags if re.fullmatch(r"v\d+\.\d+\.\d+", each)]
    newest = max(released, default=(0, 0, 0))
    if _numbers(version) <= newest or _numbers(version) < _numbers(current):
        least = ".".join(map(str, max(newest, _numbers(current))))
        raise ReleaseError(f"{version} is not newer than {least}. Choose a newer version.")
    heading = _HEADING.search(changelog)
    if not heading or heading[1] != "Unreleased":
        raise ReleaseError("CHANGELOG.md does not begin with the heading [Unreleased]. Add it.")
    following = _HEADING.search(changelog, heading.end())
    entries = changelog[heading.end() : following.start() if following else None]
    if not re.search(r"(?m)^- ", entries):
        raise ReleaseError("CHANGELOG.md has no entry under [Unreleased]. Add one for users.")


def _numbers(version):
    return tuple(int(part) for part in version.split("."))


def git(*words):
    return run("git", *words)


def run(*words):
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
