"""Organisers add people: one with the keyboard alone, and a table without scripts."""

import chromium
import pytest
from playwright.sync_api import expect
from test_every_page import check

TABLE = (
    "Förnamn;Efternamn;E-post;Kommun;Förvaltning;Befattning;Skonummer\r\n"
    "Åsa;Övning;asa.fil@example.org;Bjurholm;Påhittad;Rektor;38\r\n"
    "Bo;Prov;fel;Bjurholm;Påhittad;Rektor;39\r\n"
    "Cia;Prov;cia.fil@example.org;;Påhittad;;40\r\n"
)


def test_a_person_is_added_with_the_keyboard_alone(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare")
    page.get_by_role("link", name="Lägg till en person").focus()
    page.keyboard.press("Enter")
    page.locator("#givenName").focus()
    page.keyboard.type("Dag")
    # Between the names and the address stands the name on the badge.
    for text in ("Övning", "", "dag.hand@example.org", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.type("Komm")
    page.keyboard.press("Tab")
    page.keyboard.type("Malå")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("Påhittad")
    page.keyboard.press("Tab")
    # Enter looks first, and adds nobody.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#kommun")).to_have_value("Malå")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#role")).to_be_focused()
    page.keyboard.type("Rektor")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-told=confirmed]")).to_contain_text("Dag Övning får en plats")
    check(page)
    page.get_by_role("button", name="Lägg till personen").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Dag Övning")
    expect(page.locator(".history")).to_contain_text("Anmäld för hand")


def choose(page, text: str):
    page.locator("#file").set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")})


def press(page, name: str):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).last.click()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["script", "no-script"])
def test_a_file_is_mended_on_the_page_and_imported(browser, served, organisers_cookie, has_scripts):
    with chromium.person_at(browser, served.site, java_script_enabled=has_scripts) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto("/admin/deltagare/import")
        choose(page, TABLE.replace(".fil@", f".fil{has_scripts:d}@"))
        press(page, "Förhandsgranska")
        expect(page.locator("[data-outcome=faulty]")).to_have_count(2)
        expect(page.locator("[data-column=none]")).to_contain_text("Skonummer")
        for control in ("cell-3-email", "cell-4-role"):
            expect(page.locator(f"#{control}")).to_have_attribute("aria-invalid", "true")
            page.locator(f"#error-summary a[href='#{control}']").click()
            expect(page.locator(f"#{control}")).to_be_focused()
        if has_scripts:
            check(page)
            page.set_viewport_size({"width": 1280, "height": chromium.HEIGHT})
        page.locator("#cell-3-email").fill(f"bo.fil{has_scripts:d}@example.org")
        page.locator("#cell-4-role").fill("Lärare")
        page.locator("#cell-4-organisationType").select_option("press")
        press(page, "Förhandsgranska igen")
        expect(page.locator("[data-outcome=confirmed]")).to_have_count(3)
        if has_scripts:
            check(page)
        page.locator("#reason").fill("Listan från Bjurholm")
        press(page, "Lägg till 3 personer")
        expect(page.locator(".success")).to_contain_text("3 nya (3 med plats)")
        page.goto("/admin/logg")
        expect(page.locator("tbody tr").first).to_contain_text("Listan från Bjurholm")
