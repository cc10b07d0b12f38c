"""The translations: whole, and true to what code and templates say in English."""

import re
import sys
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Calls that are handed a text, and do not have it inside. Where a new one is seen, see to it that
# `.ci/strings.py` finds what it shows.
HIDDEN = [
    ("algorithms/shared/log.py", "outcome.rule"),
    ("algorithms/shared/log.py", "reason.template"),
    ("algorithms/shared/masking_form.py", "map(tr, SCENE_CLASS_NAMES)"),
    ("core/products/scene_classes.py", "name"),
    ("core/reports/drawing.py", "'{:' + spec + '}'"),
    ("core/spectral/class_names.py", "name"),
    ("core/spectral/class_names.py", "name"),
    ("i18n.py", "CONTEXT"),
    ("i18n.py", "text"),
    ("task.py", "error.template"),
    ("core/reports/templates/comparison.html.j2", "comparison.rule"),
]

# What is the same word in German.
SAME = {
    *("ISODATA", "Kappa", "Raster: {path}", "S2 K-means", "Silhouette", "Vegetation"),
    *("{name} (?)", "{n} m"),
}

# What stays as it is, and as often: names of parameters and files, endings, what is a suggestion.
KEPT = re.compile(
    r"[A-Z][A-Z0-9]*_[A-Z0-9_]+|\*?\.[a-zA-Z]\w+|\(\?\)|#\w{6}|\b\d+\.\d+\.\d+\.\d+\b"
)
TAG = re.compile(r"</?\w[^>]*>")


@pytest.fixture
def strings(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / ".ci"), *sys.path])
    import strings

    return strings


@pytest.fixture
def german(strings):
    """Translation of each text: dict."""
    return strings.translations(strings.FOLDER / "s2_kmeans_plugin_de.ts")


def fields(text):
    """Names and formats of what is put into a text, each as often as it is."""
    parts = Formatter().parse(text)
    return Counter((name, spec, kind) for _, name, spec, kind in parts if name is not None)


def ends(text):
    """Space before and behind."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def differing(german, of):
    """Texts whose translation differs in what a function tells of both."""
    return [text for text, translation in german.items() if of(text) != of(translation)]


def test_every_text_is_translated(strings, german):
    """Otherwise run `make strings`, and fill in what is marked as unfinished."""
    assert [text for text in strings.texts() if not german.get(text)] == []


def test_no_translation_is_of_a_text_that_is_gone(strings, german):
    """Otherwise run `make strings`."""
    assert sorted(set(german) - set(strings.texts())) == []


def test_no_text_hides_from_the_search(strings):
    assert strings.hidden() == HIDDEN


def test_a_text_that_hides_is_found(strings, monkeypatch, tmp_path):
    (tmp_path / "new.py").write_text('tr("seen" if sure else unseen)\nmap(tr, LIST)\n')
    (tmp_path / "new.j2").write_text('{{ _("seen") }} {{ _(page.unseen) }}')
    monkeypatch.setattr(strings, "PACKAGE", tmp_path)
    found = [("new.py", "unseen"), ("new.py", "map(tr, LIST)"), ("new.j2", "page.unseen")]
    assert sorted(strings.hidden()) == sorted(found)


def test_the_same_values_are_put_in_with_the_same_formats(german):
    assert differing(german, fields) == []


def test_values_can_be_put_in(german):
    for translation in german.values():
        names = {name for name, _, _ in fields(translation)}
        assert "{" not in translation.format(**dict.fromkeys(names, 3.0))


def test_tags_are_the_same_in_the_same_order(german):
    assert differing(german, TAG.findall) == []


def test_spaces_at_the_ends_are_the_same(german):
    assert differing(german, ends) == []


def test_names_of_parameters_and_files_are_the_same(german):
    assert differing(german, lambda text: Counter(KEPT.findall(text))) == []


def test_a_file_filter_shows_the_same_files(german):
    filters = [text for text in german if re.search(r" \(\*", text)]
    assert filters
    for text in filters:
        assert german[text].partition(" (")[2] == text.partition(" (")[2]


def test_what_is_the_same_in_german_is_known(german):
    assert {text for text, translation in german.items() if text == translation} == SAME


def test_texts_call_algorithms_as_the_toolbox_does(german):
    named = re.compile(r"def displayName\(self\):\s+return tr\(\"(.+)\"\)")
    modules = (ROOT / "s2_kmeans_plugin" / "algorithms").rglob("*.py")
    names = [name for path in modules for name in named.findall(path.read_text(encoding="utf-8"))]
    assert len(names) > 10
    other = [
        (name, text)
        for text, translation in german.items()
        for name in names
        if name in text and german[name] not in translation
    ]
    assert other == []
