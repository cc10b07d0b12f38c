"""A few of the cases that `make fuzz` draws, the same ones every time."""

from fuzz.cases import cases
from fuzz.check import check
from hypothesis import Phase, given, seed, settings


@seed(20240613)
@settings(max_examples=20, database=None, phases=[Phase.generate])
@given(cases())
def test_a_map_is_that_of_the_oracle(case):
    check(case)
