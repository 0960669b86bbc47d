"""One contact registers many: typed, pasted or uploaded, with scripts and without."""

import itertools

import chromium
import pytest
from playwright.sync_api import expect
from test_every_page import check

kommuner = itertools.cycle(["Ljusdal", "Nordmaling", "Vindeln", "Bjurholm", "Robertsfors", "Norsjö", "Malå", "Storuman"])
without_people = iter(["Åsele", "Arvidsjaur", "Jokkmokk", "Pajala"])  # five seats each
kommuner_to_fill = iter(["Dorotea", "Vilhelmina", "Sorsele", "Överkalix"])  # five seats each
numbers = itertools.count(1)
WORDS = {
    "sv": {
        "form": "/anmalan/grupp", "preview": "Förhandsgranska", "again": "Förhandsgranska igen", "more": "Fler rader", "send": "Anmäl {} personer",
        "seats": "{} har plats", "kommun": "kommun", "together": "Alla eller ingen", "remove": "Ta bort person {}",
        "send one": "Anmäl 1 person", "add": "Lägg till adressen", "cancel": "Ja, avboka", "add more": "Lägg till fler personer",
        "take": "Ja, ta alla 2 platser",
    },
    "en": {
        "form": "/en/registration/group", "preview": "Preview", "again": "Preview again", "more": "More rows", "send": "Register {} people",
        "seats": "{} have seats", "kommun": "kommun", "together": "All or nobody", "remove": "Remove person {}",
        "send one": "Register 1 person", "add": "Add the address", "cancel": "Yes, cancel", "add more": "Add more people",
        "take": "Yes, take all 2 seats",
    },
}  # fmt: skip


@pytest.fixture(params=["sv", "en"])
def words(request):
    return WORDS[request.param]


def begin(page, words, kommun: str):
    page.goto(words["form"])
    page.locator("#contactName").fill("Kontakt Påhitt")
    page.locator("#contactEmail").fill("kontakt@example.org")
    page.locator("#organisationType").select_option("kommun")
    page.locator("#kommun").fill(kommun)
    page.locator("#organisation").fill("Påhittad förvaltning")


def person(page, number: int, name: str, email: str = ""):
    page.locator(f"#person-{number}-givenName").fill(name)
    page.locator(f"#person-{number}-familyName").fill("von Övning")
    page.locator(f"#person-{number}-email").fill(email)
    page.locator(f"#person-{number}-role").fill("Samordnare")


def press(page, name: str):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).last.click()


def address() -> str:
    return f"grupp.{next(numbers)}@example.org"


def statuses(page) -> list[str]:
    return [row.get_attribute("data-row") for row in page.locator("[data-row]").all()]


def test_people_are_typed_previewed_and_registered(either_page, words):
    page = either_page
    begin(page, words, next(kommuner))
    person(page, 1, "Åsa", address())
    person(page, 2, "Bo")
    press(page, words["preview"])
    assert statuses(page) == ["confirmed", "confirmed"]
    expect(page.locator("[data-held]")).to_have_attribute("data-held", "2")
    press(page, words["send"].format(2))
    expect(page.locator("main .lead")).to_contain_text(words["seats"].format(2))
    expect(page.locator("[data-member=confirmed]")).to_have_count(2)
    assert len(page.url.rsplit("/", 1)[-1]) == 22


def test_a_pasted_table_is_mended_in_place(either_page, words):
    page = either_page
    begin(page, words, next(kommuner))
    first, second = address(), address()
    page.locator("#pasted").fill(
        "E-post\tNamn\tRoll\tAllergi\n"
        f"{first}\tÅsa Övning\tRektor\tNötter\nfel\tBo Prov\tRektor\t\n{second}\tCia Prov\t\t\n{first}\tDan Prov\tRektor\t")
    press(page, words["preview"])
    assert statuses(page) == ["confirmed", "wrong", "wrong", "wrong"]
    assert "Nötter" not in page.content()
    expect(page.locator("#pasted")).to_have_value("")
    for control in ("person-2-email", "person-3-role", "person-4-email"):
        expect(page.locator(f"#{control}")).to_have_attribute("aria-invalid", "true")
        page.locator(f"#error-summary a[href='#{control}']").click()
        expect(page.locator(f"#{control}")).to_be_focused()
    page.locator("#person-2-email").fill("")
    page.locator("#person-3-role").fill("Lärare")
    press(page, words["remove"].format(4))
    assert statuses(page) == ["confirmed", "confirmed", "confirmed"]
    press(page, words["send"].format(3))
    expect(page.locator("[data-member]")).to_have_count(3)


def test_a_file_of_swedish_excel_is_read(either_page):
    page = either_page
    begin(page, WORDS["sv"], next(kommuner))
    page.locator("#file").set_input_files({
        "name": "lista.csv", "mimeType": "text/csv",
        "buffer": "Förnamn;Efternamn;Befattning\r\nÅsa;Öberg;Rektor, språk\r\n".encode("cp1252"),
    })  # fmt: skip
    press(page, "Förhandsgranska")
    expect(page.locator("#person-1-givenName")).to_have_value("Åsa")
    expect(page.locator("#person-1-role")).to_have_value("Rektor, språk")
    page.locator("#file").set_input_files({"name": "lista.xlsx", "mimeType": "x/y", "buffer": b"PK\x03\x04"})
    press(page, "Förhandsgranska igen")
    expect(page.locator("#file-error")).to_contain_text("kalkylblad")
    expect(page.locator("#person-1-givenName")).to_have_value("Åsa")


