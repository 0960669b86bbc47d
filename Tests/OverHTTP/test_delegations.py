"""A contact who registers many, over HTTP: a file as Excel writes it, mending, sending, the group's pages, and strangers."""

import contextlib
import html
import re
import sqlite3

import pytest
from mailserver import MailServer
from test_mail import served as served_with_mail
from visitor import Answer, Visitor, hidden_token

CSV = (
    "Efternamn;Förnamn;Befattning;Mejl;Allergi\r\n"
    "Åkerö;Örjan;Rektor;orjan@example.se;Nötter\r\n"
    "Övning;Asta;Samordnare;;\r\n"
    ";Utan;Rektor;utan@example.se;\r\n"
).encode("windows-1252")


@pytest.fixture
def visitor(program):
    with Visitor(program.port) as visitor:
        yield visitor


class Contact:
    """Fills in the form of a group the way a browser does: every control of the page goes back as it stands."""

    def __init__(self, visitor: Visitor, address: str = "/anmalan/grupp"):
        self.visitor = visitor
        self.address = address
        self.take(visitor.get(address))

    def take(self, answer: Answer) -> Answer:
        self.fields = dict(controls(answer.text))
        return answer

    def send(self, action: str, file: bytes = b"", **fields: str) -> Answer:
        """Presses a button. The form that comes back is the one to go on with."""
        self.fields |= fields
        answer = self.visitor.post_with_file(self.address, self.fields | {"action": action}, file)
        return answer if answer.status == 303 else self.take(answer)


def controls(page: str):
    """The controls of the page's form but its buttons and files."""
    form = page[page.index("<form") :]
    for tag in re.findall(r"<input\b[^>]*>", form):
        attributes = dict(re.findall(r'\b([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and "checked" not in attributes:
            continue
        if attributes.get("type") != "file":
            yield attributes["name"], html.unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option\b(?=[^>]*\bselected)[^>]*\bvalue="([^"]*)"', options)
        yield name, html.unescape(chosen[1]) if chosen else ""


def sql(program, statement: str, *values):
    with contextlib.closing(sqlite3.connect(program.database)) as database:
        rows = database.execute(statement, values).fetchall()
        database.commit()
        return rows


def members(visitor: Visitor, path: str) -> list[int]:
    """The numbers of the people on a group's page."""
    return [int(person.rsplit("/", 1)[-1]) for person in visitor.people_of(path)]


def test_a_file_from_excel_is_mended_sent_and_followed(program, visitor):
    form = Contact(visitor)
    seen = form.send(
        "preview", CSV, contactName="Kontakt Påhitt", contactEmail="kontakt@example.org", organisationType="kommun",
        kommun="Nässjö", organisation="Påhittad förvaltning",
    )  # fmt: skip
    assert seen.status == 422
    assert "”Allergi”" in seen.text and "Nötter" not in seen.text
    assert form.fields["person-1-givenName"] == "Örjan" and form.fields["person-1-familyName"] == "Åkerö"
    assert 'href="#person-3-familyName"' in seen.text
    assert sql(program, "SELECT count(*) FROM registration WHERE delegationId IS NOT NULL") == [(0,)]

    sent = form.send("send", **{"person-3-familyName": "Efternamn"})
    assert sent.status == 303
    path = sent.location
    page = visitor.get(path)
    assert page.status == 200
    assert "no-store" in page.headers["Cache-Control"] and page.headers["Referrer-Policy"] == "no-referrer"
    assert page.text.count("data-member=") == 3 and "Genom dig" in page.text
    again = form.send("send")
    assert (again.status, again.location) == (303, path), "the same form is the same group"

    more = Contact(visitor, f"{path}/fler")
    assert "contactEmail" not in more.fields
    added = more.send("send", pasted="Bo\tPåhitt\tbo@example.se\tRektor", organisationType="region", organisation="Påhitt")
    assert (added.status, added.location) == (303, path)
    assert visitor.get(path).text.count("data-member=") == 4
    assert visitor.get(path.replace("/grupp/", "/en/group/")).status == 200

    kinds = sql(program, "SELECT kind, recipient FROM message ORDER BY id")
    assert kinds.count(("delegation", "kontakt@example.org")) == 2
    assert ("confirmation", "orjan@example.se") in kinds
    secret = path.rsplit("/", 1)[-1]
    assert secret not in program.logged() and "example.se" not in program.logged()


def test_the_owner_of_an_address_that_is_registered_is_told_and_the_contact_needs_another(program, visitor):
    first = visitor.register_group(("Ett", "ett@example.se"))
    form = Contact(visitor)
    rows = "Tva\tAnnan\tETT@example.se\tRektor\nTre\tAnnan\ttre@example.se\tRektor"
    answer = form.send(
        "send", contactName="Annan Kontakt", contactEmail="annan@example.org", organisationType="kommun",
        kommun="Nässjö", organisation="Annan", pasted=rows,
    )  # fmt: skip
    assert answer.status == 422 and "Adressen är redan anmäld" in answer.text and "1 person är anmäld" in answer.text
    assert first.rsplit("/", 1)[-1] not in answer.text
    told = sql(program, "SELECT recipient, registrationId FROM message WHERE kind = 'emailTaken'")
    assert told == [("ett@example.se", members(visitor, first)[0])]


