import chromium
import pages
import people
import pytest
from visitor import Organiser, Visitor


@pytest.fixture(scope="session")
def browser():
    with chromium.launched() as browser:
        yield browser


@pytest.fixture
def page(browser, served):
    """A window with scripts. Whatever it does is checked for errors and for requests to other sites."""
    with chromium.person_at(browser, served.site) as context:
        yield context.new_page()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def either_page(browser, served, request):
    """A window with scripts, and one without."""
    with chromium.person_at(browser, served.site, java_script_enabled=request.param) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def organisers_cookie(served):
    with Organiser(served) as organiser:
        return chromium.cookie(organiser)


@pytest.fixture
def organisers_page(browser, served, organisers_cookie):
    with chromium.person_at(browser, served.site) as context:
        context.add_cookies([organisers_cookie])
        yield context.new_page()


@pytest.fixture(scope="module")
def groups_pages(served):
    """The pages of a group's contact; the person's is that of one without an address."""
    with Visitor(served.port) as visitor:
        link = visitor.register_group(("Ett", "ett.i.grupp@example.org"), ("Utan", ""), kommun="Ydre")
        return pages.group(link, visitor.people_of(link)[1].rsplit("/", 1)[-1])


@pytest.fixture(scope="module")
def kommuns_pages(served):
    """The pages behind a kommun's link, which has asked for seats."""
    with Visitor(served.port) as visitor, Organiser(served) as organiser:
        visitor.register(people.person(1020, "0482"))
        link = organiser.kommun_link("0482")
        organiser.post(f"{link}/platser", {"action": "ask", "seats": "3", "reason": "Fler vill komma"})
        return pages.kommun(link, visitor.people_of(link)[0].rsplit("/", 1)[-1])


@pytest.fixture(scope="module")
def links(served):
    """Personal links by state."""
    with Visitor(served.port) as visitor:
        crowd = [visitor.register(people.person(1000 + number, "2584")).personal for number in range(7)]
        cancelled = visitor.register(people.person(1007, "0880")).personal
        visitor.post(f"{cancelled}/avboka", {})
        offered = [visitor.register(people.person(1010 + number, "2580")).personal for number in range(6)]
        visitor.post(f"{offered[0]}/avboka", {})
        return {"confirmed": crowd[0], "waiting": crowd[-1], "cancelled": cancelled, "offered": offered[-1]}
