"""An organiser changes what one attendee gave, and moves many."""

import chromium
import people
from playwright.sync_api import expect
from visitor import Organiser, Visitor, code_on


def register(served, number: int, kommun: str) -> str:
    """Returns the path of the organisers' page of somebody new."""
    with Visitor(served.port) as visitor:
        code = code_on(visitor.get(visitor.register(people.person(number, kommun)).personal).text)
    with Organiser(served) as organiser:
        found = organiser.get(f"/admin/deltagare?q={code}").text
    return found.split('<th scope="row"><a href="')[1].split('"')[0]


def tab_to(page, control):
    """Goes on with the tab key until the control has the focus."""
    for _ in range(120):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the tab key does not lead there")


def test_an_attendee_is_edited_by_keyboard_alone(organisers_page, served):
    page = organisers_page
    page.goto(register(served, 3001, "1496"))
    tab_to(page, page.get_by_role("link", name="Ändra uppgifter"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.locator("#role"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Utvecklare")
    tab_to(page, page.get_by_role("button", name="Spara ändringarna"))
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("#error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Bad om det i telefon")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".success")).to_contain_text("Ändringarna är sparade")
    expect(page.locator("main")).to_contain_text("Utvecklare")
    expect(page.locator("#history")).to_contain_text("Skäl: Bad om det i telefon")

    tab_to(page, page.locator("#note"))
    page.keyboard.type("Ringer igen")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_contain_text("Ringer igen")


def test_without_scripts_one_is_edited_into_another_kommun_and_many_are_moved_back(browser, served, organisers_cookie):
    attendee = register(served, 3002, "1496")
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto(f"{attendee}/andra")
        page.locator("#kommun").fill("Mora")
        page.locator("#reason").fill("Bytte jobb")
        chromium.submit(page)
        expect(page.locator("h1")).to_contain_text("till Mora?")
        expect(page.locator(".effect")).to_contain_text("Behåller sin plats (1)")
        chromium.submit(page)
        expect(page.locator("#history")).to_contain_text("till Mora med sin plats")

        page.goto(f"/admin/deltagare/urval/flytta?chosen={attendee.rsplit('/', 1)[1]}")
        page.locator("#toType").select_option("region")
        page.get_by_role("button", name="Se vad som händer").first.click()
        expect(page.locator("h1")).to_contain_text("Flytta 1 person till Region?")
        page.locator("#reason").fill("Fel val i formuläret")
        chromium.submit(page)
        expect(page.locator(".success")).to_contain_text("Flyttade till Region: 1 person.")
        page.get_by_role("link", name="Ångra").click()
        chromium.submit(page)
        page.goto(attendee)
        expect(page.locator("main")).to_contain_text("Mora")
