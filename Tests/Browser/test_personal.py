"""What somebody does after the sign-up, with and without scripts, in both languages."""

import itertools
import subprocess

import chromium
import pages
import people
import pytest
from playwright.sync_api import expect
from test_every_page import EACH_LANGUAGE, check
from visitor import Visitor, personal_page

numbers = itertools.count(7000)
SEAT_WORDS = ("Du har en plats", "You have a seat")


@pytest.fixture
def registered(served):
    """The pages of somebody who has just got a seat."""
    with Visitor(served.port) as visitor:
        person = people.person(next(numbers), None)
        return pages.personal(personal_page(visitor.register(person).location))


@EACH_LANGUAGE
def test_answers_are_changed(either_page, registered, language):
    page = either_page
    page.goto(registered["personal"][language])
    page.get_by_role("link", name=("Ändra dina uppgifter", "Change your answers")[language]).click()
    page.locator("#role").fill("Ny roll")
    page.locator("#givenName").fill("")
    chromium.submit(page)
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator("#role")).to_have_value("Ny roll")
    page.locator("#givenName").fill("Nytt")
    chromium.submit(page)
    expect(page.locator(".success")).to_be_visible()
    expect(page.locator("dl.answers").last).to_contain_text("Ny roll")


@EACH_LANGUAGE
def test_a_seat_is_handed_to_a_colleague(either_page, browser, served, registered, language):
    page = either_page
    page.goto(registered["personal"][language])
    page.get_by_role("link", name=("Lämna över platsen", "Hand the seat")[language]).click()
    chromium.submit(page)
    claim = page.locator(".full-address a").inner_text()
    assert claim.startswith(served.site)

    with chromium.person_at(browser, served.site) as context:
        colleague = context.new_page()
        colleague.goto(claim)
        person = people.person(next(numbers), None)
        chromium.fill(
            colleague,
            {name: person[name] for name in ("givenName", "familyName", "email", "phone", "organisation", "role")})
        chromium.submit(colleague)
        expect(colleague.locator("[data-state=confirmed]").first).to_be_visible()
        assert colleague.goto(personal_page(colleague.url)).status == 200
        expect(colleague.locator("h1")).to_contain_text(SEAT_WORDS[language])
        assert colleague.goto(claim).status == 200
        expect(colleague.locator("form[method=post]")).to_have_count(0)
    assert page.goto(registered["personal"][language]).status == 404


@EACH_LANGUAGE
def test_a_claim_link_is_withdrawn(either_page, registered, language):
    page = either_page
    page.goto(registered["hand-over"][language])
    chromium.submit(page)
    claim = page.locator(".full-address a").inner_text()
    chromium.submit(page)
    expect(page.locator(".full-address")).to_have_count(0)
    page.goto(claim)
    expect(page.locator("form[method=post]")).to_have_count(0)


@EACH_LANGUAGE
@pytest.mark.parametrize("scheme", chromium.SCHEMES)
def test_a_ticket_on_the_screen_is_read_by_a_reader(page, registered, language, scheme, tmp_path):
    page.emulate_media(color_scheme=scheme)
    page.goto(registered["ticket"][language])
    picture = tmp_path / "ticket.png"
    page.locator("svg.qr").screenshot(path=picture)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, encoding="ascii", check=True)
    code = page.locator(".booking-code").inner_text()
    assert read.stdout.startswith(f"VEMFN1:{code}:")


def test_a_printed_ticket_has_all_and_no_menus(page, registered):
    page.goto(registered["ticket"][0])
    page.emulate_media(media="print")
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.locator(".booking-code")).to_be_visible()
    for hidden in (".site-header nav", ".site-footer", ".screen-only"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_the_calendar_is_fetched_and_followed(page, registered):
    page.goto(registered["personal"][0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta en kalenderfil").click()
    assert download.value.suggested_filename == "vemfn.ics"
    feed = page.get_by_role("link", name="Prenumerera").get_attribute("href")
    assert feed.startswith("webcal://127.0.0.1:")
    assert feed.endswith(".ics")
    page.get_by_text("Adressen att prenumerera på").click()
    assert page.locator(".full-address").inner_text() == feed.replace("webcal://", "http://")
    assert registered["personal"][0].rsplit("/", 1)[-1] not in feed


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ["change", "hand-over", "ticket"])
def test_a_page_of_somebody_with_a_seat_is_accessible(page, registered, name, language):
    assert page.goto(registered[name][language]).status == 200
    check(page)


@EACH_LANGUAGE
def test_the_pages_of_a_claim_are_accessible(page, registered, language):
    page.goto(registered["hand-over"][language])
    chromium.submit(page)
    check(page)
    claim = page.locator(".full-address a").inner_text()
    page.goto(claim)
    check(page)
    chromium.submit(page)
    page.locator("#error-summary").wait_for()
    check(page)
    page.goto(registered["hand-over"][language])
    chromium.submit(page)
    page.goto(claim)
    check(page)
