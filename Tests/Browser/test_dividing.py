"""The seats divided anew, as an organiser does it and as everybody can follow it."""

import chromium
from playwright.sync_api import expect


def test_seats_are_divided_with_the_keyboard_alone(organisers_page):
    page = organisers_page
    page.goto("/admin/kvoter/fordela")
    page.locator("#method").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#method-population")).to_be_checked()
    for name, value in (("seats", "350"), ("floor", "2")):
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # Two for each of 286 kommuner are more than there are.
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#seats")).to_be_focused()
    expect(page.locator("#seats")).to_have_value("350")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#outcome + ul li").first).to_contain_text("350 platser fördelas")
    button = page.get_by_role("button", name="Genomför")
    while not button.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Platserna är fördelade")


def test_a_decision_is_made_without_scripts_and_followed_by_everybody(browser, served, organisers_cookie):
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto("/admin/kvoter")
        page.get_by_role("link", name="Fördela platserna").click()
        page.locator("#method-adjustedOddNumbers").check()
        page.locator("#seats").fill("300")
        page.get_by_role("button", name="Visa hur det blir").click()
        page.get_by_role("button", name="Genomför").click()
        expect(page.get_by_role("status")).to_contain_text("Platserna är fördelade")
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/kvoter")
        page.get_by_role("link", name="Så räknas kvoterna").click()
        expect(page.locator("main")).to_contain_text("Senast fördelades 300 platser")
        page.get_by_role("link", name="Se beslutet").click()
        expect(page.locator("main")).to_contain_text("samma fördelning")
        with page.expect_request("**.json"):
            page.get_by_role("link", name="JSON").click()


def test_the_account_follows_a_seat(organisers_page, links):
    page = organisers_page
    page.goto("/admin/kvoter")
    page.locator("main table tr", has_text="Boden").get_by_role("link").first.click()
    page.get_by_role("link", name="Se platskontot").click()
    rows = page.locator("main table tbody tr")
    expect(rows.first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Det är vad kvoten visar")
