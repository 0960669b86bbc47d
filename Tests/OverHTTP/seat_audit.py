"""The rules of seats, held against what the program shows and, apart from that, against its file."""

import html
import re
from collections import Counter, defaultdict

from seats import HELD, Seats, Standing, group_of, read
from waiting import wait_until

FIGURES = {"Tagna": "taken", "I kö": "waiting", "Kvar att ta": "left", "Reserverade": "reserved", "Tak": "ceiling"}
# The pages of so many groups whose figures a step has changed are looked at after it, and of so many others.
MOST_CHANGED = 10
SAMPLE = 2
MOST_SENTENCES = 20


class Auditor:
    """Looks at everything after each step, and says in words what does not hold."""

    def __init__(self, program, links: dict[str, str], chance, seed: int):
        self.program = program
        self.links = links
        self.chance = chance
        self.seed = seed
        self.steps = 0
        self.before = None

    def check(
        self, visitor, organiser, step: str, capacity: int, changes: dict | None, everywhere: bool = False,
        all_statements: bool = False,
    ) -> Standing:  # fmt: skip
        """
        capacity: the number of seats that organisers have set.
        changes: by how much the step is meant to change each group's reserved seats, ceiling and number of people,
            seated or waiting; figures that it does not name may not change. None where that is not known beforehand.
        everywhere: whether every kommun's page is opened, not only those whose figures have changed and a few others;
            and all_statements the same for the statements. The file is read as a whole each time.
        """
        self.steps += 1
        now = read(self.program)
        wrong = [*broken_rules(now), *people_beside_quotas(now), *accounts_that_do_not_add_up(now)]
        if now.capacity != capacity:
            wrong.append(f"the conference has {now.capacity} seats, and the organisers have set {capacity}")
        wrong += self.shown_otherwise(visitor, organiser, now)
        if self.before:
            wrong += overtaken(self.before, now)
            if changes is not None:
                wrong += changed_otherwise(self.before, now, changes)
        if everywhere:
            board = visitor.get("/kvoter.json?nu").text
            wait_until(lambda: visitor.get("/kvoter.json").text == board, "/kvoter.json in memory is up to date")
        looked_at = self.looked_at(now)
        for group in now.seats if everywhere else looked_at:
            if group in self.links:
                wrong += page_shows_otherwise(visitor.get(self.links[group]), now, group)
        for group in now.seats if all_statements else looked_at:
            wrong += statement_shows_otherwise(organiser, now, group)
        assert not wrong, f"Step {self.steps}, {step} (VEMFN_TEST_SEED={self.seed}):\n" + "\n".join(
            f"- {sentence}" for sentence in wrong[:MOST_SENTENCES]
        )
        self.before = now
        return now

    def looked_at(self, now: Standing) -> list[str]:
        before = self.before
        changed = [
            group
            for group in now.seats
            if before and (now.seats[group], now.accounts[group]) != (before.seats[group], before.accounts[group])
        ]
        return list(dict.fromkeys(changed[:MOST_CHANGED] + self.chance.sample(list(now.seats), SAMPLE)))

    def shown_otherwise(self, visitor, organiser, now: Standing):
        # With a query it is made anew; without one it may be a second old when much happens.
        board = visitor.get("/kvoter.json?nu").json
        if board["capacity"] != now.capacity:
            yield f"/kvoter.json has {board['capacity']} seats in all, the file {now.capacity}"
        shown = {group_of(quota): quota for quota in board["quotas"]}
        if shown.keys() != now.seats.keys():
            yield f"/kvoter.json and the file have not the same groups: {shown.keys() ^ now.seats.keys()}"
        for group, seats in now.seats.items():
            quota = shown.get(group, {})
            figures = Seats(*(quota.get(name) for name in ("reserved", "ceiling", "taken", "waiting")))
            if figures != seats:
                yield f"{now.names[group]}: /kvoter.json shows {figures}; the file has {seats}"
            if quota.get("left") != seats.left(now.pool):
                yield (
                    f"{now.names[group]}: /kvoter.json shows {quota.get('left')} left; by the rules it is "
                    f"{seats.left(now.pool)}"
                )
        listed = Counter(
            (group_of(person), person["state"]) for person in organiser.get("/admin/deltagare.json").json
        )
        kept = Counter((person.group, person.state) for person in now.people.values())
        for group, state in sorted(listed.keys() | kept.keys()):
            if listed[group, state] != kept[group, state] and state != "cancelled":
                yield (
                    f"{now.names[group]}: the organisers' list has {listed[group, state]} {state}, "
                    f"the file {kept[group, state]}"
                )
        pool = re.search(r"delas av alla: (\d+)\.", organiser.get("/admin/kvoter").text)
        if not pool or int(pool[1]) != now.pool:
            yield f"the organisers' page of quotas shows {pool and pool[1]} seats in the pool; the file has {now.pool}"


