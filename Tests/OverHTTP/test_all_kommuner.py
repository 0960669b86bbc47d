"""The four hosts and all 286 others through one conference: quotas filled, given back, asked for, swapped and released,
in an order drawn from a seed (VEMFN_TEST_SEED), with every rule of seats held against the program after each step."""

import os

import people
import pytest
from everybody import TERMS, Conference, Step
from program import Program

SEEDS = [int(os.environ.get("VEMFN_TEST_SEED", "1"))]

# What happens in each of the three parts of a run, and how often.
ACTS = [
    (Conference.register_by_link, 6), (Conference.register_by_form, 6), (Conference.give_back, 2),
    (Conference.lower_ceiling, 1), (Conference.ask_for_seats, 3), (Conference.answer_request, 2),
    (Conference.withdraw_request, 1), (Conference.cancel, 3), (Conference.swap, 1), (Conference.accept_offer, 2),
    (Conference.decline_offer, 2), (Conference.cancel_oneself, 2), (Conference.set_quota, 2),
    (Conference.set_capacity, 1),
]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_of_seats_hold_for_all_kommuner_after_every_step(tmp_path, seed):
    print(f"VEMFN_TEST_SEED={seed}")
    program = Program.without_conference(tmp_path)
    conference = Conference(program, seed)
    try:
        run(conference)
    finally:
        conference.part()
        if program.process.poll() is None:
            program.stop()


def run(conference: Conference):
    look = conference.look
    look(conference.set_up())
    look(conference.divide())
    assert all(conference.now.seats[code].reserved >= 12 for code in people.HOSTS)
    assert all(conference.now.seats[code].reserved >= 1 for code in conference.program.kommuner())
    assert sum(seats.reserved for seats in conference.now.seats.values()) == int(TERMS["seats"])
    look(conference.make_links())
    assert len(conference.links) == 290

    # One host has more people than it can ever seat, the others some.
    full, *others = people.HOSTS
    look(conference.register_by_link(full, 12))
    look(conference.register_by_form(full, 8))
    for code in others:
        look(conference.register_by_link(code, 7))
    assert conference.now.seats[full].taken == 16 and conference.now.seats[full].waiting > 0

    done = act(conference)
    look(conference.set_own_days())
    look(conference.let_nobody_have_more())
    look(conference.let_somebody_wait_for_it())
    unused = sum(seats.unused for group, seats in conference.now.seats.items() if group not in conference.late)
    assert unused > 100, "too few seats to release to prove anything"
    reserved = {group: seats.reserved for group, seats in conference.now.seats.items()}
    held = conference.now
    look(conference.let_the_day_come(), everywhere=True)
    went = sum(
        seats.committed - max(seats.reserved, held.seats[group].taken) for group, seats in conference.now.seats.items()
    )
    assert held.pool + unused == conference.now.pool + went, "of what was released some is neither free nor anybody's"
    assert went > 0, "nobody got a released seat: too few waited to prove anything"
    released_once(conference, {group for group in reserved if group not in conference.late and reserved[group]})

    # Few seats are left, so that lines form again.
    look(conference.set_capacity())
    done |= act(conference)
    reserved |= {code: conference.now.seats[code].reserved for code in conference.late}
    look(conference.let_own_days_come_while_stopped())
    released_once(conference, {group for group in reserved if reserved[group]})
    conference.restart(conference.program.stop)
    look(Step("the program is stopped and started"))

    look(conference.add_seats(100))
    look(conference.divide(method="equal", floor="0", seats="80", **{f"host{code}": "10" for code in people.HOSTS}))
    assert all(conference.now.seats[code].reserved == 10 for code in people.HOSTS), "the seats were not divided anew"
    done |= act(conference)
    look(Step("all is done"), everywhere=True, all_statements=True)
    assert done == {one.__name__ for one, _ in ACTS}, "some acts never came about"
    released_once(conference, {group for group in reserved if reserved[group]})
    print(f"{conference.registered} people, {conference.auditor.steps} steps")


def act(conference: Conference) -> set[str]:
    """Does all of the acts in an order drawn by chance, and returns which of them could be done."""
    line = [one for one, times in ACTS for _ in range(times)]
    conference.chance.shuffle(line)
    done = set()

    def attempt(one) -> bool:
        step = one(conference)
        if step:
            conference.look(step)
            done.add(one.__name__)
        return step is not None

    # Some have to wait until somebody else has done something.
    for one in [one for one in line if not attempt(one)]:
        attempt(one)
    return done


def released_once(conference: Conference, groups: set[str]):
    """Those who had reserved seats on their day have one line about it in their account, and nobody else has any."""
    counts = {group: conference.now.count(group, "released") for group in conference.now.seats}
    wrong = {conference.now.names[group]: count for group, count in counts.items() if count != (group in groups)}
    assert not wrong, f"released seats so many times instead of once, or once instead of never: {wrong}"
