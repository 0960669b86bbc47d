"""What every page promises, looked at without a browser."""

import html5lib
import pages
import people
import pytest
from visitor import Organiser, Visitor, code_on, state_on



@pytest.fixture
def visitor(served):
    with Visitor(served.port) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def link(served):
    with Visitor(served.port) as visitor:
        return visitor.register(people.person(1, "0180")).personal


@pytest.fixture(scope="module")
def group(served):
    with Visitor(served.port) as visitor:
        link = visitor.register_group(("Ett", "ett.i.grupp@example.org"), ("Utan", ""), kommun="Ydre")
        return pages.group(link, visitor.people_of(link)[1].rsplit("/", 1)[-1])


@pytest.fixture(scope="module")
def kommun(served):
    with Visitor(served.port) as visitor, Organiser(served) as organiser:
        visitor.register(people.person(5, "0482"))
        link = organiser.kommun_link("0482")
        return pages.kommun(link, visitor.people_of(link)[0].rsplit("/", 1)[-1])


def in_both_languages(of: dict) -> list:
    return [
        pytest.param(address, language, other, id=f"{name}-{language}")
        for name, addresses in of.items()
        for language, address, other in zip(pages.LANGUAGES, addresses, reversed(addresses))
    ]


@pytest.mark.parametrize("address, language, other", in_both_languages(pages.PUBLIC))
def test_a_public_page_keeps_the_promises(visitor, address, language, other):
    answer = visitor.get(address)
    assert answer.status == 200
    check_page(answer, language, other)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("index", [0, 1], ids=pages.LANGUAGES)
@pytest.mark.parametrize("name", ["personal", "cancel"])
def test_a_personal_page_keeps_the_promises_and_is_stored_nowhere(visitor, link, name, index):
    check_behind_link(visitor, pages.personal(link)[name], index)


@pytest.mark.parametrize("index", [0, 1], ids=pages.LANGUAGES)
@pytest.mark.parametrize("name", pages.group("", ""))
def test_a_page_of_a_groups_contact_keeps_the_promises_and_is_stored_nowhere(visitor, group, name, index):
    check_behind_link(visitor, group[name], index)


@pytest.mark.parametrize("index", [0, 1], ids=pages.LANGUAGES)
@pytest.mark.parametrize("name", pages.kommun("", ""))
def test_a_page_behind_a_kommuns_link_keeps_the_promises_and_is_stored_nowhere(visitor, kommun, name, index):
    check_behind_link(visitor, kommun[name], index)


def check_behind_link(visitor, addresses: tuple[str, str], index: int):
    answer = visitor.get(addresses[index])
    assert answer.status == 200
    check_page(answer, pages.LANGUAGES[index], addresses[1 - index])
    assert "Set-Cookie" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in (answer.headers["X-Robots-Tag"] or "") + answer.text


SCANNING = pages.ORGANISERS["check-in"]


def test_an_organisers_page_keeps_the_promises(served):
    with Organiser(served) as organiser:
        for name, addresses in pages.ORGANISERS.items():
            for language, address, other in zip(pages.LANGUAGES, addresses, reversed(addresses)):
                answer = organiser.get(address)
                assert answer.status == (422 if name.endswith("-problem") else 200), address
                # The decoder of QR codes is WebAssembly, which runs no text as a script.
                allowed = "'wasm-unsafe-eval'" if address.split("?")[0] in SCANNING else ""
                check_page(answer, language, other, allowed)
                assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address, language, other", in_both_languages(pages.FRAMED))
def test_a_page_for_frames_is_well_formed_and_may_do_nothing(visitor, address, language, other):
    answer = visitor.get(address)
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src" not in policy and "form-action" not in policy
    assert "Set-Cookie" not in answer.headers
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    assert page.get("lang") == language
    assert not page.findall(".//form") and not page.findall(".//script")


def check_page(answer, language: str, other: str, allowed: str = ""):
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in (policy.replace(allowed, "") if allowed else policy)
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"]

    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    assert page.get("lang") == language
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//title").text.strip()
    links = {element.get("href") for element in page.findall(".//a")}
    assert other in links, f"no link to {other}"
    alternates = {
        element.get("hreflang"): element.get("href") for element in page.findall(".//link[@rel='alternate']")
    }
    other_language = "en" if language == "sv" else "sv"
    if "/admin" not in other and alternates:
        assert alternates[other_language].endswith(other)
    identifiers = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers)), "an id is there twice"


@pytest.mark.parametrize("address", [address for pair in pages.PUBLIC.values() for address in pair])
def test_head_is_get_without_the_page(visitor, address):
    got = visitor.get(address)
    head = visitor.ask("HEAD", address, None, {})
    assert (head.status, head.body) == (got.status, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_a_form_sent_twice_is_one_registration(visitor):
    token = visitor.token()
    answers = [visitor.register(people.person(2, "0180"), token) for _ in range(3)]
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1


def test_an_address_that_is_taken_tells_nothing_about_its_registration(visitor):
    first = visitor.register(people.person(3, "0305"))
    secret = first.personal.rsplit("/", 1)[-1]
    code = code_on(visitor.get(first.personal).text)
    someone = people.person(3, "0180") | {"givenName": "Någon", "familyName": "Annan"}
    answer = visitor.register(someone)
    assert answer.status == 200
    assert "Location" not in answer.headers
    for told in (code, secret, 'value="Håbo" list='):
        assert told not in answer.text
    assert 'value="Annan"' in answer.text, "what was typed is lost"


def test_whoever_cancels_may_come_back(visitor):
    person = people.person(4, "0583")
    link = visitor.register(person).personal
    cancel = pages.personal(link)["cancel"][0]
    assert state_on(visitor.get(link).text) == "confirmed"
    asked = visitor.get(cancel)
    assert state_on(visitor.get(link).text) == "confirmed", "asking alone must not cancel"
    assert asked.status == 200
    assert visitor.post(cancel, {}).status == 303
    assert state_on(visitor.get(link).text) == "cancelled"
    assert visitor.register(person).status == 303


@pytest.mark.parametrize("address", ["/admin/deltagare", "/admin/kvoter", "/admin/deltagare.csv", "/admin/deltagare/1"])
def test_organisers_pages_are_for_organisers(visitor, address):
    answer = visitor.get(address)
    assert (answer.status, answer.location) == (303, "/admin/logga-in")
    assert b"example.se" not in answer.body


def test_quotas_are_the_same_as_page_json_and_csv(visitor):
    board = visitor.get("/kvoter.json")
    assert board.headers["Content-Type"].startswith("application/json")
    table = visitor.get("/kvoter.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    kommuner = [quota for quota in board.json["quotas"] if quota.get("kommun")]
    assert len(kommuner) == 290
    assert len(table.text.strip().splitlines()) == 1 + len(board.json["quotas"])
