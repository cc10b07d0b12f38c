"""Progress of a run, and the way to stop it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch

fractions = st.floats(0, 1)
stages = st.lists(st.tuples(fractions, st.lists(fractions, max_size=5)), max_size=6)


def follow(stages):
    reports = []
    watch = Watch(reports.append)
    for until, steps in stages:
        watch.stage(until=until)
        for step in steps:
            watch.at(step)
    return reports


@given(stages)
def test_progress_never_decreases(stages):
    reports = follow(stages)
    assert reports == sorted(reports)


@given(stages)
def test_progress_stays_between_0_and_1(stages):
    assert all(0 <= report <= 1 for report in follow(stages))


@given(st.lists(fractions, min_size=1, max_size=6).map(sorted))
def test_finished_stage_reaches_its_end(ends):
    reports = follow([(end, [0.5, 1.0]) for end in ends])
    assert max(reports, default=0.0) == pytest.approx(ends[-1])


def test_progress_is_spread_over_the_stage():
    assert follow([(0.5, [0.5, 1.0]), (1.0, [0.5, 1.0])]) == [0.25, 0.5, 0.75, 1.0]


def test_check_passes_if_nobody_asks_to_stop():
    Watch().check()


@pytest.mark.parametrize("ask", [Watch.check, lambda watch: watch.at(0.5)])
def test_watch_raises_if_the_caller_asks_to_stop(ask):
    with pytest.raises(Cancelled):
        ask(Watch(is_cancelled=lambda: True))


def test_silent_watch_reports_nothing_and_still_stops():
    reports, requests = [], []
    watch = Watch(reports.append, lambda: bool(requests))
    watch.silent().at(0.5)
    assert reports == []
    requests.append("stop")
    with pytest.raises(Cancelled):
        watch.silent().check()


def test_part_of_a_stage_reports_fractions_of_the_run():
    reports = []
    watch = Watch(reports.append)
    watch.stage(until=0.5)
    part = watch.part(0.5, 1.0)
    part.at(0.5)
    part.at(1.0)
    assert reports == [0.375, 0.5]
