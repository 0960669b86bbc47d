"""The open figures: the map and the table that says the same."""

import contextlib
import http.server
import threading

from playwright.sync_api import expect

import chromium


@contextlib.contextmanager
def another_site(page: str):
    """A server of somebody else's, with that page at every address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_by_keyboard_a_square_of_the_map_leads_to_its_row(browser, program):
    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        page.goto("/kvoter")
        page.locator(".tile-map figcaption a").focus()
        page.keyboard.press("Tab")
        told = page.locator(".told")
        expect(told).to_have_text(page.evaluate("document.activeElement.querySelector('title').textContent"))
        first = told.inner_text()
        page.keyboard.press("ArrowRight")
        expect(told).not_to_have_text(first)
        page.keyboard.press("ArrowLeft")
        expect(told).to_have_text(first)
        page.keyboard.press("ArrowDown")
        name = told.inner_text().split(":")[0]
        page.keyboard.press("Enter")
        expect(page.locator("tr:target th")).to_contain_text(name)
        # The map is one stop: the next is behind it.
        page.goto("/kvoter")
        page.locator(".tile-map figcaption a").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.tile-map')")


def test_without_scripts_every_square_is_a_link(browser, program):
    with chromium.person_at(browser, program.site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/en/quotas")
        expect(page.locator(".told")).to_be_hidden()
        page.get_by_role("link", name="Habo: ").focus()
        page.keyboard.press("Enter")
        expect(page.locator("tr:target th")).to_contain_text("Habo")


def test_another_site_shows_a_kommun_in_a_frame(browser, program):
    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        page.goto("/kvoter/badda-in")
        code = page.locator(".to-copy code").first.inner_text()
    # Not chromium.person_at, which fails when a page asks for anything from elsewhere: this one is to.
    with another_site(f"<!DOCTYPE html>{code}") as site, browser.new_context() as context:
        page = context.new_page()
        page.goto(site)
        expect(page.frame_locator("iframe").locator("h1")).to_have_text("Nässjö")


def test_whoever_saves_a_quota_second_is_told_without_scripts(browser, served, organisers_cookie):
    with chromium.person_at(browser, served.site, java_script_enabled=False) as context:
        context.add_cookies([organisers_cookie])
        first, second = context.new_page(), context.new_page()
        for page in (first, second):
            page.goto("/en/admin/quotas/1")
        for page, ceiling in ((first, "41"), (second, "42")):
            page.get_by_label("Ceiling").fill(ceiling)
            page.get_by_role("button", name="Save the quota").click()
        expect(second.locator("#meanwhile")).to_contain_text("Not saved: somebody was before you")
        expect(second.get_by_label("Ceiling")).to_have_value("42")
        expect(second.locator("#ceiling-stands")).to_have_text("What holds now: 41")
        first.reload()
        expect(first.get_by_label("Ceiling")).to_have_value("41")
        second.get_by_role("button", name="Save the quota").click()
        expect(second.locator(".success")).to_contain_text("The quota is saved")
        expect(second.get_by_label("Ceiling")).to_have_value("42")
