"""A visitor's way through the site, with and without scripts."""

import itertools

import chromium
import people
import pytest
from playwright.sync_api import expect
from visitor import personal_page

PERSON = {
    "givenName": "Åsa", "familyName": "von Övning", "email": "asa@example.org", "phone": "070-174 06 05",
    "organisationType": "kommun", "kommun": "Falköping", "organisation": "Påhittad förvaltning",
    "role": "Samordnare", "dietaryNeeds": "Vegetariskt\nIngen lök", "accessNeeds": "Hörselslinga",
}  # fmt: skip
numbers = itertools.count(1)


def somebody(address: str, **answers) -> dict:
    return PERSON | {"email": address} | answers


def state(page):
    return page.locator("[data-state]").first


@pytest.mark.parametrize("address", ["/anmalan", "/en/registration"])
def test_signing_up_leads_to_the_personal_page(either_page, address):
    page = either_page
    page.goto(address)
    chromium.fill(page, somebody(f"{next(numbers)}@example.org"))
    chromium.submit(page)
    expect(state(page)).to_have_attribute("data-state", "confirmed")
    assert f"{address}/" in page.url
    assert page.url.endswith(("/fragor", "/questions"))
    page.goto(personal_page(page.url))
    expect(state(page)).to_have_attribute("data-state", "confirmed")
    assert len(page.url.rsplit("/", 1)[-1]) == 22
    expect(page.locator(".booking-code").first).to_contain_text("VF-")
    assert page.context.cookies() == []


def test_problems_are_summed_up_first_and_nothing_typed_is_lost(page):
    page.goto("/anmalan")
    chromium.fill(page, PERSON | {"familyName": "", "email": "ingen adress"})
    chromium.submit(page)
    expect(page.locator("#error-summary")).to_be_focused()
    for name, typed in PERSON.items():
        control = page.locator(f"[name='{name}']").first
        if name in ("familyName", "email"):
            expect(control).to_have_attribute("aria-invalid", "true")
            described_by = control.get_attribute("aria-describedby").split()
            assert f"{name}-error" in described_by
            expect(page.locator(f"#{name}-error")).to_be_visible()
            page.locator(f"#error-summary a[href='#{name}']").click()
            expect(control).to_be_focused()
        elif name == "kommun":
            assert control.input_value() in ("Falköping", "1499")
        elif name != "organisationType":
            expect(control).to_have_value(typed)
    assert page.title().startswith(("Fel:", "Fel "))


def test_problems_are_summed_up_without_scripts_too(either_page):
    page = either_page
    page.goto("/en/registration")
    chromium.submit(page)
    expect(page.locator("#error-summary")).to_be_visible()
    for link in page.locator("#error-summary a").all():
        target = link.get_attribute("href")
        link.click()
        expect(page.locator(target)).to_be_focused()


def test_a_double_click_is_one_registration(page, served):
    page.goto("/anmalan")
    chromium.fill(page, somebody("dubbel@example.org"))
    chromium.submit_button(page).dblclick()
    expect(state(page)).to_have_attribute("data-state", "confirmed")
    assert served.export().count("dubbel@example.org") == 1


def test_going_back_and_sending_again_makes_no_second_registration(page, served):
    page.goto("/anmalan")
    chromium.fill(page, somebody("bakat@example.org"))
    chromium.submit(page)
    expect(state(page)).to_be_visible()
    page.go_back()
    chromium.fill(page, somebody("bakat@example.org"))
    with page.expect_navigation():
        chromium.submit(page)
    assert served.export().count("bakat@example.org") == 1


def test_cancelling_takes_two_steps(either_page):
    page = either_page
    page.goto("/anmalan")
    chromium.fill(page, somebody(f"{next(numbers)}@example.org", kommun="Borlänge"))
    chromium.submit(page)
    expect(state(page)).to_have_attribute("data-state", "confirmed")
    personal = personal_page(page.url)
    page.goto(personal)
    page.locator("a[href$='/avboka']").click()
    page.go_back()
    expect(state(page)).to_have_attribute("data-state", "confirmed")
    page.locator("a[href$='/avboka']").click()
    chromium.submit(page)
    expect(state(page)).to_have_attribute("data-state", "cancelled")
    assert page.url == personal


def test_a_full_kommun_puts_the_next_in_line(page, links):
    page.goto(links["waiting"])
    expect(state(page)).to_have_attribute("data-state", "waiting")


def tab_to(page, name: str):
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || document.activeElement.type") == name:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_the_whole_form_works_with_the_keyboard(page):
    page.goto("/anmalan")
    for name in ("givenName", "familyName", "email", "phone"):
        tab_to(page, name)
        page.keyboard.type(somebody("tangent@example.org")[name])
    tab_to(page, "organisationType")
    if page.evaluate("document.activeElement.type") == "radio":
        page.keyboard.press("Space")
    else:
        page.keyboard.type("Kommun")
    tab_to(page, "kommun")
    page.keyboard.type("Falköping")
    for name in ("organisation", "role"):
        tab_to(page, name)
        page.keyboard.type(PERSON[name])
    tab_to(page, "submit")
    page.keyboard.press("Enter")
    expect(state(page)).to_have_attribute("data-state", "confirmed")


def test_a_kommun_is_found_by_the_beginning_of_its_name(page):
    page.goto("/anmalan")
    kommun = page.locator("#kommun")
    kommun.focus()
    page.keyboard.type("falk")
    found = page.get_by_role("listbox").get_by_role("option")
    expect(found).to_contain_text(["Falkenberg", "Falköping"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(kommun).to_have_value("Falköping")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_kommuner_stand_in_swedish_order(page):
    page.goto("/anmalan")
    offered = page.locator("datalist option, #kommun option").evaluate_all(
        "options => options.map(option => option.value).filter(Boolean)")
    assert len(offered) == 290
    names = [name.lower() for name in offered]
    # Upplands-Bro and Upplands Väsby: hyphen and space count alike.
    in_order = page.evaluate(
        "names => [...names].sort(new Intl.Collator('sv', {ignorePunctuation: true}).compare)", names)
    assert names == in_order
    assert names[-1].startswith("övertorneå")