def broken_rules(now: Standing):
    for group, seats in now.seats.items():
        if seats.taken > seats.ceiling:
            yield f"{now.names[group]} has {seats.taken} seats taken, above its ceiling of {seats.ceiling}"
        if min(seats.reserved, seats.taken, seats.waiting) < 0 or seats.reserved > seats.ceiling:
            yield f"{now.names[group]} has figures that cannot be: {seats}"
    committed = sum(seats.committed for seats in now.seats.values())
    if committed > now.capacity:
        yield f"{committed} seats are taken or promised to groups, and the conference has {now.capacity}"
    if committed + now.pool != now.capacity:
        yield f"the groups hold {committed} seats and the pool {now.pool}, which is not the {now.capacity} there are"
    yield from waiting_beside_a_free_seat(now)


def waiting_beside_a_free_seat(now: Standing):
    parties = defaultdict(Counter)
    alone = Counter()
    for person in now.people.values():
        if person.state == "waiting" and person.party is not None:
            parties[person.party][person.group] += 1
        elif person.state == "waiting":
            alone[person.group] += 1
    for group, count in alone.items():
        if now.seats[group].left(now.pool) > 0:
            yield (
                f"{now.names[group]}: {count} wait alone while a seat is free to them ({now.seats[group]}; "
                f"{now.pool} in the pool)"
            )
    for party in parties.values():
        wanted = [(now.seats[group], count) for group, count in party.items()]
        below_ceilings = all(seats.taken + count <= seats.ceiling for seats, count in wanted)
        from_pool = sum(max(0, count - seats.unused) for seats, count in wanted)
        if below_ceilings and from_pool <= now.pool:
            names = ", ".join(f"{count} of {now.names[group]}" for group, count in party.items())
            yield f"{names} wait together while there are seats for all of them ({now.pool} in the pool)"


def people_beside_quotas(now: Standing):
    people = Counter((person.group, person.state) for person in now.people.values())
    for group, seats in now.seats.items():
        taken = sum(people[group, state] for state in HELD) + now.held[group]
        if taken != seats.taken:
            yield (
                f"{now.names[group]}: {taken} seats are people's or held for lists, its quota says {seats.taken} are "
                "taken"
            )
        if people[group, "waiting"] != seats.waiting:
            yield f"{now.names[group]}: {people[group, 'waiting']} people wait, its quota says {seats.waiting}"


def accounts_that_do_not_add_up(now: Standing):
    promised = 0
    for group, seats in now.seats.items():
        balance = (0, 0, 0)
        for number, movement in enumerate(now.accounts[group], 1):
            balance = tuple(before + change for before, change in zip(balance, movement.change))
            if movement.number != number or movement.balance != balance:
                yield (
                    f"{now.names[group]}: movement {movement.number} ({movement.kind}) of its account says "
                    f"{movement.balance} taken, reserved and ceiling; the {number} movements so far come to {balance}"
                )
        if balance != (seats.taken, seats.reserved, seats.ceiling):
            yield (
                f"{now.names[group]}: the movements of its account come to {balance[0]} taken, {balance[1]} reserved "
                f"and a ceiling of {balance[2]}; its quota is {seats}"
            )
        promised += max(balance[:2])
    if promised + now.pool != now.capacity:
        yield f"all accounts and the pool come to {promised + now.pool} seats, and the conference has {now.capacity}"


