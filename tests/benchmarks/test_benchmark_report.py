import pytest

from benchmarks.machine import Machine
from benchmarks.report import MEASURES, Circumstances, Measure, report, table, times_better
from benchmarks.summary import Summary

MACHINE = Machine(cpu="Example CPU", cores=2, memory_gb=8, python="3.11.9")
LATENCY = Measure("early_median_ms", "Turn 2", "ms", target=4)
RATE = Measure("rate_1", "Messages", "/s", more_is_better=True, target=250)


def make_summaries(**medians):
    return {m.key: Summary(median=medians.get(m.key, 1.0), spread=0.5) for m in MEASURES}


def make_circumstances(notes=()):
    return Circumstances(MACHINE, loads=[0.25, 1.5], repetitions=3, notes=notes)


def cells(text, title):
    line = next(line for line in text.splitlines() if line.startswith(f"| {title} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_table_has_one_row_per_measure():
    rows = table(make_summaries(), make_summaries()).splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == [measure.title for measure in MEASURES]


def test_every_row_has_as_many_cells_as_the_head():
    head, *rows = table(make_summaries(), None).splitlines()
    assert {row.count("|") for row in rows} == {head.count("|")}


def test_row_shows_median_and_spread_of_both_systems():
    text = table(make_summaries(early_median_ms=4.0), make_summaries(early_median_ms=20.0))
    assert cells(text, "Turn 2, median")[1:4] == ["4.00 ± 0.50 ms", "20.0 ± 0.5 ms", "5.0"]


def test_row_of_a_single_repetition_shows_no_spread():
    once = {m.key: Summary(median=4.0, spread=None) for m in MEASURES}
    assert cells(table(once, None), "Turn 2, median")[1] == "4.00 ms"


def test_columns_of_the_default_stay_empty_when_it_was_not_measured():
    assert cells(table(make_summaries(), None), "Turn 2, median")[2:4] == ["–", "–"]


def test_measure_without_target_says_neither_met_nor_missed():
    assert cells(table(make_summaries(), None), "Turn 100, median")[4:] == ["–", ""]


@pytest.mark.parametrize(("measured", "verdict"), [(3.9, "yes"), (4.0, "yes"), (4.1, "**no**")])
def test_target_of_a_latency_is_a_maximum(measured, verdict):
    text = table(make_summaries(early_median_ms=measured), None)
    assert cells(text, "Turn 2, median")[4:] == ["≤ 4 ms", verdict]


@pytest.mark.parametrize(("measured", "verdict"), [(249, "**no**"), (250, "yes"), (300, "yes")])
def test_target_of_a_rate_is_a_minimum(measured, verdict):
    text = table(make_summaries(rate_8=measured), None)
    assert cells(text, "Messages a second, 8 callers")[4:] == ["≥ 250 /s", verdict]


@pytest.mark.parametrize(
    ("measure", "ours", "default", "expected"),
    [
        (LATENCY, 4.0, 20.0, 5.0),
        (LATENCY, 20.0, 4.0, 0.2),
        (RATE, 300.0, 60.0, 5.0),
        (RATE, 60.0, 300.0, 0.2),
    ],
)
def test_ratio_is_above_one_when_ours_is_better(measure, ours, default, expected):
    assert times_better(measure, ours, default) == pytest.approx(expected)


@pytest.mark.parametrize(("default", "verdict"), [(20.0, "times: met."), (19.9, "**not met**")])
def test_report_says_whether_we_are_five_times_faster(default, verdict):
    text = report(
        make_summaries(early_median_ms=4.0), make_summaries(early_median_ms=default), make_circumstances()
    )
    assert verdict in text


def test_report_without_the_default_makes_no_comparison():
    assert "faster than" not in report(make_summaries(), None, make_circumstances())


@pytest.mark.parametrize("fact", ["Example CPU, 2 cores, 8 GB", "0.25, 1.50", "Repetitions: 3", "Noted."])
def test_report_says_what_the_numbers_depend_on(fact):
    assert fact in report(make_summaries(), None, make_circumstances(notes=["Noted."]))
