"""Debian's Chromium, driven by Playwright, on one program."""

import contextlib
import os
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
HEIGHT = 900


@contextlib.contextmanager
def launched():
    with sync_playwright() as playwright:
        with started(playwright.chromium) as browser:
            yield browser


@contextlib.contextmanager
def started(kind, *arguments: str):
    """A browser of a kind, beside others perhaps, with arguments of its own."""
    # Chromium refuses its sandbox to root, who runs the checks in most containers.
    everywhere = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = kind.launch(executable_path=shutil.which("chromium"), args=everywhere + list(arguments))
    yield browser
    browser.close()


@contextlib.contextmanager
def person_at(browser, site: str, loses_network: bool = False, **settings):
    """A browser window of somebody who has never been on the site. Fails when a page misbehaves unseen."""
    context = browser.new_context(
        **{"base_url": site, "locale": "sv-SE", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": HEIGHT}}
        | settings
    )
    context.set_default_timeout(10_000)
    misbehaviour = []
    own = urlsplit(site).netloc

    def note_console(message):
        # Chromium also notes each answer that is an error; 4xx pages are ours to send.
        if loses_network and "net::ERR_" in message.text:
            return
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            misbehaviour.append(f"console on {message.page.url}: {message.text}")

    def note_request(request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != own:
            misbehaviour.append(f"request to {request.url}")

    context.on("console", note_console)
    context.on("weberror", lambda error: misbehaviour.append(f"script: {error.error}"))
    context.on("request", note_request)
    context.on(
        "response",
        lambda response: response.status >= 500 and misbehaviour.append(f"{response.status} from {response.url}"),
    )
    yield context
    context.close()
    assert not misbehaviour, "\n".join(misbehaviour)


def fill(page, person: dict):
    """Fills in the sign-up form as a person would."""
    for name, answer in person.items():
        answer_field(page, name, answer)


def answer_field(page, name: str, answer: str):
    control = page.locator(f"[name='{name}']").first
    if control.evaluate("control => control.type === 'radio'"):
        page.locator(f"[name='{name}'][value='{answer}']").check()
    elif control.evaluate("control => control.tagName === 'SELECT'"):
        control.select_option(answer)
    elif answer or control.is_visible():
        control.fill(answer)


def submit_button(page):
    return page.locator("main form[method=post] button").first


def submit(page):
    submit_button(page).click()


def cookie(organiser) -> dict:
    """The session of somebody who signed in without a browser, for one."""
    name, value = organiser.headers["Cookie"].split("=", 1)
    # Chromium takes a __Host- cookie from here only as if it had come over HTTPS; it sends it to loopback either way.
    return {"name": name, "value": value, "url": "https://127.0.0.1/", "secure": True}
