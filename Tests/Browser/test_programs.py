"""Keys and webhooks, as an organiser makes them; by keyboard alone, and without scripts."""

import chromium
import pytest
from playwright.sync_api import expect
from receiver import Receiver
from test_team import cookie_of, press, tick, type_into
from visitor import Visitor


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def page(browser, program):
    with chromium.person_at(browser, program.site, java_script_enabled=False) as context:
        context.add_cookies([cookie_of(program)])
        yield context.new_page()


def test_a_key_is_made_shown_once_used_and_revoked_by_keyboard(program, page):
    page.goto("/admin/nycklar")
    press(page, page.locator("main a.button"))
    type_into(page, "#name", "Intranätet")
    press(page, page.locator("main form button"))
    expect(page.locator(".error-summary, [role=alert]").first).to_be_visible()
    expect(page.locator("#name")).to_have_value("Intranätet")
    tick(page, "#scope")
    press(page, page.locator("main form button"))
    key = page.locator("#key").inner_text()
    asks = {"Authorization": f"Bearer {key}"}
    with Visitor(program.port) as visitor:
        assert visitor.ask("GET", "/api/v1/registrations", None, asks).status == 200
        press(page, page.locator("main a.button"))
        expect(page.locator("tbody tr")).to_contain_text("Intranätet")
        assert key not in page.content()
        press(page, page.locator("tbody button"))
        expect(page.locator("tbody tr")).to_contain_text("Återkallad")
        assert visitor.ask("GET", "/api/v1/registrations", None, asks).status == 401


def test_a_webhook_is_added_and_tried_without_scripts(program, page, receiver):
    program.stop()
    program.environment["VEMFN_WEBHOOKS"] = "anywhere"
    program.environment["VEMFN_PORT"] = str(program.port)
    program.start()
    page.goto("/admin/webhookar/ny")
    page.locator("#url").fill("ingen adress")
    page.locator("#event").check()
    page.locator("main form button").click()
    expect(page.locator("#url-error")).to_contain_text("https://")
    expect(page.locator("#event")).to_be_checked()
    page.locator("#url").fill(receiver.url)
    page.locator("main form button").click()
    secret = page.locator("#secret").inner_text()
    page.locator("main a.button").click()
    page.get_by_role("button", name="Skicka ett prov").click()
    for _ in range(100):
        if page.locator('[data-state="delivered"]').count():
            break
        page.reload()
    expect(page.locator("#attempts + div")).to_contain_text("svarade 204")
    assert receiver.told[0].json == {"type": "ping", "timestamp": receiver.told[0].json["timestamp"], "data": {}}
    assert receiver.told[0].is_signed_with(secret)
