"""Many people who register at once, each through the real form."""

import http.client
import queue
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import people
from visitor import Visitor, code_on, hidden_token, state_on

CLIENTS = 64


@dataclass(frozen=True)
class Acknowledged:
    person: dict
    link: str


@dataclass(frozen=True)
class Unanswered:
    """Somebody whose answer never came, and the token of the form they sent, if they got that far."""

    person: dict
    token: str | None


@dataclass
class Crowd:
    acknowledged: list[Acknowledged] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    seconds: float = 0
    # From sending the filled-in form to its answer.
    waits: list[float] = field(default_factory=list)

    @property
    def figures(self) -> str:
        """Throughput of the whole: two requests for each registration, from clients on the same machine."""
        percentiles = statistics.quantiles(self.waits, n=100)
        return (
            f"{len(self.acknowledged)} registrations from {CLIENTS} clients in {self.seconds:.1f} s: "
            f"{len(self.acknowledged) / self.seconds:.0f} a second, each a form and a post; the post took "
            f"{percentiles[49] * 1000:.0f} ms (median), {percentiles[98] * 1000:.0f} ms (99th percentile)"
        )


def gather(program, expected: list[Unanswered], acknowledged=lambda count: None) -> Crowd:
    """Lets everyone register from 64 clients. Calls back after each acknowledgement, from the client's thread."""
    crowd = Crowd()
    line = queue.SimpleQueue()
    for one in expected:
        line.put(one)

    def client():
        visitor = Visitor(program.port)
        while not line.empty():
            try:
                one = line.get_nowait()
            except queue.Empty:
                break
            token = one.token
            try:
                token = token or hidden_token(visitor.get("/anmalan").text)
                sent = time.monotonic()
                answer = visitor.register(one.person, token)
                crowd.waits.append(time.monotonic() - sent)
            except (OSError, http.client.HTTPException):
                crowd.unanswered.append(Unanswered(one.person, token))
                visitor.connection.close()
                continue
            assert answer.status == 303, f"{answer.status} for {one.person}"
            with counting:
                crowd.acknowledged.append(Acknowledged(one.person, answer.personal))
                count = len(crowd.acknowledged)
            acknowledged(count)
        visitor.connection.close()

    counting = threading.Lock()
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(client) for _ in range(CLIENTS)]:
            done.result()
    crowd.seconds = time.monotonic() - began
    return crowd


def expected(program, count: int) -> list[Unanswered]:
    """So many people, most from a few kommuner whose quotas they fill, some from every other."""
    kommuner = program.kommuner()
    popular = people.HOSTS + ["0180", "1480", "1280", "0380", "2480", "0580", "1880", "2580"]
    return [Unanswered(people.person(number, _kommun(number, popular, kommuner)), None) for number in range(count)]


def _kommun(number: int, popular: list[str], kommuner: list[str]) -> str | None:
    if number % 8 == 7:
        return None
    if number % 2:
        return popular[number // 2 % len(popular)]
    return kommuner[number * 7919 % len(kommuner)]


def personal_pages(program, acknowledged: list[Acknowledged]) -> dict[str, tuple[str, str]]:
    """Booking code and state of everyone, by e-mail address, from their own pages."""
    with Visitor(program.port) as visitor:
        found = {}
        for one in acknowledged:
            answer = visitor.get(one.link)
            assert answer.status == 200, f"{answer.status} for {one.link}"
            found[one.person["email"]] = (code_on(answer.text), state_on(answer.text))
        return found
