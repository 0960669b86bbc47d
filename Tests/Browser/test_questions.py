"""Step 2, with and without scripts: the organisers' questions, their follow-ups, and workshops."""

import itertools

import chromium
import people
import pytest
from playwright.sync_api import expect
from visitor import Visitor

numbers = itertools.count(3000)
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])
WORDS = {
    "sv": {"step": "Steg 2 av 3", "done": "Steg 3 av 3", "follow-up": "Hur känner fotografen igen dig?", "jobs": "jobb",
           "education": "utbildning", "again": "Byt workshop", "place": "Du har en plats"},
    "en": {"step": "Step 2 of 3", "done": "Step 3 of 3", "follow-up": "How does the photographer recognise you?",
           "jobs": "jobs", "education": "education", "again": "Change workshops", "place": "You have a place"},
}  # fmt: skip


def sign_up(page, language: str):
    page.goto({"sv": "/anmalan", "en": "/en/registration"}[language])
    expect(page.locator(".step")).to_contain_text("1")
    chromium.fill(page, people.person(next(numbers), "2480") | {"dietaryNeeds": "", "accessNeeds": ""})
    chromium.submit(page)
    expect(page.locator(".step")).to_contain_text(WORDS[language]["step"])


def workshop(page, name: str):
    return page.get_by_label(name)


@EACH_LANGUAGE
def test_questions_and_a_workshop_are_answered_and_changed(either_page, language):
    page, words = either_page, WORDS[language]
    sign_up(page, language)
    page.locator("input[name=q1][value=yes]").check()
    workshop(page, words["jobs"]).check()
    chromium.submit(page)
    expect(page.locator("main")).to_contain_text(words["done"])
    expect(page.locator("[data-workshop=taken]")).to_contain_text(words["jobs"])
    page.get_by_role("link", name=words["again"]).click()
    workshop(page, words["jobs"]).uncheck()
    workshop(page, words["education"]).check()
    chromium.submit(page)
    expect(page.locator("[data-workshop=taken]")).to_have_count(1)
    expect(page.locator("[data-workshop=taken]")).to_contain_text(words["education"])


@EACH_LANGUAGE
def test_a_follow_up_comes_with_its_answer(either_page, language):
    page, words = either_page, WORDS[language]
    sign_up(page, language)
    follow_up = page.get_by_label(words["follow-up"])
    expect(follow_up).to_be_hidden()
    page.locator("input[name=q1][value=no]").check()
    if follow_up.count():  # without scripts it lies in a template
        expect(follow_up).to_be_visible()
        page.locator("input[name=q1][value=yes]").check()
        expect(follow_up).to_be_hidden()
        page.locator("input[name=q1][value=no]").check()
    else:
        chromium.submit(page)
        page.wait_for_url("**?next=yes")
    follow_up.fill("grön väst")
    chromium.submit(page)
    expect(page.locator("main")).to_contain_text(words["done"])
    expect(page.locator("main")).to_contain_text("grön väst")


def test_what_is_wrong_is_said_at_the_question_and_nothing_is_lost(either_page):
    page = either_page
    sign_up(page, "sv")
    workshop(page, "jobb").check()
    workshop(page, "utbildning").check()
    chromium.submit(page)
    summary = page.locator("#error-summary")
    expect(summary).to_contain_text("är på samma tid")
    for link in summary.locator("a").all():
        link.click()
        expect(page.locator(link.get_attribute("href"))).to_be_focused()
    expect(workshop(page, "jobb")).to_be_checked()
    expect(workshop(page, "utbildning")).to_be_checked()


def test_what_must_be_answered_is_asked_for_until_it_is(either_page):
    page = either_page
    sign_up(page, "sv")
    page.get_by_role("link", name="Svara senare").click()
    expect(page.locator("[data-missing='1']")).to_contain_text("Får du synas på bild")
    page.get_by_role("link", name="Svara på frågorna").click()
    page.locator("input[name=q1][value=yes]").check()
    chromium.submit(page)
    expect(page.locator("[data-missing]")).to_have_count(0)


def test_an_organiser_asks_a_question_and_makes_a_workshop(organisers_page, served):
    page = organisers_page
    page.goto("/admin/fragor/ny")
    page.locator("main form button.main").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.locator("#kind").select_option("number")
    page.locator("#labelSv").fill("Hur många böcker tar du med?")
    page.locator("#labelEn").fill("How many books do you bring?")
    page.locator("#highest").fill("9")
    page.locator("#audience-press").check()
    page.locator("#purposeSv").fill("Bokbordet")
    page.locator("#purposeEn").fill("The table of books")
    page.locator("#retentionDays").fill("7")
    page.locator("main form button.main").click()
    expect(page.locator("main table").first).to_contain_text("Hur många böcker tar du med?")
    page.goto("/en/admin/workshops/new")
    for name, text in {"titleSv": "Studiebesök", "titleEn": "Study visit", "starts": "15:00", "ends": "16:00",
                       "capacity": "1"}.items():  # fmt: skip
        page.locator(f"#{name}").fill(text)
    page.locator("main form button.main").click()
    expect(page.locator("main table")).to_contain_text("Study visit")
    with Visitor(served.port) as visitor:
        assert "Studiebesök" in visitor.get("/").text
        assert "How many books do you bring?" in visitor.get("/en/privacy").text


def test_a_freed_workshop_place_is_offered_and_taken_in_two_steps(either_page, served, organisers_page):
    name = f"Provbord {next(numbers)}"
    organisers_page.goto("/admin/workshoppar/ny")
    for control, text in {"titleSv": name, "titleEn": name, "starts": "17:00", "ends": "18:00", "capacity": "1"}.items():
        organisers_page.locator(f"#{control}").fill(text)
    organisers_page.locator("main form button.main").click()
    page = either_page
    addresses = []
    for _ in range(2):
        sign_up(page, "sv")
        addresses.append(page.url)
        page.locator("input[name=q1][value=yes]").check()
        workshop(page, name).check()
        chromium.submit(page)
        expect(page.locator("main")).to_contain_text("Steg 3 av 3")
    expect(page.locator("[data-workshop=waiting]")).to_contain_text(name)
    page.goto(addresses[0])
    workshop(page, name).uncheck()
    chromium.submit(page)
    page.goto(addresses[1].removesuffix("/fragor"))
    expect(page.locator("[data-workshop=offered]")).to_contain_text(name)
    page.get_by_role("link", name="Svara på erbjudandet").click()
    page.go_back()
    expect(page.locator("[data-workshop=offered]")).to_contain_text(name)
    page.get_by_role("link", name="Svara på erbjudandet").click()
    page.get_by_role("button", name="Ja, jag vill ha platsen").click()
    expect(page.locator("[data-workshop=taken]")).to_contain_text(name)