def test_those_for_whom_there_is_no_seat_are_told_before(either_page, words):
    page = either_page
    begin(page, words, next(without_people))
    page.locator("#pasted").fill("\n".join(f"Namn{number}\tÖvning\t\tRektor" for number in range(7)))
    press(page, words["preview"])
    assert statuses(page) == ["confirmed"] * 5 + ["waiting"] * 2
    page.get_by_label(words["together"]).check()
    press(page, words["again"])
    assert statuses(page) == ["waiting"] * 7
    press(page, words["send"].format(7))
    expect(page.locator("[data-member=waiting]")).to_have_count(7)


def test_every_page_on_the_way_is_accessible(page, words):
    begin(page, words, next(kommuner))
    person(page, 1, "Åsa")
    person(page, 2, "Bo", "fel")
    press(page, words["preview"])
    assert statuses(page) == ["confirmed", "wrong"]
    check(page)
    person(page, 2, "Bo", address())
    press(page, words["again"])
    check(page)
    press(page, words["send"].format(2))
    check(page)
    page.get_by_role("link", name="Åsa von Övning").click()
    page.locator("#email").fill("fel")
    with page.expect_navigation():
        page.locator("#email").press("Enter")
    check(page)


def test_rows_are_added_at_once_with_scripts(page):
    page.goto("/anmalan/grupp")
    page.locator("#person-5-role").fill("Rektor")
    page.get_by_role("button", name="Fler rader").click()
    expect(page.locator("#person-6-givenName")).to_be_focused()
    expect(page.locator("#person-6-role")).to_have_value("")
    person(page, 6, "Åsa")
    page.locator("#person-6").get_by_role("button").click()
    expect(page.locator(".person")).to_have_count(5)
    check(page)


def test_rows_are_added_by_the_server_without(browser, served):
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        page = context.new_page()
        begin(page, WORDS["sv"], "Malå")
        person(page, 1, "Åsa")
        press(page, "Fler rader")
        expect(page.locator(".person")).to_have_count(10)
        expect(page.locator("#person-1-givenName")).to_have_value("Åsa")
        expect(page.locator("#contactName")).to_have_value("Kontakt Påhitt")
        press(page, "Ta bort person 1")
        expect(page.locator(".person")).to_have_count(9)
        expect(page.locator("#person-1-givenName")).to_have_value("")


def test_enter_in_a_field_previews_and_removes_nobody(either_page):
    page = either_page
    begin(page, WORDS["sv"], next(kommuner))
    person(page, 1, "Åsa")
    with page.expect_navigation():
        page.locator("#person-1-role").press("Enter")
    assert statuses(page) == ["confirmed"]


def test_the_contact_adds_an_address_cancels_and_adds_people(either_page, words):
    page = either_page
    begin(page, words, next(kommuner))
    person(page, 1, "Åsa")
    person(page, 2, "Bo", address())
    press(page, words["preview"])
    press(page, words["send"].format(2))
    group = page.url
    page.get_by_role("link", name="Åsa von Övning").click()
    page.locator("#email").fill("ingen")
    press(page, words["add"])
    expect(page.locator("#email-error")).to_be_visible()
    own = address()
    page.locator("#email").fill(own)
    press(page, words["add"])
    assert page.url == group
    expect(page.locator("table")).to_contain_text(own)
    page.get_by_role("link", name="Bo von Övning").click()
    page.locator("summary").click()
    press(page, words["cancel"])
    expect(page.locator("[data-member=cancelled]")).to_have_count(1)
    page.get_by_role("link", name=words["add more"]).click()
    assert page.locator("#contactName").count() == 0
    page.locator("#organisationType").select_option("press")
    page.locator("#organisation").fill("Påhittad tidning")
    person(page, 1, "Cia")
    press(page, words["preview"])
    press(page, words["send one"])
    assert page.url == group
    expect(page.locator("[data-member]")).to_have_count(3)


def test_the_contact_takes_all_offers_at_once(either_page, words):
    page = either_page
    begin(page, words, next(kommuner_to_fill))
    page.locator("#pasted").fill("\n".join(f"Namn{number}\tÖvning\t\tRektor" for number in range(7)))
    press(page, words["preview"])
    press(page, words["send"].format(7))
    group = page.url
    for number in range(2):
        page.get_by_role("link", name=f"Namn{number} Övning").click()
        page.locator("summary").click()
        press(page, words["cancel"])
    expect(page.locator("[data-member=offered]")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-member=offered]")).to_have_count(2)
    press(page, words["take"])
    assert page.url == group
    expect(page.locator("[data-member=offered]")).to_have_count(0)
    expect(page.locator("[data-member=confirmed]")).to_have_count(5)


def test_a_file_that_is_too_large_is_told_of_before_it_is_sent(page):
    page.goto("/anmalan/grupp")
    upload = page.locator("#file")
    upload.set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": b"x" * (513 << 10)})
    expect(page.locator("#file-error")).to_contain_text("Tabellen är för stor")
    expect(upload).to_have_value("")
    expect(upload).to_have_accessible_description("Spara kalkylbladet som CSV först Tabellen är för stor. "
                                                  "Den får vara högst 512 kB. Dela upp den.")  # fmt: skip
    upload.set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": b"Asta;Prov;;Rektor"})
    expect(page.locator("#file-error")).to_have_count(0)
