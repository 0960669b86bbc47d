"""One conference, and everybody who does something about its seats."""

import contextlib
import random
import re
import sqlite3
import time
from dataclasses import dataclass, field

import people
from program import Program
from seat_audit import Auditor
from seats import group_of
from test_delegations import controls
from test_first_conference import ADDRESS, FACTS
from visitor import Organiser, Visitor
from waiting import wait_until

TERMS = {
    "method": "adjustedOddNumbers", "seats": "390", "floor": "1", "ceiling": "4", "hostCeiling": "16",
    "otherCeiling": "6",
    **{f"host{code}": "12" for code in people.HOSTS},
}  # fmt: skip
CAPACITY = 396


@dataclass(frozen=True)
class Step:
    """What was done, and by how much it is meant to change which figures of which group; None for whatever it does."""

    words: str
    changes: dict | None = field(default_factory=dict)


class Conference:
    """One conference, and everybody who does something about its seats."""

    def __init__(self, program: Program, seed: int):
        self.program = program
        self.chance = random.Random(seed)
        self.facts = FACTS | {"capacity": str(CAPACITY)}
        self.links = {}
        self.auditor = Auditor(program, self.links, self.chance, seed)
        self.asked = set()
        self.registered = 0
        # The personal pages of those who registered themselves, by address.
        self.pages = {}
        self.meet()

    def meet(self):
        self.visitor = Visitor(self.program.port)
        self.organiser = Organiser(self.program)

    def part(self):
        self.visitor.connection.close()
        self.organiser.connection.close()

    def restart(self, end):
        self.part()
        end()
        self.program.start()
        self.meet()

    @property
    def now(self):
        return self.auditor.before

    def look(self, step: Step, **further):
        capacity = int(self.facts["capacity"])
        self.auditor.check(self.visitor, self.organiser, step.words, capacity, step.changes, **further)

    def posted(self, answer, status: int = 303):
        assert answer.status == status, f"{answer.status} instead of {status}: {answer.text}"
        return answer

    def organise(self, path: str, fields: dict, status: int = 303):
        return self.posted(self.organiser.post(path, fields | self.organiser.filled(path)), status)

    def one_of(self, some):
        """Any of them, or None where there are none."""
        some = list(some)
        return self.chance.choice(some) if some else None

    def some_kommun(self) -> str:
        """Mostly a host or one of a dozen that many come from, so that their quotas fill and lines form."""
        popular = people.HOSTS * 3 + list(self.links)[5:290:24]
        return self.chance.choice(popular if self.chance.random() < 0.7 else list(self.links))

    def kommun_with(self, condition) -> str | None:
        return self.one_of(code for code in self.links if condition(self.now.seats[code]))

    # The organisers.

    def set_up(self) -> Step:
        self.organise(ADDRESS, self.facts)
        return Step("the conference is set up", None)

    def divide(self, **changed) -> Step:
        others = [group for group in self.now.seats if not group.isdigit()]
        terms = TERMS | {f"other-{kind}": "1" for kind in others} | changed
        path = "/admin/kvoter/fordela"
        query = "&".join(f"{name}={value}" for name, value in terms.items())
        page = self.organiser.get(f"{path}?{query}")
        standing = re.search(r'name="standing" value="([^"]+)"', page.text)
        if not standing:
            assert page.status == 422, page.text
            return Step("the organisers want to divide the seats anew, for which there are too few")
        self.organise(path, terms | {"standing": standing[1]})
        return Step(f"the seats are divided: {terms}", None)

    def make_links(self) -> Step:
        path = "/admin/kommunlankar"
        form = re.search(r'name="form" value="([^"]+)"', self.organiser.get(path).text)[1]
        page = self.organise(path, {"form": form, "action": "make"}, 200).text
        self.links |= re.findall(r'data-link="(\d{4})">[^<]*(/kommun/[\w-]{22})<', page)
        return Step("all kommuner get a link")

    def change_facts(self, words: str, changes: dict | None, **facts) -> Step:
        self.facts |= facts
        self.organise(ADDRESS, self.facts | {"confirmed": "yes"})
        return Step(words, changes)

    def set_capacity(self) -> Step:
        committed = self.now.capacity - self.now.pool
        capacity = committed + self.chance.randint(0, 8)
        return self.change_facts(f"the organisers change the number of seats to {capacity}", {}, capacity=str(capacity))

    def add_seats(self, count: int) -> Step:
        return self.change_facts(f"the organisers add {count} seats", {}, capacity=str(self.now.capacity + count))

    def set_quota(self) -> Step:
        code = self.some_kommun()
        seats, pool, name = self.now.seats[code], self.now.pool, self.now.names[code]
        reserved = self.chance.randint(0, seats.committed + pool + 1)
        ceiling = self.chance.randint(max(0, seats.taken - 1), max(reserved, seats.ceiling) + 2)
        is_allowed = (
            seats.taken <= ceiling
            and reserved <= ceiling
            and max(reserved, seats.taken) - seats.committed <= pool
        )
        path = f"/admin/kvoter/{self.now.numbers[code]}"
        typed = {name: value for name, value in controls(self.organiser.get(path).text) if name.startswith("releases")}
        self.organise(path, typed | {"reserved": reserved, "ceiling": ceiling}, 303 if is_allowed else 422)
        changes = {code: {"reserved": reserved - seats.reserved, "ceiling": ceiling - seats.ceiling}}
        return Step(
            f"the organisers set {name} to {reserved} reserved and a ceiling of {ceiling}, "
            f"which the rules {'allow' if is_allowed else 'forbid'}",
            changes if is_allowed else {},
        )

    def answer_request(self) -> Step | None:
        page = self.organiser.get("/admin/kvoter").text
        asked = self.one_of(re.findall(r"<h3>(.+?) ber om (\d+) plats.*?/admin/onskemal/(\d+)", page, re.DOTALL))
        if asked is None:
            return None
        name, seats, number = asked[0], int(asked[1]), asked[2]
        code = next(code for code in self.links if self.now.names[code] == name)
        answer = self.chance.choice(["grant", "raise", "decline"])
        is_allowed = answer != "grant" or seats <= self.now.pool
        self.organise(
            f"/admin/onskemal/{number}", {"action": answer, "reply": "De räcker inte."}, 303 if is_allowed else 422
        )
        quota = self.now.seats[code]
        changes = {
            "grant": {"reserved": quota.committed + seats - quota.reserved, "ceiling": seats},
            "raise": {"ceiling": seats}, "decline": {},
        }  # fmt: skip
        return Step(
            f"the organisers answer {name}, which asks for {seats} seats, with {answer}"
            + ("" if is_allowed else ", though there are not so many"),
            {code: changes[answer]} if is_allowed else {},
        )

    # Kommuner, by their links.

    def register_by_link(self, code: str | None = None, count: int | None = None) -> Step:
        code, count = code or self.some_kommun(), count or self.chance.randint(2, 9)
        path = self.links[code] + "/anmalan"
        rows = []
        for _ in range(count):
            self.registered += 1
            address = f"prov.{self.registered}@example.org" if self.chance.random() < 0.7 else ""
            rows.append(f"Namn{self.registered}\tPåhitt\t{address}\tRektor")
        seating = self.chance.choice(["split", "split", "together"])
        self.posted(self.visitor.post_with_file(path, {
            "token": self.visitor.token(path), "contactName": "Kontakt Påhitt", "organisation": "Påhittad förvaltning",
            "contactEmail": f"kontakt.{self.registered}@example.org", "seating": seating, "action": "send",
            "pasted": "\n".join(rows),
        }))  # fmt: skip
        return Step(f"{self.now.names[code]} registers {count} ({seating})", {code: {"people": count}})

    def register_by_form(self, code: str | None = None, count: int | None = None) -> Step:
        code, count = code or self.some_kommun(), count or self.chance.randint(1, 5)
        for _ in range(count):
            self.registered += 1
            person = people.person(self.registered, code)
            self.pages[person["email"]] = self.posted(self.visitor.register(person)).personal
        return Step(f"{count} of {self.now.names[code]} register themselves", {code: {"people": count}})

    def give_back(self) -> Step | None:
        code = self.kommun_with(lambda seats: seats.unused > 0)
        if code is None:
            return None
        seats = self.now.seats[code]
        given = self.chance.randint(1, seats.unused)
        fields = {"action": "give", "given": given, "reserved": seats.reserved}
        for _ in range(2):
            self.posted(self.visitor.post(self.links[code] + "/platser", fields))
        words = f"{self.now.names[code]} gives {given} of its seats back, and sends that twice"
        return Step(words, {code: {"reserved": -given}})

    def lower_ceiling(self) -> Step | None:
        code = self.kommun_with(lambda seats: seats.ceiling > max(seats.taken, 1))
        if code is None:
            return None
        seats = self.now.seats[code]
        ceiling = self.chance.randint(max(seats.taken, 1), seats.ceiling - 1)
        self.posted(self.visitor.post(self.links[code] + "/platser", {"action": "lower", "ceiling": ceiling}))
        changes = {"ceiling": ceiling - seats.ceiling, "reserved": min(seats.reserved, ceiling) - seats.reserved}
        return Step(f"{self.now.names[code]} lowers its ceiling to {ceiling}", {code: changes})

    def ask_for_seats(self) -> Step:
        code, seats = self.some_kommun(), self.chance.randint(1, 5)
        fields = {"action": "ask", "seats": seats, "reason": "Fler vill komma."}
        self.posted(self.visitor.post(self.links[code] + "/platser", fields))
        self.asked.add(code)
        return Step(f"{self.now.names[code]} asks for {seats} more seats")

    def withdraw_request(self) -> Step | None:
        for code in sorted(self.asked):
            open_request = re.search(r'name="request" value="(\d+)"', self.visitor.get(self.links[code]).text)
            if open_request:
                fields = {"action": "withdraw", "request": open_request[1]}
                self.posted(self.visitor.post(self.links[code] + "/platser", fields))
                return Step(f"{self.now.names[code]} withdraws what it asked for")
        return None


    def person_of_a_kommun(self, *states: str) -> tuple[str, int] | None:
        return self.one_of(
            (person.group, number)
            for number, person in self.now.people.items()
            if person.group in self.links and person.state in states
        )

    def cancel(self) -> Step | None:
        found = self.person_of_a_kommun("confirmed", "confirmed", "waiting", "offered")
        if found is None:
            return None
        code, number = found
        self.posted(self.visitor.post(f"{self.links[code]}/person/{number}", {}))
        state = self.now.people[number].state
        return Step(f"{self.now.names[code]} cancels registration {number}, {state}", {code: {"people": -1}})

    def swap(self) -> Step | None:
        found = self.person_of_a_kommun("confirmed")
        if found is None:
            return None
        code, number = found
        path = f"{self.links[code]}/person/{number}/byt"
        form = re.search(r'name="form" value="([^"]+)"', self.visitor.get(path).text)[1]
        self.registered += 1
        self.posted(self.visitor.post(path, {
            "form": form, "givenName": "Kollega", "familyName": "Påhitt", "role": "Rektor",
            "email": f"prov.{self.registered}@example.org", "organisation": "Påhittad förvaltning",
        }))  # fmt: skip
        return Step(f"{self.now.names[code]} swaps registration {number} for a colleague")

    # People, by their own links.

    def own_page(self, state: str) -> tuple[str, str] | None:
        """The kommun and the page of somebody who is in this state."""
        return self.one_of(
            (person["kommun"], self.pages[person["email"]])
            for person in self.organiser.get(f"/admin/deltagare.json?state={state}").json
            if person["email"] in self.pages and person["state"] == state
        )

    def answer_offer(self, answer: str) -> Step | None:
        found = self.own_page("offered")
        if found is None:
            return None
        code, page = found
        self.posted(self.visitor.post(f"{page}/plats", {"answer": answer}))
        changes = {code: {"people": -1}} if answer == "no" else {}
        return Step(f"somebody of {self.now.names[code]} answers {answer} to an offered seat", changes)

    def accept_offer(self) -> Step | None:
        return self.answer_offer("yes")

    def decline_offer(self) -> Step | None:
        return self.answer_offer("no")

    def cancel_oneself(self) -> Step | None:
        found = self.own_page(self.chance.choice(["confirmed", "waiting"]))
        if found is None:
            return None
        code, page = found
        self.posted(self.visitor.post(f"{page}/avboka", {}))
        return Step(f"somebody of {self.now.names[code]} cancels", {code: {"people": -1}})

    # Release.

    def let_nobody_have_more(self) -> Step:
        return self.change_facts(
            "the organisers keep no seat in common", {}, capacity=str(self.now.capacity - self.now.pool)
        )

    def let_somebody_wait_for_it(self) -> Step:
        code = self.kommun_with(lambda seats: seats.ceiling > seats.committed and seats.waiting == 0)
        return self.register_by_form(code, self.now.seats[code].unused + 1)

    def set_own_days(self) -> Step:
        self.late = [people.HOSTS[1]] + self.chance.sample([code for code in self.links if code not in people.HOSTS], 5)
        for code in self.late:
            path = f"/admin/kvoter/{self.now.numbers[code]}"
            seats = self.now.seats[code]
            self.organise(path, {
                "reserved": seats.reserved, "ceiling": seats.ceiling, "releasesDay": "2098-01-01",
                "releasesTime": "9:00",
            })  # fmt: skip
        return Step("six kommuner get a day of release of their own")

    def released(self, codes) -> dict:
        return {code: {"reserved": -self.now.seats[code].reserved} for code in codes}

    def let_the_day_come(self) -> Step:
        due = [group for group in self.now.seats if group not in self.late]
        return self.change_facts(
            "the day of release comes for all without a day of their own", self.released(due),
            releasesDay="2026-01-01", releasesTime="9:00",
        )  # fmt: skip

    def let_own_days_come_while_stopped(self) -> Step:
        """The day comes while the program is away; and it is killed and started once more, wherever it was by then."""
        changes = self.released(self.late)

        # A whole minute, as whoever types a time has it.
        passed = (int(time.time()) // 60 - 1) * 60

        def end():
            self.program.stop()
            with contextlib.closing(sqlite3.connect(self.program.database)) as database:
                marks = ", ".join("?" * len(self.late))
                database.execute(
                    f"UPDATE quota SET releasesAt = ? WHERE kommun IN ({marks})", [passed, *self.late]
                )
                database.commit()

        self.restart(end)
        self.restart(self.program.kill)
        wait_until(
            lambda: not any(quota["reserved"] for quota in self.board() if group_of(quota) in self.late),
            "the reserved seats of those with a day of their own are released",
        )
        return Step("the own days come while the program is stopped", changes)

    def board(self) -> list[dict]:
        return self.visitor.get("/kvoter.json").json["quotas"]