def test_a_foreign_form_a_foreign_person_and_an_altered_link_get_nowhere(program, visitor):
    own = visitor.register_group(("Ett", "ett@example.se"), ("Utan", ""))
    other = visitor.register_group(("Tva", "tva@example.se"), contact="annan@example.org")
    (foreign,) = members(visitor, other)
    before = sql(program, "SELECT id, state, email FROM registration ORDER BY id")

    assert visitor.get(f"{own}/person/{foreign}").status == 404
    for fields in ({"action": "cancel"}, {"action": "email", "email": "min@example.se"}, {"action": "hand-over"}):
        assert visitor.post(f"{own}/person/{foreign}", fields).status == 404
    assert visitor.get(f"{own}/person/0{foreign}").status == 404
    for altered in (own[:-1] + ("A" if own[-1] != "A" else "Q"), own[:-1], own + "A", own.swapcase()):
        for page in ("", "/fler", "/kontakt", f"/person/{foreign}"):
            assert visitor.get(altered + page).status == 404
        assert visitor.post(f"{altered}/kontakt", {"contactEmail": "min@example.se"}).status == 404
    # A group's link is no personal link, and a personal one no group's.
    assert visitor.get(own.replace("/grupp/", "/anmalan/")).status == 404

    token = hidden_token(visitor.get("/anmalan").text)
    for wrong in (token, "", "A" * 54):
        form = Contact(visitor)
        answer = form.send(
            "send", token=wrong, contactName="K", contactEmail="k@example.org", organisationType="kommun",
            kommun="Nässjö", organisation="P", pasted="Tre\tPåhitt\ttre@example.se\tRektor",
        )  # fmt: skip
        assert answer.status == 422 and form.fields["person-1-givenName"] == "Tre", "what was typed is lost"
    assert sql(program, "SELECT id, state, email FROM registration ORDER BY id") == before


def test_a_contact_never_comes_to_what_a_person_has_told(tmp_path):
    server = MailServer()
    program = served_with_mail(tmp_path, server)
    try:
        with Visitor(program.port) as visitor:
            keep_apart(program, visitor, server)
    finally:
        program.stop()
        server.stop()


def keep_apart(program, visitor: Visitor, server: MailServer):
    path = visitor.register_group(("Ett", "ett@example.se"), ("Utan", ""))
    ett, utan = members(visitor, path)
    server.wait_for_mail(2)
    own = mailed(server, "ett@example.se", "anmalan")
    form = dict(controls(visitor.get(f"{own}/andra").text))
    assert visitor.post(f"{own}/andra", form | {"dietaryNeeds": "HEMLIGT"}).status == 303
    assert visitor.post(f"{own}/andra", form | {"email": ""}).status == 422, "an address is replaced, not removed"

    visitor.post(f"{path}/person/{ett}", {"action": "email", "email": "min@example.org"})
    assert sql(program, "SELECT email FROM registration WHERE id = ?", ett) == [("ett@example.se",)]
    lent = visitor.post(f"{path}/person/{utan}", {"action": "email", "email": "kontakt@example.org"})
    assert lent.status == 422 and "Det är din egen adress" in lent.text
    for page in ("", "/fler", "/kontakt", f"/person/{ett}", f"/person/{utan}"):
        assert "HEMLIGT" not in visitor.get(path + page).text
    assert "HEMLIGT" in visitor.get(own).text

    # A link that was lost comes to the contact's address, and leads to the group.
    token = visitor.token("/anmalan/tappad-lank")
    known = visitor.post("/anmalan/tappad-lank", {"token": token, "email": "Kontakt@example.org"})
    unknown = visitor.post("/anmalan/tappad-lank", {"token": token, "email": "ingen@example.org"})
    told = [answer.text.replace(typed, "") for answer, typed in ((known, "Kontakt@example.org"), (unknown, "ingen@example.org"))]
    assert told[0] == told[1]
    server.wait_for(lambda: any("Länken till din grupp" in mail["Subject"] for mail in server.received), "the group's link")
    new = mailed(server, "kontakt@example.org", "grupp")
    assert new != path and visitor.get(new).status == 200 and visitor.get(path).status == 200


def mailed(server: MailServer, address: str, page: str) -> str:
    """The path that the newest mail to an address leads to."""
    mail = [mail for mail in server.received if mail["To"] == address][-1]
    return re.search(rf"/{page}/[\w-]{{22}}", mail.get_body(("plain",)).get_content())[0]


def test_a_file_larger_than_any_list_leaves_the_form_as_it_was(visitor):
    form = Contact(visitor)
    for size in (1 << 20, 3 << 20):
        answer = form.send("preview", b"x" * size, contactName="Kontakt Påhitt")
        assert answer.status == 422
        assert re.search(r'<p class="problem" id="file-error">.*är för stor', answer.text)
        assert form.fields["contactName"] == "Kontakt Påhitt"
