"""What happens to a seat that becomes free: offered, accepted, declined, run out."""

import contextlib
import itertools
import sqlite3

import chromium
import people
import pytest
from playwright.sync_api import expect
from visitor import Visitor
from waiting import wait_until

SEATS = 5  # of each kommun of the demonstration that is no host
kommuner = itertools.cycle(["2418", "2425", "2463", "2505", "2510", "2518", "2521", "2523"])  # nobody is from there
numbers = itertools.count(5000)


@pytest.fixture
def line(served):
    """Personal pages of people from one kommun, two more than it has seats."""
    kommun = next(kommuner)
    with Visitor(served.port) as visitor:
        yield [visitor.register(people.person(next(numbers), kommun)).personal for _ in range(SEATS + 2)]


def in_english(path: str) -> str:
    return path.replace("/anmalan/", "/en/registration/")


def cancel(served, path: str):
    with Visitor(served.port) as visitor:
        assert visitor.post(f"{path}/avboka", {}).status == 303


def state(page, path: str, expected: str):
    page.goto(path)
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", expected)


@pytest.mark.parametrize("english", [False, True], ids=["sv", "en"])
def test_a_freed_seat_is_offered_and_accepted(either_page, served, line, english):
    page = either_page
    first, second = (in_english(path) if english else path for path in line[SEATS:])
    state(page, first, "waiting")
    expect(page.locator("main")).to_contain_text("How the line works" if english else "Så fungerar kön")
    cancel(served, line[0])
    state(page, first, "offered")
    page.get_by_role("link", name="Answer the offer" if english else "Svara på erbjudandet").click()
    page.get_by_role("button", name="Yes, I want the seat" if english else "Ja, jag vill ha platsen").click()
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "confirmed")
    state(page, second, "waiting")


def test_a_declined_offer_goes_to_the_next(either_page, served, line):
    page = either_page
    first, second = line[SEATS:]
    cancel(served, line[0])
    state(page, first, "offered")
    page.get_by_role("link", name="Svara på erbjudandet").click()
    page.get_by_role("button", name="Nej tack").click()
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "cancelled")
    state(page, second, "offered")


def test_an_offer_is_answered_by_keyboard_alone(page, served, line):
    cancel(served, line[0])
    state(page, line[SEATS], "offered")
    page.goto(f"{line[SEATS]}/plats")
    yes = page.get_by_role("button", name="Ja, jag vill ha platsen")
    for _ in range(50):
        page.keyboard.press("Tab")
        if yes.evaluate("button => button === document.activeElement"):
            break
    expect(yes).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "confirmed")


def test_an_offer_that_runs_out_goes_to_the_next_with_nobody_looking(program):
    with contextlib.closing(sqlite3.connect(program.database)) as database, database:
        database.execute("UPDATE conference SET offerSeconds = 1")
    with Visitor(program.port) as visitor:
        line = [visitor.register(people.person(number, "2418")).personal for number in range(SEATS + 2)]
        visitor.post(f"{line[0]}/avboka", {})
        # One second each: the first of the line is offered the seat, then the last.
        last = line[SEATS + 1]
        wait_until(lambda: 'data-state="cancelled"' in visitor.get(last).text, "both offers run out")
        assert 'data-state="cancelled"' in visitor.get(line[SEATS]).text
        assert "gått ut" in visitor.get(f"{line[SEATS]}/plats").text
