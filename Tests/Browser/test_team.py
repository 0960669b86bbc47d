"""The organisers' team: invited by link, signed in in two steps; by keyboard alone, with and without scripts."""

import subprocess

import chromium
import pytest
import totp
from playwright.sync_api import expect
from test_every_page import EACH_LANGUAGE, check
from visitor import Organiser

PASSWORD = "elva små gröna hästar"


def press_to(page, target):
    """Moves the focus there as somebody does who has no mouse."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {target}")


def type_into(page, selector: str, text: str):
    press_to(page, page.locator(selector))
    page.keyboard.type(text)


def press(page, target):
    press_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick(page, selector: str):
    press_to(page, page.locator(selector))
    page.keyboard.press("Space")


def scanned(page, folder) -> str:
    """What a telephone reads on the page."""
    picture = folder / "code.png"
    page.locator(".enrolment svg").screenshot(path=picture)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True, encoding="utf-8")
    return read.stdout.strip()


def cookie_of(program):
    with Organiser(program) as organiser:
        return chromium.cookie(organiser)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request):
    return request.param


def test_by_keyboard_from_the_invitation_to_signing_in_in_two_steps(browser, program, script, tmp_path):
    settings = {"java_script_enabled": script}
    with chromium.person_at(browser, program.site, **settings) as context:
        context.add_cookies([cookie_of(program)])
        page = context.new_page()
        page.goto("/admin/lag")
        press(page, page.locator("main a.button"))
        type_into(page, "#name", "Cia")
        tick(page, "#role-reader")
        tick(page, "#role-needs")
        press(page, page.locator("main form button"))
        link = page.locator(".full-address").inner_text()
        assert link.startswith(f"{program.site}/inbjudan/")

    with chromium.person_at(browser, program.site, **settings) as context:
        page = context.new_page()
        page.goto(link)
        expect(page.locator("main")).to_contain_text("Behovsansvarig")
        type_into(page, "#password", PASSWORD)
        type_into(page, "#repeated", PASSWORD)
        press(page, page.locator("main form button"))
        assert page.url.endswith("/admin/oversikt")
        menu = page.locator("nav[aria-label=Huvudmeny]")
        expect(menu.get_by_role("link", name="Behov")).to_be_visible()
        expect(menu.get_by_role("link", name="Utskick")).to_have_count(0)
        assert page.goto("/admin/utskick").status == 403

        page.goto("/admin/konto/tvasteg")
        key = page.locator("code.key").inner_text()
        assert scanned(page, tmp_path) == f"otpauth://totp/Vemfn:cia?secret={key.replace(' ', '')}&issuer=Vemfn"
        type_into(page, "#code", totp.code(key))
        type_into(page, "#current", PASSWORD)
        press(page, page.locator("main form button"))
        codes = page.locator(".recovery-codes code").all_inner_texts()
        assert len(set(codes)) == 10
        press(page, page.locator("main a.button"))
        press(page, page.locator("header form button"))

        for answer in (totp.code(key, steps_ahead=1), codes[0].lower()):
            page.goto("/admin")
            type_into(page, "#name", "cia")
            type_into(page, "#password", PASSWORD)
            press(page, page.locator("main form button"))
            assert page.url.endswith("/admin/logga-in/kod")
            type_into(page, "#code", "000000")
            press(page, page.locator("main form button"))
            expect(page.locator("#code-error")).to_be_visible()
            type_into(page, "#code", answer)
            press(page, page.locator("main form button"))
            assert page.url.endswith("/admin/oversikt")
            press(page, page.locator("header form button"))


def test_an_owner_ends_a_session_and_demands_the_second_step(browser, program, script):
    with chromium.person_at(browser, program.site, java_script_enabled=script) as context:
        elsewhere = cookie_of(program)
        context.add_cookies([cookie_of(program)])
        page = context.new_page()
        page.goto("/admin/konto")
        rows = page.locator("main table tbody tr")
        expect(rows).to_have_count(2)
        press(page, rows.nth(1).get_by_role("button"))
        expect(rows).to_have_count(1)

        page.goto("/admin/lag")
        press(page, page.locator("button[name=required]"))
        assert page.url.endswith("/admin/konto/tvasteg")
        page.goto("/admin/deltagare")
        assert page.url.endswith("/admin/konto/tvasteg")

    with chromium.person_at(browser, program.site) as context:
        context.add_cookies([elsewhere])
        page = context.new_page()
        page.goto("/admin/deltagare")
        assert page.url.endswith("/admin/logga-in")


@EACH_LANGUAGE
def test_the_pages_on_the_way_into_the_team_are_accessible(browser, program, language):
    with chromium.person_at(browser, program.site) as context:
        context.add_cookies([cookie_of(program)])
        page = context.new_page()
        page.goto(("/admin/lag/bjud-in", "/en/admin/team/invite")[language])
        with page.expect_navigation():
            chromium.submit(page)
        check(page)
        page.locator("#name").fill("cia")
        page.locator("#role-door").check()
        with page.expect_navigation():
            chromium.submit(page)
        check(page)
        link = page.locator(".full-address").inner_text()
        page.goto(("/admin/lag", "/en/admin/team")[language])
        check(page)
        page.locator("main table a").first.click()
        check(page)

        page.goto(("/admin/konto/tvasteg", "/en/admin/account/two-step")[language])
        page.locator("#code").fill("000000")
        page.locator("#current").fill(PASSWORD)
        with page.expect_navigation():
            chromium.submit(page)
        check(page)
        page.locator("#code").fill(totp.code(page.locator("code.key").inner_text()))
        page.locator("#current").fill(PASSWORD)
        with page.expect_navigation():
            chromium.submit(page)
        check(page)
        page.goto(("/admin/konto/tvasteg", "/en/admin/account/two-step")[language])
        check(page)

    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        page.goto(link)
        check(page)
        with page.expect_navigation():
            chromium.submit(page)
        check(page)
        page.locator("#password").fill(PASSWORD)
        page.locator("#repeated").fill(PASSWORD)
        with page.expect_navigation():
            chromium.submit(page)
        assert page.url.endswith(("/admin/incheckning", "/en/admin/check-in")[language])
        check(page)
        assert page.goto(("/admin/deltagare", "/en/admin/attendees")[language]).status == 403
        check(page)

        page.goto(("/admin/logga-in", "/en/admin/sign-in")[language])
        page.locator("#name").fill(program.name)
        page.locator("#password").fill(PASSWORD)
        with page.expect_navigation():
            chromium.submit(page)
        assert page.url.endswith(("/admin/logga-in/kod", "/en/admin/sign-in/code")[language])
        check(page)
