"""Input that nobody should send: each gets a clear answer, never a 500, and what was typed is not lost."""

import contextlib
import socket
import sqlite3
from urllib.parse import quote_plus, urlencode

import html5lib
import people
import pytest
from visitor import Organiser, Visitor, code_on

FIELDS = [name for name in people.person(0) if name != "email"]
MARKUP = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "\"\u0301 autofocus onfocus=alert(1) x=\"\u0301",
    "'\u0338 onmouseover='alert(1)",
    "</textarea></select><script>alert(1)</script>",
    "<!--",
    "]]>",
    "&lt;b&gt;&#0;&#x80;",
    "javascript:alert(1)",
    "\\\";alert(1)//",
]
UNPRINTABLE = ["a\0b", "\0", "a\rb", "a\r\nSet-Cookie: x=y", "a\x1b[31mb", "a\u202eb", "a\u2028b", "\ue000", "\x7f"]
NOT_UTF8 = [b"%FF", b"%C3", b"%C3%28", b"%ED%A0%80", b"%F4%90%80%80", b"%C0%AF", b"\xff\xfe"]
REFUSED = {400, 413, 422}


@pytest.fixture
def visitor(served):
    with Visitor(served.port) as visitor:
        yield visitor


@pytest.fixture(scope="module", autouse=True)
def nothing_broke(served):
    """After everything below, the server still serves, knows who was there before, and kept quiet in its log."""
    before = served.export()
    yield
    with Visitor(served.port) as visitor:
        assert visitor.get("/anmalan").status == 200
    after = served.export()
    assert set(before.splitlines()) <= set(after.splitlines())
    logged = served.logged()
    for secret in ("example.org", "example.se", "Åsa", "alert(1)"):
        assert secret not in logged


def controls(page: str) -> dict[str, str]:
    """What the form on a page holds, as a browser would read it."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not [script for script in root.iter("script") if not script.get("src")], "a script in the page"
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on")], element.attrib
    values = {}
    for element in root.iter():
        if element.tag not in ("input", "textarea", "select"):
            continue
        name = element.get("name")
        if element.tag == "textarea":
            values[name] = "".join(element.itertext())
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            values[name] = chosen[0].get("value", "") if chosen else ""
        elif element.get("type") in ("radio", "checkbox"):
            if element.get("checked") is not None:
                values[name] = element.get("value", "on")
            values.setdefault(name, "")
        else:
            values[name] = element.get("value", "")
    return values


def problems(page: str) -> set[str]:
    """The fields that the error summary leads to."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    summary = root.find(".//*[@id='error-summary']")
    assert summary is not None, "no error summary"
    assert summary.get("role") == "alert"
    identifiers = {element.get("id") for element in root.iter()}
    linked = {link.get("href") for link in summary.iter("a")}
    assert linked and all(link.startswith("#") and link[1:] in identifiers for link in linked), linked
    return {link[1:] for link in linked}


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_comes_back_as_text(visitor, typed):
    person = people.person(100, "0180") | {name: typed for name in ("givenName", "familyName", "role", "accessNeeds")}
    answer = visitor.register(person | {"email": "no address"})
    assert answer.status == 422
    assert problems(answer.text) == {"email"}
    shown = controls(answer.text)
    for name, value in person.items():
        if name not in ("email", "kommun", "organisationType"):
            assert shown[name].replace("\r\n", "\n") == value.replace("\r\n", "\n"), name


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_in_a_registration_is_shown_as_text(visitor, typed):
    person = people.person(101 + MARKUP.index(typed), "1480") | {"givenName": typed, "organisation": typed}
    answer = visitor.register(person)
    assert answer.status == 303
    controls(visitor.get(answer.personal).text)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("typed", UNPRINTABLE, ids=ascii)
def test_what_cannot_be_printed_is_refused_at_its_field(visitor, name, typed):
    if "\r\n" in typed and name in ("dietaryNeeds", "accessNeeds"):
        typed = typed.replace("\n", "\n\0")  # lines are welcome there
    answer = visitor.register(people.person(200, "0180") | {name: typed})
    assert answer.status == 422
    assert name in problems(answer.text)
    assert "x=y" not in str(answer.headers)


