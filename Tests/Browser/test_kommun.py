"""A kommun looks after its own seats by its link: by keyboard alone, and without scripts."""

import chromium
import people
import pytest
from playwright.sync_api import expect
from test_every_page import check
from visitor import Organiser, Visitor


def kommun(served, code: str, first: int, count: int) -> str:
    """The link of a kommun that has some people."""
    with Visitor(served.port) as visitor, Organiser(served) as organiser:
        for number in range(first, first + count):
            visitor.register(people.person(number, code) | {"givenName": f"Namn{number}", "familyName": "Övning"})
        return organiser.kommun_link(code)


def tab_to(page, name: str):
    """Moves on by the keyboard until the link or button of this name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            return
    raise AssertionError(f"no {name} in reach of the keyboard")


def enter(page, name: str):
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_seat_is_given_to_a_colleague_and_more_are_asked_for_by_keyboard_alone(page, served):
    link = kommun(served, "0125", 3000, 2)
    page.goto(link)
    enter(page, "Namn3000 Övning")
    enter(page, "Ge platsen till en kollega")
    page.locator("#givenName").focus()
    for text in ["Ny", "Övning", "", "Samordnare", "Påhittad förvaltning"]:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.locator("#role").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#email-error")).to_be_visible()
    check(page)
    page.locator("#email").focus()
    page.keyboard.type("ny.kollega@example.org")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Platsen är överlämnad")
    expect(page.get_by_role("link", name="Ny Övning")).to_be_visible()
    expect(page.get_by_role("link", name="Namn3000")).to_have_count(0)

    enter(page, "Ändra antalet platser")
    page.locator("#seats").focus()
    page.keyboard.type("3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-request=open]")).to_contain_text("Ni har bett om 3 platser till")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_people_are_registered_and_cancelled_and_seats_granted_without_scripts(browser, served, organisers_cookie, language):
    code, first = ("0126", 3100) if language == "sv" else ("0127", 3200)
    link = kommun(served, code, first, 1)
    if language == "en":
        link = link.replace("/kommun/", "/en/municipality/")
    words = {
        "sv": ("Anmäl personer", "Förhandsgranska", "Anmäl 2 personer", "Ja, avboka", "Ändra antalet platser",
               "Skicka önskemålet", "Ni fick 2 platser till", "Ja, reservera 2 platser till"),
        "en": ("Register people", "Preview", "Register 2 people", "Yes, cancel", "Change the number of seats",
               "Send the request", "You were granted 2 more seats", "Yes, reserve 2 more seats"),
    }[language]  # fmt: skip
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_role("link", name=words[0], exact=True).click()
        expect(page.locator("#kommun")).to_have_count(0)
        page.locator("#contactName").fill("Kontakt Påhitt")
        page.locator("#contactEmail").fill("kontakt@example.org")
        page.locator("#organisation").fill("Påhittad förvaltning")
        page.locator("#pasted").fill("Ett\tÖvning\t\tRektor\nTvå\tÖvning\t\tRektor")
        page.get_by_role("button", name=words[1], exact=True).last.click()
        page.get_by_role("button", name=words[2], exact=True).click()
        expect(page.locator("[data-person=confirmed]")).to_have_count(3)
        page.get_by_role("link", name="Ett Övning").click()
        page.locator("summary").click()
        page.get_by_role("button", name=words[3]).click()
        expect(page.locator("[data-person=confirmed]")).to_have_count(2)
        page.get_by_role("link", name=words[4]).click()
        page.locator("#seats").fill("2")
        page.get_by_role("button", name=words[5]).click()

        context.add_cookies([organisers_cookie])
        page.goto("/admin/kvoter" if language == "sv" else "/en/admin/quotas")
        page.get_by_role("button", name=words[7]).click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.goto(link)
        expect(page.locator("[data-request=granted]")).to_contain_text(words[6])