def overtaken(before: Standing, now: Standing):
    """Of those of a group who waited alone before and do so no longer, all came before those who still wait."""
    for group in now.seats:
        alone = [number for number in before.people_of(group, "waiting") if before.people[number].party is None]
        still = [number for number in alone if now.people[number].state == "waiting"]
        seated = [number for number in alone if now.people[number].state in HELD]
        if still and seated and max(seated) > min(still):
            yield (
                f"{now.names[group]}: registration {max(seated)} got a seat before {min(still)}, who came earlier and "
                "still waits"
            )


def changed_otherwise(before: Standing, now: Standing, changes: dict):
    def figures(seats: Seats) -> dict:
        return {"reserved": seats.reserved, "ceiling": seats.ceiling, "people": seats.taken + seats.waiting}

    for group in now.seats:
        old, new = figures(before.seats[group]), figures(now.seats[group])
        for name in old:
            expected = old[name] + changes.get(group, {}).get(name, 0)
            if new[name] != expected:
                yield f"{now.names[group]}: the step should have left {expected} ({name}), and left {new[name]}"


def page_shows_otherwise(answer, now: Standing, group: str):
    name, seats = now.names[group], now.seats[group]
    if answer.status != 200:
        yield f"{name}: its page answers {answer.status}"
        return
    page = answer.text
    figures = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    shown = {FIGURES[label]: int(count) for label, count in figures if label in FIGURES}
    kept = {
        "taken": seats.taken, "waiting": seats.waiting, "left": seats.left(now.pool), "reserved": seats.reserved,
        "ceiling": seats.ceiling,
    }  # fmt: skip
    if shown != kept:
        yield f"{name}: its page shows {shown}; by the file and the rules it is {kept}"
    people = Counter(re.findall(r'data-person="(\w+)"', page))
    for state in (*HELD, "waiting"):
        if people[state] != len(now.people_of(group, state)):
            yield f"{name}: its page lists {people[state]} {state}, the file has {len(now.people_of(group, state))}"
    if ("har gått tillbaka till alla" in page) != (group in now.released):
        yield f"{name}: its page and the file do not agree whether its reserved seats have been released"


def statement_shows_otherwise(organiser, now: Standing, group: str):
    name, seats = now.names[group], now.seats[group]
    address = f"/admin/kvoter/{now.numbers[group]}/konto"
    page = organiser.get(address).text
    sums = re.search(
        r"(\d+) rörelser ger tillsammans (\d+) tagna, (\d+) reserverade och taket (\d+)\. (Det är vad kvoten visar)?",
        page,
    )
    said = sums and (*(int(sums[place]) for place in range(1, 5)), bool(sums[5]))
    if said != (len(now.accounts[group]), seats.taken, seats.reserved, seats.ceiling, True):
        yield f"{name}: its statement says {said}; there are {len(now.accounts[group])} movements, and it has {seats}"
    lines = []
    while True:
        lines += [statement_line(row) for row in re.findall(r'<tr><td class="number">.*?</tr>', page, re.DOTALL)]
        earlier = re.search(r'href="([^"]*\?before=\d+)"', page)
        if not earlier:
            break
        page = organiser.get(html.unescape(earlier[1])).text
    expected = [(movement.number, movement.change, movement.balance) for movement in reversed(now.accounts[group])]
    if lines != expected:
        yield f"{name}: its statement lists {lines}; the movements of its account are {expected}"


def statement_line(row: str) -> tuple:
    number = int(re.search(r'<td class="number">(\d+)</td>', row)[1])
    cells = re.findall(
        r'<td class="number"><span class="change">([^<]+)</span> <strong>(-?\d+)</strong></td>'
        r'|<td class="number soft">(-?\d+)</td>',
        row,
    )
    changes = tuple(int(change.replace("−", "-") or 0) for change, _, _ in cells)
    return number, changes, tuple(int(balance or unchanged) for _, balance, unchanged in cells)
