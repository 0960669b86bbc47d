"""A mailing by a real SMTP server: written by an organiser, read as its recipients read it."""

import re

import html5lib
import people
import pytest
from mailserver import MailServer
from test_mail import execute, messages, rows, served
from visitor import Organiser, Visitor
from waiting import wait_until

TEXT = {
    "subjectSv": "Hej {namn}, vi ses på {konferens}",
    "subjectEn": "Hello {name}, see you at {conference}",
    "bodySv": "Hej {förnamn}!\r\n\r\nSe https://example.org/karta?a=1&b=2.\r\n\r\n{länk}\r\n\r\n<b>Slut</b>",
    "bodyEn": "Hello {given-name}!\r\n\r\nYour code is {booking-code}.",
    "perMinute": "1000",
    "voluntary": "yes",
    "what": "save",
}
HOSTILE = "=?UTF-8?Q?x?= <b>\u0301"


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def program(tmp_path, mail_server):
    program = served(tmp_path, mail_server)
    yield program
    if program.process.poll() is None:
        program.stop()


def register(program, number: int, language: str = "sv", **changes):
    address = "/anmalan" if language == "sv" else "/en/registration"
    with Visitor(program.port) as visitor:
        answer = visitor.post(address, people.person(number) | changes | {"token": visitor.token(address)})
        assert answer.status == 303


def written(organiser, **changes) -> str:
    """The page of a mailing to those who registered here."""
    address = "/admin/utskick/till-manga/ny"
    answer = organiser.post(address, TEXT | {"q": "prov"} | changes | {"token": organiser.token(address)})
    assert answer.status == 303, answer.text
    return answer.headers["Location"].removesuffix("/visa")


def do(organiser, mailing: str, what: str):
    assert organiser.post(mailing, {"what": what} | organiser.filled(mailing)).status == 303


def states(program) -> dict:
    return dict(rows(program, "SELECT state, count(*) FROM message WHERE mailingId IS NOT NULL GROUP BY state"))


def test_a_mailing_reaches_each_in_their_language_and_tells_whom_it_did_not_reach(program, mail_server):
    register(program, 1, givenName="Åsa", familyName="Öberg")
    register(program, 2, "en", givenName=HOSTILE)
    register(program, 3)
    mail_server.wait_for_mail(3)
    gone = people.person(3)["email"]
    mail_server.unknown = {gone}
    with Organiser(program) as organiser:
        mailing = written(organiser, q="example.org")
        assert "3 personer får mejlet" in organiser.get(mailing).text
        do(organiser, mailing, "start")
        mail_server.wait_for_mail(5)
        wait_until(lambda: states(program) == {"sent": 2, "failed": 1}, "each attempt is over")
        page = organiser.get(f"{mailing}/mottagare?state=failed").text
        assert page.count("data-recipient-state") == 1 and "550 5.1.1" in page
        assert "3 av 3 är behandlade" in organiser.get(mailing).text
    received = {mail["To"]: mail for mail in mail_server.received[3:]}
    swedish, english = (received[people.person(number)["email"]] for number in (1, 2))
    assert swedish["Subject"].startswith("Hej Åsa Öberg, vi ses på #Vemfn")
    assert english["Subject"].startswith("Hello attendee, see you at #Vemfn")
    for mail, language in ((swedish, "sv"), (english, "en")):
        assert not mail.defects and mail["Content-Language"] == language
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        text = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        html5lib.HTMLParser(strict=True).parse(page)
        assert "<b>" not in page and HOSTILE not in text
        (link,) = set(re.findall(r"https://vemfn\.example\.org(/\S*/[\w-]{22})\s", text))
        with Visitor(program.port) as visitor:
            assert visitor.get(link).status == 200
            one_click = mail["List-Unsubscribe"].strip("<>").removeprefix("https://vemfn.example.org")
            assert visitor.post(one_click, {"List-Unsubscribe": "One-Click"}).status == 200
    assert '<a href="https://example.org/karta?a=1&amp;b=2">' in swedish.get_body(("html",)).get_content()
    with Organiser(program) as organiser:
        again = organiser.get(written(organiser, q="example.org")).text
        assert "1 person får mejlet" in again and "2 har tackat nej" in again


def test_a_program_that_is_killed_in_the_middle_sends_to_each_exactly_once(program, mail_server):
    for number in range(1, 13):
        register(program, number)
    mail_server.wait_for_mail(12)
    with Organiser(program) as organiser:
        mailing = written(organiser, q="example.org")
        do(organiser, mailing, "start")
        mail_server.wait_for_mail(15)
        program.kill()
    program.start()
    wait_until(lambda: states(program) == {"sent": 12}, "all are sent")
    received = [mail for mail in mail_server.received if mail["Subject"].startswith(("Hej", "Hello"))]
    # What was on its way when the program died may come twice, under the same name.
    assert len({mail["Message-ID"] for mail in received}) == len({mail["To"] for mail in received}) == 12
    assert len(received) <= 13
    assert rows(program, "SELECT state FROM mailing") == [("done",)]


def test_words_of_ones_own_and_tests_go_out_by_mail(program, mail_server):
    with Organiser(program) as organiser:
        address = "/admin/utskick/texter/confirmation"
        text = {
            "subjectSv": "Varmt välkommen", "subjectEn": "Welcome",
            "bodySv": "Vi ses {datum}.", "bodyEn": "See you on {date}.",
        }
        assert organiser.post(address, text | organiser.filled(address)).status == 303
        form = organiser.filled(address + "/visa")
        answer = organiser.post(address + "/visa", form | {"what": "test", "address": "jag@example.org"})
        assert answer.status == 303
        tests = mail_server.wait_for_mail(2)
        assert {mail["Subject"] for mail in tests} == {"[Prov] Varmt välkommen", "[Test] Welcome"}
        assert {mail["To"] for mail in tests} == {"jag@example.org"}
        assert organiser.post(address + "/visa", form | {"what": "use"}).status == 303
    register(program, 1)
    mail = mail_server.wait_for_mail(3)[2]
    assert mail["Subject"] == "Varmt välkommen"
    words = mail.get_body(("plain",)).get_content()
    # What must be said is said, whatever was written.
    assert "20 mars" in words and "VF-" in words and "/anmalan/" in words
    assert [kind for (kind,) in messages(program, "kind")] == ["test", "test", "confirmation"]
    execute(program, "DELETE FROM mailText")