@pytest.mark.parametrize("typed", NOT_UTF8, ids=ascii)
def test_bytes_that_are_no_text_are_refused(visitor, typed):
    body = urlencode(people.person(201, "0180") | {"givenName": "", "token": visitor.token()}).encode()
    answer = visitor.post("/anmalan", body.replace(b"givenName=", b"givenName=" + typed))
    assert answer.status in REFUSED
    assert visitor.post("/anmalan", typed + b"=" + typed + b"&" + body).status in REFUSED


@pytest.mark.parametrize("name", [*FIELDS, "email", "token", "unheardOf"])
def test_a_megabyte_is_refused(served, visitor, name):
    person = people.person(202, "0180") | {"token": visitor.token()}
    with Visitor(served.port) as other:
        try:
            answer = other.post("/anmalan", person | {name: "å" * 500_000})
        except (BrokenPipeError, ConnectionResetError):
            return  # the refusal was sent and the line closed while we were still talking
        assert answer.status in REFUSED


@pytest.mark.parametrize("name", ["givenName", "familyName", "email", "organisation", "role", "dietaryNeeds"])
def test_a_text_that_is_too_long_is_kept_and_explained(visitor, name):
    typed = "x" * 3000
    answer = visitor.register(people.person(203, "0180") | {name: typed})
    assert answer.status == 422
    assert problems(answer.text) == {name}
    assert controls(answer.text)[name] == typed


@pytest.mark.parametrize("kommun", ["9999", "Atlantis", "018", "0180 ", "0180'--", "01800", "", "-1", "\u0660180"])
def test_an_unknown_kommun_is_asked_for_again(visitor, kommun):
    answer = visitor.register(people.person(204) | {"organisationType": "kommun", "kommun": kommun})
    if kommun.strip() == "0180":
        assert answer.status == 303
    else:
        assert answer.status == 422
        assert problems(answer.text) == {"kommun"}


def test_an_unknown_kind_of_organisation_is_asked_for_again(visitor):
    answer = visitor.register(people.person(205) | {"organisationType": "monarchy"})
    assert answer.status == 422
    assert "organisationType" in problems(answer.text)


def test_an_empty_form_is_told_everything_that_is_missing(visitor):
    answer = visitor.register({})
    assert answer.status == 422
    assert problems(answer.text) == {"givenName", "familyName", "email", "organisationType", "organisation", "role"}


@pytest.mark.parametrize(
    "altered", [lambda token: "", lambda token: "x", lambda token: token[:-1],
                lambda token: ("B" if token[0] == "A" else "A") + token[1:],
                lambda token: token * 2, lambda token: token + "\0"],
    ids=["empty", "short", "cut", "changed", "doubled", "nul"],
)  # fmt: skip
def test_a_form_that_is_not_ours_keeps_what_was_typed(visitor, altered):
    person = people.person(206, "0180")
    answer = visitor.post("/anmalan", person | {"token": altered(visitor.token())})
    assert answer.status in {400, 403, 422}
    assert controls(answer.text)["givenName"] == person["givenName"]


def test_a_form_without_a_token_registers_nobody(served, visitor):
    person = people.person(207, "0180")
    assert visitor.post("/anmalan", person).status in {400, 403, 422}
    assert person["email"] not in served.export()


@pytest.mark.parametrize("headers", [{"Origin": "https://example.com"}, {"Origin": "null"},
                                     {"Sec-Fetch-Site": "cross-site"}])  # fmt: skip
def test_another_site_cannot_use_an_organisers_session(served, headers):
    before = served.export()
    with Organiser(served) as organiser:
        token = organiser.token("/admin/deltagare/1/avboka")
        own = dict(organiser.headers)
        organiser.headers.update(headers)
        assert organiser.post("/admin/deltagare/1/avboka", {"token": token}).status == 403
        assert organiser.post("/admin/logga-in", {"token": organiser.token("/admin/logga-in")}).status == 403
        organiser.headers = own
        assert organiser.post("/admin/deltagare/1/avboka", {"token": "x"}).status == 403
    assert served.export() == before


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "x"])
def test_a_body_that_is_no_form_is_refused(visitor, content_type):
    body = urlencode(people.person(208, "0180") | {"token": visitor.token()}).encode()
    assert visitor.ask("POST", "/anmalan", body, {"Content-Type": content_type}).status == 415


