import pytest

from benchmarks.summary import Summary, combine, percentile, summarise


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(5, 1.2), (25, 2.0), (50, 3.0), (75, 4.0), (95, 4.8)],
)
def test_percentile_interpolates_between_neighbours(percent, expected):
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], percent) == pytest.approx(expected)


def test_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 95) == 7.0


def test_percentile_stays_within_the_measured_values():
    assert percentile([1.0, 2.0], 99) <= 2.0


def test_summary_is_median_and_interquartile_range():
    assert summarise([4.0, 1.0, 3.0, 2.0, 100.0]) == Summary(median=3.0, spread=2.0)


def test_summary_of_one_repetition_has_no_spread():
    assert summarise([4.2]) == Summary(median=4.2, spread=None)


def test_repetitions_are_combined_measure_by_measure():
    repetitions = [{"ready_s": 8.0, "rate_1": 200.0}, {"ready_s": 10.0, "rate_1": 300.0}]
    combined = combine(repetitions)
    assert (combined["ready_s"].median, combined["rate_1"].median) == (9.0, 250.0)


def test_combining_refuses_a_repetition_that_lacks_a_measure():
    with pytest.raises(KeyError):
        combine([{"ready_s": 8.0}, {}])
