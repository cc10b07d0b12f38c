"""A fixed set of 20 cases of `make fuzz`."""

from fuzz.cases import cases
from fuzz.check import check
from hypothesis import Phase, given, seed, settings


@seed(20240613)
@settings(max_examples=20, database=None, phases=[Phase.generate])
@given(cases())
def test_map_agrees_with_the_oracle(case):
    check(case)
