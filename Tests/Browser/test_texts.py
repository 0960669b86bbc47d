"""What organisers write: texts with their preview, and the programme."""

import chromium
import pytest
from playwright.sync_api import expect


def test_a_text_is_written_by_keyboard_and_seen_as_it_is_typed(organisers_page):
    page = organisers_page
    page.goto("/admin/texter/natverket")
    page.locator("#textSv").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("### Om oss\n\n- *ett*\n- <b>två</b>\n")
    preview = page.locator("#preview-textSv")
    expect(preview.locator("h3")).to_have_text("Om oss")
    expect(preview.locator("li em")).to_have_text("ett")
    expect(preview.locator(".problem")).to_contain_text("HTML går inte att ha i texten")
    assert page.evaluate("document.activeElement.id") == "textSv"

    page.keyboard.press("Tab")  # into the English text, which may stay as it is
    save = page.get_by_role("button", name="Spara texten")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#textSv")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Vi är **fyra** kommuner.")
    expect(preview.locator("strong")).to_have_text("fyra")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".success")).to_contain_text("Texten är sparad")
    page.goto("/")
    expect(page.locator("#network + .prose strong")).to_have_text("fyra")


def test_the_programme_is_changed_without_scripts(browser, served, organisers_cookie):
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        context.add_cookies([organisers_cookie])
        page = context.new_page()
        page.goto("/admin/program")
        page.get_by_role("link", name="Ny programpunkt").click()
        for name, answer in {
            "titleSv": "Kvällsmingel", "titleEn": "Evening mingle", "starts": "9:15", "ends": "18:30", "aboutSv": "Med *musik*",
        }.items():  # fmt: skip
            page.locator(f"#{name}").fill(answer)
        page.locator("#room").select_option(label="Foajén")
        page.get_by_role("button", name="Förhandsgranska").click()
        expect(page.locator("#preview-aboutSv em")).to_have_text("musik")
        assert page.url.endswith("#preview-aboutSv")
        page.get_by_role("button", name="Spara programpunkten").click()
        expect(page.locator("#error-summary")).to_contain_text("Lokalen är upptagen 10.30–11.00: Kaffe")
        page.locator("#starts").fill("16:00")
        page.get_by_label("Talare Två").check()
        page.get_by_role("button", name="Spara programpunkten").click()
        page.wait_for_url("**/admin/program")
        expect(page.locator("main")).to_contain_text("Kvällsmingel")

        page.goto("/program")
        entry = page.locator(".entry", has=page.get_by_role("heading", name="Kvällsmingel"))
        expect(entry).to_contain_text("Foajén")
        entry.get_by_role("link", name="Talare Två").click()
        expect(page.locator(".speaker:target h3")).to_have_text("Talare Två")


@pytest.mark.parametrize(("width", "side_by_side"), [(390, False), (1280, True)])
def test_what_goes_on_at_the_same_time_stands_side_by_side_where_there_is_room(browser, served, width, side_by_side):
    with chromium.person_at(browser, served.site, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto("/program")
        first, second = [page.locator(".parallel .entry").nth(index).bounding_box() for index in (0, 1)]
        assert (first["y"] == second["y"]) == side_by_side
