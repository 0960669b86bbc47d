"""How the seats of a conference stand in its file."""

import contextlib
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass

HELD = ("confirmed", "offered")


@dataclass(frozen=True)
class Seats:
    reserved: int
    ceiling: int
    taken: int
    waiting: int

    @property
    def committed(self) -> int:
        return max(self.reserved, self.taken)

    @property
    def unused(self) -> int:
        return max(0, self.reserved - self.taken)

    def left(self, pool: int) -> int:
        return max(0, min(self.ceiling - self.taken, self.unused + pool))

    def __str__(self) -> str:
        return f"{self.reserved} reserved, ceiling {self.ceiling}, {self.taken} taken, {self.waiting} waiting"


@dataclass(frozen=True)
class Person:
    group: str
    state: str
    # Of a group that wants its seats at once or not at all; None for somebody who waits alone.
    party: int | None


@dataclass(frozen=True)
class Movement:
    number: int
    kind: str
    # Taken, reserved, ceiling: what it changed, and what stood after it.
    change: tuple[int, int, int]
    balance: tuple[int, int, int]


@dataclass(frozen=True)
class Standing:
    """How everything stands in the file. Groups are named by the code of the kommun, or by the kind of organisation."""

    capacity: int
    pool: int
    seats: dict[str, Seats]
    numbers: dict[str, int]
    names: dict[str, str]
    held: Counter
    released: set[str]
    people: dict[int, Person]
    accounts: dict[str, list[Movement]]

    def people_of(self, group: str, *states: str) -> list[int]:
        return [number for number, one in self.people.items() if one.group == group and one.state in states]

    def count(self, group: str, kind: str) -> int:
        return sum(movement.kind == kind for movement in self.accounts[group])


def group_of(row: dict) -> str:
    """Of a person or a quota, as the program's files have them."""
    return row.get("kommun") or row["organisationType"]


def read(program) -> Standing:
    with contextlib.closing(sqlite3.connect(f"file:{program.database}?mode=ro", uri=True)) as database:
        database.execute("BEGIN")
        ((capacity, committed),) = database.execute("SELECT capacity, committed FROM conference")
        quotas = database.execute(
            """SELECT quota.id, coalesce(kommun, organisationType), coalesce(name, organisationType), reserved, ceiling,
                taken, waiting, releasedAt IS NOT NULL
            FROM quota LEFT JOIN kommun ON kommun.code = quota.kommun ORDER BY quota.id"""
        ).fetchall()
        groups = {number: group for number, group, *_ in quotas}
        people = database.execute(
            """SELECT registration.id, quotaId, state, iif(keepsTogether = 1, delegationId, NULL)
            FROM registration LEFT JOIN delegation ON delegation.id = delegationId ORDER BY registration.id"""
        ).fetchall()
        held = Counter()
        for number, seats in database.execute("SELECT quotaId, seats FROM seatHold"):
            held[groups[number]] += seats
        accounts = defaultdict(list)
        for quota, number, kind, *figures in database.execute(
            """SELECT quotaId, number, kind, taken, reserved, ceiling, takenAfter, reservedAfter, ceilingAfter
            FROM seatMovement ORDER BY quotaId, number"""
        ):
            accounts[groups[quota]].append(Movement(number, kind, tuple(figures[:3]), tuple(figures[3:])))
    return Standing(
        capacity, capacity - committed, {group: Seats(*figures) for _, group, _, *figures, _ in quotas},
        {group: number for number, group in groups.items()}, {group: name for _, group, name, *_ in quotas}, held,
        {group for _, group, *_, is_released in quotas if is_released},
        {number: Person(groups[quota], state, party) for number, quota, state, party in people}, accounts,
    )  # fmt: skip
