"""Completeness of the translations, and their agreement with the English texts."""

import re
import sys
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Translating calls whose argument is not a text. Before you add a call here, make sure that
# `.ci/strings.py` finds its texts.
INDIRECT = [
    ("algorithms/compare_classes.py", "outcome.rule"),
    ("algorithms/compare_classes.py", "outcome.unmatched.template"),
    ("algorithms/ready_models.py", "model.name()"),
    ("algorithms/ready_models.py", "model.group()"),
    ("algorithms/ready_models.py", "text"),
    ("algorithms/ready_models.py", "label"),
    ("algorithms/ready_models.py", "map(tr, filters)"),
    ("algorithms/shared/masking.py", "map(tr, choices.SCENE_CLASS_NAMES)"),
    ("core/products/scene_classes.py", "name"),
    ("core/reports/localisation.py", "'{:' + spec + '}'"),
    ("core/spectral/class_names.py", "name"),
    ("core/spectral/class_names.py", "name"),
    ("i18n.py", "CONTEXT"),
    ("i18n.py", "text"),
    ("task.py", "error.template"),
    ("core/reports/templates/comparison_report.html.j2", "comparison.rule"),
]

# Texts that are identical in German.
SAME = {
    *("ISODATA", "Kappa", "Raster: {path}", "S2 K-means", "Silhouette", "Vegetation"),
    *("{name} (?)", "{n} m"),
}

# Parts that a translation keeps: names of parameters, extensions, colours, (?) and addresses.
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
    """Return the translation of each text: dict of str to str."""
    return strings.translations(strings.FOLDER / "s2_kmeans_plugin_de.ts")


def fields(text):
    """Count names and formats of the values in a text."""
    parts = Formatter().parse(text)
    return Counter((name, spec, kind) for _, name, spec, kind in parts if name is not None)


def ends(text):
    """Return leading and trailing space."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def differing(german, of):
    """Return the texts for which a function returns another value than for the translation."""
    return [text for text, translation in german.items() if of(text) != of(translation)]


def test_every_text_has_a_translation(strings, german):
    """To repair: run `make strings`, and fill in the unfinished translations."""
    assert [text for text in strings.texts() if not german.get(text)] == []


def test_every_translation_has_a_text(strings, german):
    """To repair: run `make strings`."""
    assert sorted(set(german) - set(strings.texts())) == []


def test_all_indirect_calls_are_known(strings):
    assert strings.indirect_calls() == INDIRECT


def test_indirect_calls_are_found_in_code_and_templates(strings, monkeypatch, tmp_path):
    (tmp_path / "new.py").write_text('tr("seen" if sure else unseen)\nmap(tr, LIST)\n')
    (tmp_path / "new.j2").write_text('{{ _("seen") }} {{ _(page.unseen) }}')
    monkeypatch.setattr(strings, "PACKAGE", tmp_path)
    found = [("new.py", "unseen"), ("new.py", "map(tr, LIST)"), ("new.j2", "page.unseen")]
    assert sorted(strings.indirect_calls()) == sorted(found)


def test_translations_use_the_same_values_and_formats(german):
    assert differing(german, fields) == []


def test_translations_accept_their_values(german):
    for translation in german.values():
        names = {name for name, _, _ in fields(translation)}
        assert "{" not in translation.format(**dict.fromkeys(names, 3.0))


def test_translations_have_the_same_tags_in_the_same_order(german):
    assert differing(german, TAG.findall) == []


def test_translations_have_the_same_space_at_both_ends(german):
    assert differing(german, ends) == []


def test_translations_keep_names_of_parameters_and_files(german):
    assert differing(german, lambda text: Counter(KEPT.findall(text))) == []


def test_translated_file_filters_show_the_same_files(german):
    filters = [text for text in german if re.search(r" \(\*", text)]
    assert filters
    for text in filters:
        assert german[text].partition(" (")[2] == text.partition(" (")[2]


def test_identical_translations_are_known(german):
    assert {text for text, translation in german.items() if text == translation} == SAME


def test_translations_use_the_names_of_algorithms_in_the_toolbox(german):
    named = re.compile(r"title = tr\(\"(.+)\"\)")
    modules = (ROOT / "s2_kmeans_plugin" / "algorithms").rglob("*.py")
    names = [name for path in modules for name in named.findall(path.read_text(encoding="utf-8"))]
    titled = re.compile(r'name="model_name".* value="(.+?)"')
    for path in (ROOT / "resources" / "models").glob("*.model3"):
        names += titled.findall(path.read_text(encoding="utf-8"))
    assert len(names) > 10
    other = [
        (name, text)
        for text, translation in german.items()
        for name in names
        if name in text and german[name] not in translation
    ]
    assert other == []
