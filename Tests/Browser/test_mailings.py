"""Organisers write to many: by keyboard alone, and without scripts."""

import chromium
import pytest
from playwright.sync_api import expect
from waiting import wait_until


def write_by_keyboard(page, texts: list[str]):
    """Types into subject and text of both languages, one after another."""
    page.locator("#subjectSv").focus()
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(text)


def press(page, name: str):
    """As somebody without a mouse: to the button, and Enter."""
    button = page.get_by_role("button", name=name)
    button.focus()
    expect(button).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_mailing_by_keyboard_from_the_list_to_the_last_recipient(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare?kommun=1499&state=confirmed")
    press(page, "alla i urvalet")
    link = page.get_by_role("link", name="Skriv ett utskick till dem")
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#state").input_value() == "confirmed"
    page.locator("#perMinute").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("1000")
    write_by_keyboard(page, ["Hej {namm}", "Hej {förnamn}!", "Hello {name}", "Hello!"])
    press(page, "Spara och förhandsgranska")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#subjectSv-error")).to_contain_text("{namm} går inte att använda här")
    assert page.locator("#bodySv").input_value() == "Hej {förnamn}!"
    write_by_keyboard(page, ["Hej {namn}"])
    press(page, "Spara och förhandsgranska")
    frame = page.frame_locator(".letter-frame")
    expect(frame.locator("h1")).to_have_text("Hej Exempel Exempelsson")
    following = page.get_by_role("link", name="Visa för en riktig mottagare")
    following.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Person 1 av ")
    expect(frame.locator("h1")).not_to_have_text("Hej Exempel Exempelsson")
    onward = page.get_by_role("link", name="Vidare till att skicka")
    onward.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "Skicka till")
    # Followed by itself, until all are done.
    expect(page.locator("#progress[data-state=done]")).to_be_visible(timeout=60_000)
    expect(page.locator("#progress")).not_to_have_attribute("data-refreshes", "3", timeout=60_000)
    rows = page.get_by_role("link", name="Alla mottagare")
    rows.click()
    expect(page.locator("tr[data-recipient-state=sent]").first).to_be_visible()
    expect(page.locator("tr[data-recipient-state=waiting]")).to_have_count(0)


def test_texts_and_mailings_without_scripts(browser, served, organisers_cookie):
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto("/admin/utskick/texter/paminnelse")
        page.locator("#subjectSv").fill("Snart ses vi, {namn}")
        page.locator("#subjectEn").fill("See you soon, {name}")
        page.get_by_role("button", name="Spara utkast").click()
        expect(page.frame_locator(".letter-frame").locator("h1")).to_have_text("Snart ses vi, Exempel Exempelsson")
        page.get_by_role("link", name="Engelska").click()
        expect(page.locator("pre.letter")).to_contain_text("See you soon, Exempel Exempelsson")
        page.get_by_role("button", name="Använd texten").click()
        expect(page.locator(".success")).to_contain_text("Texten används nu.")

        page.goto("/admin/utskick/till-manga")
        page.get_by_role("link", name="Inför konferensen").click()
        page.locator("#perMinute").fill("1")
        page.locator("#kommun").select_option("1499")
        page.get_by_role("button", name="Räkna mottagarna").click()
        expect(page.locator("fieldset [role=status]")).to_contain_text("personer får mejlet")
        page.get_by_role("button", name="Spara och förhandsgranska").click()
        page.get_by_role("link", name="Vidare till att skicka").click()
        page.get_by_role("button", name="Skicka till").click()
        page.get_by_role("button", name="Stoppa utskicket").click()
        expect(page.locator(".state.amiss")).to_have_text("Stoppat")
        waiting = page.locator("#progress")
        expect(waiting).to_contain_text("Väntar")
        page.get_by_role("button", name="Fortsätt utskicket").click()

        def has_come_further() -> bool:
            page.get_by_role("link", name="Se hur långt det har kommit").click()
            return page.locator("#progress progress").get_attribute("value") != "0"

        wait_until(has_come_further, "the first is sent")
        page.get_by_role("button", name="Stoppa utskicket").click()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_a_mailing_fit(browser, served, organisers_cookie, width):
    with chromium.person_at(browser, served.site, viewport={"width": width, "height": 800}) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto("/admin/utskick/till-manga/ny?mall=material")
        page.get_by_role("button", name="Spara och förhandsgranska").click()
        page.wait_for_url("**/visa")
        mailing = page.url.removesuffix("/visa")
        for address in (mailing, mailing + "/visa", mailing + "/andra", mailing + "/mottagare"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
