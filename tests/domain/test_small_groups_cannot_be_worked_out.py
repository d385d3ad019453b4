"""Nobody can work out a withheld number from everything that is published, knowing exactly how it is withheld."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.statistics import (
    GROUPS,
    REPORT_GROUPS,
    THRESHOLD,
    Group,
    Handling,
    Published,
    Punctuality,
    exact,
    published,
    together,
)

COUNTS = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 3 * THRESHOLD))
ANSWERED, IN_TIME, LATE = Handling.ANSWERED, Punctuality.IN_TIME, Punctuality.LATE


def everything_told(figures: Published) -> tuple[object, ...]:
    """Every number that a page could make of it: groups, total, sums of rows and columns."""
    sums = [figures.told(handling=handling) for handling in Handling]
    sums += [figures.told(punctuality=punctuality) for punctuality in Punctuality]
    sums += [figures.told(handling=one, punctuality=other) for one in Handling for other in Punctuality]
    return (*figures.groups.values(), figures.total, figures.at_least, *sums)


@pytest.mark.parametrize("threshold", [2, 3, 4])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_in_every_possible_world_a_withheld_group_could_be_anything_below_the_threshold(
    threshold: int, number: int
) -> None:
    groups = REPORT_GROUPS[:number]
    worlds: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for counts in itertools.product(range(threshold + 2), repeat=number):
        figures = published(dict(zip(groups, counts, strict=True)), groups, threshold)
        worlds.setdefault(everything_told(figures), []).append(counts)
    withheld = 0
    for told, possible in worlds.items():
        for place in range(number):
            if told[place] is None:
                withheld += 1
                assert {counts[place] for counts in possible} == set(range(threshold)), (told, possible)
    assert withheld > 0


@given(COUNTS)
def test_none_looks_like_a_few(counts: dict[Group, int]) -> None:
    figures = published(counts, GROUPS)
    for group, told in figures.groups.items():
        held = counts.get(group, 0)
        assert told == (held if held >= THRESHOLD else None)


@given(COUNTS)
def test_a_total_that_is_given_is_true(counts: dict[Group, int]) -> None:
    figures = published(counts, GROUPS)
    assert figures.total in {None, sum(counts.values())}
    assert figures.at_least <= sum(counts.values())


@given(st.lists(COUNTS, min_size=1, max_size=4), st.data())
def test_the_sum_over_counsellors_does_not_move_when_a_small_group_does(
    parts: list[dict[Group, int]], data: st.DataObject
) -> None:
    before = together(published(part, GROUPS) for part in parts)
    place = data.draw(st.integers(0, len(parts) - 1))
    small = [group for group in GROUPS if parts[place].get(group, 0) < THRESHOLD]
    if not small:
        return
    parts[place] = {**parts[place], data.draw(st.sampled_from(small)): data.draw(st.integers(0, THRESHOLD - 1))}
    after = together(published(part, GROUPS) for part in parts)
    assert everything_told(before) == everything_told(after)


def test_one_withheld_group_takes_the_total_with_it() -> None:
    figures = published({Group(ANSWERED, IN_TIME): 9, Group(ANSWERED, LATE): 3}, REPORT_GROUPS[2:4])
    assert (list(figures.groups.values()), figures.total, figures.at_least) == ([9, None], None, 9)


def test_a_total_is_given_when_it_tells_nothing_of_what_is_withheld() -> None:
    few = {Group(ANSWERED, IN_TIME): 9, REPORT_GROUPS[0]: 2, REPORT_GROUPS[1]: 3}
    assert published(few).total == 14
    assert published({Group(ANSWERED, IN_TIME): 9, REPORT_GROUPS[0]: 1}).total is None


def test_for_ones_own_eyes_nothing_is_withheld() -> None:
    figures = exact({Group(ANSWERED, LATE): 1})
    assert figures.total == 1
    assert None not in figures.groups.values()