@pytest.mark.parametrize("copies", [2, 200, 5000])
def test_a_field_sent_many_times_breaks_nothing(visitor, copies):
    body = urlencode(people.person(209, "0180") | {"email": "no address", "token": visitor.token()}).encode()
    assert visitor.post("/anmalan", body + b"&givenName=again" * copies).status in REFUSED


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "BREW"])
def test_another_method_is_refused(visitor, method):
    assert visitor.ask(method, "/anmalan", None, {}).status in {405, 501}


@pytest.mark.parametrize("address", [
    "/anmalan/" + "A" * 22, "/anmalan/" + "A" * 21, "/anmalan/..", "/anmalan/%00", "/anmalan/%2e%2e%2fadmin",
    "/../../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/migrations/0001_conference.sql", "//example.com/",
    "/%ff", "/anmalan%0d%0aSet-Cookie:x=y", "/" + "a" * 3000, "/admin/deltagare/1%00", "/.git/config",
])  # fmt: skip
def test_an_address_that_is_no_page_is_not_found(visitor, address):
    answer = visitor.get(address)
    assert answer.status in {301, 303, 308, 400, 404}
    assert "x=y" not in str(answer.headers)
    if answer.status in {301, 303, 308}:
        assert not answer.headers["Location"].startswith("//")
    elif answer.headers["Content-Type"].startswith("text/html"):
        controls(answer.text)


@pytest.mark.parametrize("query", ["q=%ff", "q=%00", "order=x", "after=x", "after=%F0%9F%92%A9", "state=';--", "kommun=x",
                                   "type=%22%CC%81", "q=" + quote_plus(MARKUP[1]), "q=%25%5F", "&&==&"])  # fmt: skip
def test_filters_that_mean_nothing_break_nothing(served, query):
    with Organiser(served) as organiser:
        for address in ("/kvoter", "/admin/deltagare", "/admin/deltagare.csv"):
            assert organiser.get(f"{address}?{query}").status == 200


@pytest.mark.parametrize("sent", [
    b"\0" * 100 + b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n",
    b"POST /anmalan HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"POST /anmalan HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
    b"POST /anmalan HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"GET / HTTP/1.1\nHost: x\n\n",
], ids=range(10))  # fmt: skip
def test_what_is_no_http_is_refused_and_the_line_closed(served, sent):
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(sent)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while part := line.recv(65536):
                received += part
    assert received[:10] in (b"", b"HTTP/1.1 4", b"HTTP/1.1 5")
    assert not received.startswith(b"HTTP/1.1 500")


def test_a_form_cut_off_in_the_middle_registers_nobody(served):
    with Visitor(served.port) as visitor:
        body = urlencode(people.person(210, "0180") | {"token": visitor.token()}).encode()
    head = "POST /anmalan HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as line:
        line.sendall(head.encode() + b"Content-Length: %d\r\n\r\n" % (len(body) + 1) + body)
        line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            while line.recv(65536):
                pass
    assert people.person(210)["email"] not in served.export()


def test_sign_up_that_has_closed_says_so_and_keeps_everyone(program):
    with Visitor(program.port) as visitor:
        link = visitor.register(people.person(1, "0180")).personal
        token = visitor.token()
    program.stop()
    with contextlib.closing(sqlite3.connect(program.database)) as database:
        database.execute("UPDATE conference SET opensAt = 1, closesAt = 2")
        database.commit()
    program.start()
    with Visitor(program.port) as visitor:
        form = visitor.get("/anmalan")
        assert form.status == 200
        assert "givenName" not in controls(form.text)
        answer = visitor.register(people.person(2, "0180"), token)
        assert 400 <= answer.status < 500
        assert people.person(2)["email"] in answer.text
        page = visitor.get(link)
        assert page.status == 200 and code_on(page.text)
    assert people.person(2)["email"] not in program.export()
