"""An organiser's work, from the one-time password to the spreadsheet."""

import chromium
import people
from playwright.sync_api import expect
from visitor import Visitor, code_on

PASSWORD = "elva små gröna hästar"


def sign_in(page, name: str, password: str):
    page.goto("/admin")
    expect(page.locator("h1")).to_be_visible()
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    chromium.submit(page)


def test_from_the_one_time_password_to_the_spreadsheet(browser, program, tmp_path):
    with Visitor(program.port) as visitor:
        code = code_on(visitor.get(visitor.register(people.person(1, "0180")).personal).text)

    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        sign_in(page, program.name, "not the password")
        expect(page.locator("#error-summary, [role=alert]").first).to_be_visible()

        sign_in(page, program.name, program.password)
        page.wait_for_url("**/admin/losenord")
        page.locator("#password").fill(PASSWORD)
        page.locator("#repeated").fill(PASSWORD)
        chromium.submit(page)
        page.wait_for_url("**/admin/oversikt")
        (cookie,) = context.cookies()
        assert cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict")

        page.goto("/admin/deltagare")
        page.locator("input[name=q]").fill(code.lower())
        page.keyboard.press("Enter")
        page.wait_for_url("**q=*")
        rows = page.locator("main table tbody tr")
        expect(rows).to_have_count(1)

        with page.expect_download() as download:
            page.locator("a[href*='deltagare.csv']").first.click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.suffix == ".csv"
        assert len(saved.read_text("utf-8-sig").splitlines()) == 2

        rows.first.get_by_role("link").first.click()
        expect(page.locator("main")).to_contain_text(code)
        page.locator("a[href$='/avboka']").click()
        chromium.submit(page)
        expect(page.locator("main")).to_contain_text("Avbokad")


def test_the_one_time_password_is_good_for_nothing_else(browser, program):
    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        sign_in(page, program.name, program.password)
        page.wait_for_url("**/admin/losenord")
        page.goto("/admin/deltagare")
        page.wait_for_url("**/admin/losenord")


def test_filters_stay_in_the_address_and_narrow_the_list(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare?kommun=1499")
    rows = page.locator("main table tbody tr")
    assert 0 < rows.count() < 40
    page.goto("/admin/deltagare?kommun=1499&state=cancelled")
    expect(rows).to_have_count(0)


def test_a_longer_list_is_turned_page_by_page(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare")
    registrations = int(page.locator(".count-line strong").inner_text())
    seen = set()
    while True:
        seen.update(page.locator("main table tbody tr").all_inner_texts())
        following = page.locator(".pages a[href*='after=']")
        if not following.count():
            break
        with page.expect_navigation():
            following.last.click()
    assert len(seen) == registrations


def test_raising_a_quota_offers_seats_to_those_who_wait(organisers_page, links):
    page = organisers_page
    page.goto(links["waiting"])
    expect(page.locator("[data-state=waiting]").first).to_be_visible()
    page.goto("/admin/kvoter")
    page.locator("main table tr", has_text="Kiruna").get_by_role("link").first.click()
    page.locator("[name=ceiling]").fill("20")
    chromium.submit(page)
    page.goto(links["waiting"])
    expect(page.locator("[data-state=offered]").first).to_be_visible()


def test_the_list_follows_the_search_as_it_is_typed(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare?state=confirmed")
    rows = page.locator("main table tbody tr")
    count = page.locator("#attendees-count")
    expect(count).to_have_role("status")
    everybody = int(count.locator("strong").inner_text())
    page.locator("#q").press_sequentially("mönsterlund ex", delay=20)
    expect(count.locator("strong")).not_to_have_text(str(everybody))
    page.wait_for_url("**q=m%C3%B6nsterlund+ex**")
    expect(page.locator("#q")).to_be_focused()
    expect(rows.first).to_contain_text("Mönsterlund, Exempel")
    assert "state=confirmed" in page.url
    found = count.inner_text()
    assert "q=" in page.locator("a.language").get_attribute("href")

    page.reload()
    assert count.inner_text() == found
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_some_are_marked_and_labelled_and_that_is_undone(browser, served, organisers_cookie):
    for script in (True, False):
        with chromium.person_at(browser, served.site, java_script_enabled=script) as context:
            context.add_cookies([organisers_cookie])
            page = context.new_page()
            page.goto("/admin/deltagare")
            for number in (0, 2):
                page.locator("main tbody input[type=checkbox]").nth(number).check()
            with page.expect_navigation():
                page.get_by_role("button", name="de markerade").click()
            expect(page.locator(".count-line strong")).to_have_text("2")
            page.locator("#label").fill("Talare")
            with page.expect_navigation():
                page.get_by_role("button", name="Sätt etiketten").click()
            expect(page.locator(".success")).to_contain_text("Etiketten Talare sattes på 2 personer")
            with page.expect_navigation():
                page.get_by_role("button", name="Ångra").click()
            expect(page.locator("select[name=label]")).to_have_count(0)


def test_a_view_is_saved_and_led_back_to(organisers_page):
    page = organisers_page
    page.goto("/admin/deltagare?kommun=1499")
    page.locator(".views summary").click()
    page.locator(".views [name=name]").fill("Falköping")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara vyn").click()
    page.goto("/admin/deltagare")
    page.locator(".views summary").click()
    page.get_by_role("link", name="Falköping").first.click()
    page.wait_for_url("**?kommun=1499")
