"""What holds on each page: accessible in both languages, in light and dark, on a telephone and on a desk."""

import chromium
import pages
import people
import pytest
from axe_playwright_python.sync_playwright import Axe

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The scheme changes colours and nothing else, so the dark one is judged by them alone.
RULES = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
EACH_LANGUAGE = pytest.mark.parametrize("language", [0, 1], ids=pages.LANGUAGES)


def check(page):
    """The page as it stands, at every width and in both colour schemes."""
    for width in chromium.WIDTHS:
        page.set_viewport_size({"width": width, "height": chromium.HEIGHT})
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px too wide at {width} px"
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules})
            assert not found.violations_count, f"{page.url} at {width} px, {scheme}\n{found.generate_report()}"


@EACH_LANGUAGE
@pytest.mark.parametrize("name", pages.PUBLIC | pages.FRAMED)
def test_a_public_page_is_accessible(page, name, language):
    page.goto((pages.PUBLIC | pages.FRAMED)[name][language])
    check(page)
    assert page.context.cookies() == []


@EACH_LANGUAGE
@pytest.mark.parametrize("state", ["confirmed", "waiting", "cancelled", "offered"])
def test_a_personal_page_is_accessible(page, links, state, language):
    page.goto(pages.personal(links[state])["personal"][language])
    assert page.locator("[data-state]").first.get_attribute("data-state") == state
    check(page)


@EACH_LANGUAGE
def test_the_cancelling_step_is_accessible(page, links, language):
    page.goto(pages.personal(links["confirmed"])["cancel"][language])
    check(page)


@EACH_LANGUAGE
@pytest.mark.parametrize("state", ["offered", "waiting"])
def test_an_offer_is_accessible_while_it_stands_and_when_there_is_none(page, links, state, language):
    page.goto(pages.personal(links[state])["offer"][language])
    assert page.locator("main form").count() == (state == "offered")
    check(page)


@EACH_LANGUAGE
def test_the_questions_are_accessible_with_and_without_problems(page, links, language):
    page.goto(pages.personal(links["confirmed"])["questions"][language])
    check(page)
    chromium.submit(page)
    page.locator("#error-summary").wait_for()
    check(page)


@EACH_LANGUAGE
def test_the_form_with_problems_is_accessible(page, language):
    page.goto(pages.PUBLIC["form"][language])
    chromium.submit(page)
    page.locator("#error-summary").wait_for()
    check(page)


@EACH_LANGUAGE
def test_the_page_for_a_taken_address_is_accessible(page, served, language):
    address = pages.PUBLIC["form"][language]
    for _ in range(2):
        page.goto(address)
        chromium.fill(page, people.person(2000 + language, "0680"))
        with page.expect_navigation():
            chromium.submit(page)
    assert page.locator("[data-state]").count() == 0
    check(page)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", pages.group("", ""))
def test_a_page_of_a_groups_contact_is_accessible(page, groups_pages, name, language):
    page.goto(groups_pages[name][language])
    check(page)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", pages.kommun("", ""))
def test_a_page_behind_a_kommuns_link_is_accessible(page, kommuns_pages, name, language):
    page.goto(kommuns_pages[name][language])
    check(page)


@EACH_LANGUAGE
@pytest.mark.parametrize("name, field", [("group-contact", "contactEmail"), ("group-person", "email")])
def test_an_address_that_is_refused_to_a_groups_contact_is_accessible(page, groups_pages, name, field, language):
    page.goto(groups_pages[name][language])
    page.locator(f"#{field}").fill("ingen")
    with page.expect_navigation():
        page.locator(f"form:has(#{field}) button").click()
    page.locator("#error-summary").wait_for()
    check(page)


@EACH_LANGUAGE
def test_the_organisers_page_of_a_group_is_accessible(organisers_page, groups_pages, language):
    assert organisers_page.goto(("/admin/grupper/1", "/en/admin/groups/1")[language]).status == 200
    check(organisers_page)


@EACH_LANGUAGE
def test_a_page_that_is_not_there_is_accessible(page, language):
    assert page.goto(("/finns-inte", "/en/not-there")[language]).status == 404
    check(page)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", pages.ORGANISERS | pages.SHEETS)
def test_an_organisers_page_is_accessible(organisers_page, name, language):
    organisers_page.goto((pages.ORGANISERS | pages.SHEETS)[name][language])
    check(organisers_page)


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ["attendees", "quotas", "questions", "workshops"])
def test_one_row_of_the_organisers_is_accessible(organisers_page, name, language):
    page = organisers_page
    address = pages.ORGANISERS[name][language]
    page.goto(address)
    with page.expect_navigation():
        page.locator(f"main table a[href*='{address}/']").first.click()
    assert page.url.rstrip("/").rsplit("/", 1)[-1].isdigit()
    check(page)


@pytest.mark.parametrize("name", pages.PUBLIC)
def test_the_language_switch_stays_on_the_page_and_comes_back(page, name):
    swedish, english = pages.PUBLIC[name]
    page.goto(swedish)
    page.locator("a[hreflang=en]").first.click()
    page.wait_for_url(f"**{english}")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("a[hreflang=sv]").first.click()
    page.wait_for_url(f"**{swedish}")
    assert page.locator("html").get_attribute("lang") == "sv"


FOCUS = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect()
    return {
        on: element === document.body ? null : element.outerHTML.slice(0, 120),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
    }
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", pages.PUBLIC)
def test_the_focus_is_seen_wherever_it_goes(page, name, width):
    page.set_viewport_size({"width": width, "height": chromium.HEIGHT})
    page.goto(pages.PUBLIC[name][0])
    steps = 0
    for steps in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["on"] is None:
            break
        assert focus["ring"], f"no focus ring on {focus['on']}"
        assert focus["inView"], f"out of sight: {focus['on']}"
        if steps == 0:
            assert 'href="#' in focus["on"], f"the first stop is no skip link: {focus['on']}"
    assert steps > 3


@pytest.mark.parametrize("name", pages.PUBLIC)
def test_a_page_may_be_zoomed_and_spaced_out(page, name):
    """WCAG 1.4.4 and 1.4.12: text twice as large, and the spacing that a reader may choose."""
    page.set_viewport_size({"width": 640, "height": chromium.HEIGHT})
    page.goto(pages.PUBLIC[name][0])
    page.evaluate("""() => {
        document.documentElement.style.fontSize = '200%'
        for (const element of document.body.querySelectorAll('*')) {
            element.style.setProperty('line-height', '1.5', 'important')
            element.style.setProperty('letter-spacing', '0.12em', 'important')
            element.style.setProperty('word-spacing', '0.16em', 'important')
        }
    }""")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} px too wide"
