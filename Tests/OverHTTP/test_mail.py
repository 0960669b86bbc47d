"""Mail by a real SMTP server, read as mail programs read it."""

import contextlib
import re
import sqlite3
import ssl
import subprocess
from datetime import date, timedelta
from urllib.parse import urlsplit

import html5lib
import icalendar
import people
import pytest
from mailserver import MailServer
from program import Program
from visitor import Organiser, Visitor
from waiting import wait_until


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.stop()


def served(folder, server: MailServer, **settings) -> Program:
    program = Program(folder)
    program.run("migrate")
    program.run("demo", "--if-empty")
    program.name = "prov"
    program.password = program.add_organiser(program.name)
    program.environment |= {
        "VEMFN_SMTP": f"smtp://localhost:{server.port}",
        "VEMFN_SMTP_STARTTLS": "none",
        "VEMFN_MAIL_FROM": "anmalan@example.org",
        "VEMFN_BASE_URL": "https://vemfn.example.org",
        "VEMFN_MAIL_PACE": "0",
        "VEMFN_GRACE": "1",
    } | settings
    program.start()
    return program


@pytest.fixture
def program(tmp_path, mail_server):
    program = served(tmp_path, mail_server)
    yield program
    if program.process.poll() is None:
        program.stop()


def rows(program: Program, query: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(program.database)) as database:
        return database.execute(query).fetchall()


def messages(program: Program, columns: str = "state") -> list[tuple]:
    return rows(program, f"SELECT {columns} FROM message ORDER BY id")


def execute(program: Program, statement: str, *values):
    with contextlib.closing(sqlite3.connect(program.database, timeout=30)) as database, database:
        database.execute(statement, values)


def make_due(program: Program):
    """As if the pause were over."""
    execute(program, "UPDATE message SET nextAttemptAt = 0 WHERE state = 'pending'")


def register(program: Program, *numbers: int) -> list[str]:
    with Visitor(program.port) as visitor:
        answers = [visitor.register(people.person(number)) for number in numbers]
    assert all(answer.status == 303 for answer in answers)
    return [answer.personal for answer in answers]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_confirmation_reads_well_everywhere_and_carries_ticket_and_day(program, mail_server, tmp_path, language):
    address = "/anmalan" if language == "sv" else "/en/registration"
    with Visitor(program.port) as visitor:
        person = people.person(1)
        answer = visitor.post(address, person | {"token": visitor.token(address)})
        (mail,) = mail_server.wait_for_mail(1)
        assert mail["To"] == person["email"]
        assert mail["From"].addresses[0].addr_spec == "anmalan@example.org"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Content-Language"] == language
        assert not mail.defects
        text = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        html5lib.HTMLParser(strict=True).parse(page)
        for words in (text, page):
            assert re.search(r"VF-[0-9A-Z]{4}-[0-9A-Z]{4}", words)
            # What anybody can type for an address that is somebody else's stays out.
            assert person["givenName"] not in words
            assert person["organisation"] not in words
        (link,) = set(re.findall(r"https://vemfn\.example\.org/\S+/[\w-]{22}", text))
        assert urlsplit(link).path == answer.personal
        assert visitor.get(urlsplit(link).path).status == 200
    attachments = {part.get_filename(): part for part in mail.iter_attachments()}
    assert attachments.keys() == {"biljett.png", "vemfn.ics"}
    code = re.search(r"VF-[0-9A-Z]{4}-[0-9A-Z]{4}", text)[0]
    picture = tmp_path / "ticket.png"
    picture.write_bytes(attachments["biljett.png"].get_content())
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True, encoding="utf-8")
    assert read.stdout.startswith(f"VEMFN1:{code}:")
    calendar = icalendar.Calendar.from_ical(attachments["vemfn.ics"].get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt.month, event["DTSTART"].dt.day) == (3, 20)


def day_in(mail) -> tuple[str, icalendar.Event]:
    """What a mail's calendar file asks for, and its entry."""
    (part,) = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors and not event.errors
    # Said twice, and alike (RFC 6047 §2.4); valid beside an organiser only, and without anybody invited (RFC 5546 §3.2).
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    assert "ORGANIZER" in event and "ATTENDEE" not in event
    return calendar["METHOD"], event


@pytest.mark.parametrize("contact", [None, "kontakt@example.org"])
def test_a_cancelled_day_leaves_the_calendar_that_it_was_put_into(tmp_path, mail_server, contact):
    program = served(tmp_path, mail_server, **({"VEMFN_CONTACT": contact} if contact else {}))
    try:
        (personal,) = register(program, 1)
        mail_server.wait_for_mail(1)
        with Visitor(program.port) as visitor:
            visitor.post(f"{personal}/avboka", {})
        confirmation, cancellation = mail_server.wait_for_mail(2)
        assert [mail["Reply-To"] for mail in (confirmation, cancellation)] == [contact] * 2
        assert confirmation["From"].addresses[0].display_name.startswith("#Vemfn")
        (publish, first), (cancel, second) = day_in(confirmation), day_in(cancellation)
        assert (publish, cancel) == ("PUBLISH", "CANCEL")
        assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert first["UID"] == second["UID"]
        assert second["SEQUENCE"] > first["SEQUENCE"]
        assert first["ORGANIZER"] == second["ORGANIZER"] == f"mailto:{contact or 'anmalan@example.org'}"
    finally:
        program.stop()


@pytest.mark.parametrize("encoding", ["multipart", "urlencoded"])
def test_reminders_are_refused_at_one_click(program, mail_server, encoding):
    """As a mail program does it, which knows the header fields alone (RFC 8058 §3.2): no cookie, no Referer, no page
    of ours."""
    register(program, 1)
    mail_server.wait_for_mail(1)
    program.stop()
    execute(program, "UPDATE conference SET day = ?", (date.today() + timedelta(days=3)).isoformat())
    program.start()
    _, reminder = mail_server.wait_for_mail(2)
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = urlsplit(re.fullmatch(r"<(https://\S+)>", reminder["List-Unsubscribe"])[1]).path
    with Visitor(program.port) as visitor:
        # Programs that look into links refuse nothing for anybody.
        assert visitor.get(address).status == 200
        assert not rows(program, "SELECT 1 FROM reminderRefusal")
        if encoding == "multipart":
            body = (
                b'--grans\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--grans--\r\n'
            )
            answer = visitor.ask("POST", address, body, {"Content-Type": "multipart/form-data; boundary=grans"})
        else:
            answer = visitor.post(address, {"List-Unsubscribe": "One-Click"})
        # Without a detour, which mail programs do not follow.
        assert answer.status == 200
    assert len(rows(program, "SELECT 1 FROM reminderRefusal")) == 1
    secret = address.split("/")[-2]
    assert secret not in program.logged()


def test_a_message_of_a_kind_from_the_future_holds_up_nothing_and_organisers_read_of_it(program, mail_server):
    mail_server.behaviour = "defer"
    register(program, 1)
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "a first attempt")
    execute(program, "UPDATE message SET kind = ?", "survey")
    mail_server.behaviour = "accept"
    make_due(program)
    register(program, 2)
    (mail,) = mail_server.wait_for_mail(1)
    assert mail["To"] == people.person(2)["email"]
    wait_until(lambda: messages(program) == [("pending",), ("sent",)], "the other waits")
    with Organiser(program) as organiser:
        for address in ("/admin/deltagare", "/admin/utskick", "/admin/kvoter"):
            assert "1 mejl har inte gått att skicka" in organiser.get(address).text
        assert "Okänt slag" in organiser.get("/admin/utskick?state=failed").text
        assert "Okänt slag" in organiser.get("/admin/utskick/1").text


@pytest.mark.parametrize(
    ("language", "invite"), [("sv", "/admin/lag/bjud-in"), ("en", "/en/admin/team/invite")], ids=["sv", "en"]
)
def test_an_invitation_is_mailed_and_leads_into_the_team(program, mail_server, language, invite):
    with Organiser(program) as organiser:
        person = {"name": "Cia", "email": "cia@example.se", "role": "door"}
        shown = organiser.post(invite, person | {"token": organiser.token(invite)})
        (mail,) = mail_server.wait_for_mail(1)
    assert (mail["To"], mail["Content-Language"]) == ("cia@example.se", language)
    text = mail.get_body(("plain",)).get_content()
    assert "cia\n" not in text.lower() and list(mail.iter_attachments()) == []
    link = re.search(r"https://vemfn\.example\.org(/\S+)", text)[1]
    assert link in shown.text
    wait_until(lambda: messages(program, "state, link") == [("sent", None)], "its link is forgotten")
    password = {"password": Organiser.PASSWORD, "repeated": Organiser.PASSWORD}
    with Visitor(program.port) as visitor:
        assert visitor.get(link).status == 200
        assert visitor.post(link, password).status == 303
        assert visitor.get(link).status == 404
    assert link.rsplit("/", 1)[1] not in program.logged()


def test_a_deferred_message_is_tried_again_with_the_same_id(program, mail_server):
    mail_server.behaviour = "defer"
    register(program, 1)
    mail_server.wait_for(lambda: mail_server.attempts, "a first attempt")
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the reason is kept")
    assert messages(program, "state, attempts") == [("pending", 1)]
    mail_server.behaviour = "accept"
    make_due(program)
    mail_server.wait_for_mail(1)
    wait_until(lambda: messages(program) == [("sent",)], "it counts as sent")
    assert messages(program, "link, attempts") == [(None, 2)]


def test_a_refused_message_is_shown_to_organisers_who_send_it_again(program, mail_server):
    mail_server.behaviour = "refuse"
    register(program, 1)
    wait_until(lambda: messages(program) == [("failed",)], "it is given up")
    with Organiser(program) as organiser:
        listed = organiser.get("/admin/utskick?state=failed").text
        assert "550" in listed and people.person(1)["email"] in listed
        token = re.search(r'name="token" value="([^"]+)"', listed)[1]
        assert "1 mejl har inte gått att skicka" in organiser.get("/admin/deltagare").text
        assert organiser.post("/admin/utskick/1/klart", {"token": token}).status == 303
        assert "har inte gått att skicka" not in organiser.get("/admin/deltagare").text
        assert "behövs inte" in organiser.get("/admin/utskick?state=failed").text
        mail_server.behaviour = "accept"
        assert organiser.post("/admin/utskick/1/igen", {"token": token}).status == 303
    (mail,) = mail_server.wait_for_mail(1)
    link = re.search(r"https://vemfn\.example\.org(/\S+)", mail.get_body(("plain",)).get_content())[1]
    with Visitor(program.port) as visitor:
        assert visitor.get(link).status == 200


def test_a_message_whose_answer_was_lost_comes_again_with_the_same_id(program, mail_server):
    mail_server.behaviour = "drop"
    register(program, 1)
    mail_server.wait_for_mail(1)
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the loss is noticed")
    make_due(program)
    first, second = mail_server.wait_for_mail(2)
    assert first["Message-ID"] == second["Message-ID"]
    wait_until(lambda: messages(program) == [("sent",)], "it counts as sent")


@pytest.mark.parametrize("behaviour, state", [("defer content", "pending"), ("refuse content", "failed")])
def test_what_is_said_to_the_message_itself_counts_as_what_is_said_to_its_recipient(
    program, mail_server, behaviour, state
):
    mail_server.behaviour = behaviour
    register(program, 1)
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the reason is kept")
    ((kept, error),) = messages(program, "state, lastError")
    assert kept == state and error.startswith("452" if state == "pending" else "554")
    # Others are not held up by it.
    mail_server.behaviour = "accept"
    register(program, 2)
    (mail,) = mail_server.wait_for_mail(1)
    assert mail["To"] == people.person(2)["email"]


def test_a_message_that_was_cut_off_comes_once(program, mail_server):
    mail_server.behaviour = "cut"
    register(program, 1)
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the loss is noticed")
    make_due(program)
    wait_until(lambda: messages(program) == [("sent",)], "it counts as sent")
    assert len(mail_server.received) == 1


def test_a_server_that_hangs_holds_up_neither_sign_ups_nor_the_stop(program, mail_server):
    mail_server.behaviour = "hang"
    register(program, 1)
    mail_server.wait_for(lambda: mail_server.attempts, "a first attempt")
    register(program, *range(2, 22))
    program.stop()
    mail_server.behaviour = "accept"
    program.start()
    make_due(program)
    received = {mail["To"] for mail in mail_server.wait_for_mail(21)}
    assert received == {people.person(number)["email"] for number in range(1, 22)}


def test_a_killed_program_loses_no_message_and_sends_none_twice(program, mail_server):
    mail_server.behaviour = "defer"
    register(program, *range(1, 31))
    program.kill()
    mail_server.behaviour = "accept"
    program.start()
    make_due(program)
    wait_until(lambda: set(messages(program)) == {("sent",)}, "all are sent")
    received = [mail["To"] for mail in mail_server.received]
    assert sorted(received) == sorted(people.person(number)["email"] for number in range(1, 31))


def test_a_program_killed_before_it_heard_the_answer_sends_that_one_again_and_no_other(program, mail_server):
    mail_server.behaviour = "defer"
    numbers = range(1, 31)
    register(program, *numbers)
    wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)] * 30, "all were tried")
    mail_server.behaviour, mail_server.silent_from = "fall silent", 5
    make_due(program)
    mail_server.wait_for_mail(5)
    program.kill()
    assert messages(program).count(("sent",)) == 4
    mail_server.behaviour = "accept"
    program.start()
    wait_until(lambda: set(messages(program)) == {("sent",)}, "all are sent")
    received = [(mail["To"], mail["Message-ID"]) for mail in mail_server.received]
    assert {address for address, _ in received} == {people.person(number)["email"] for number in numbers}
    # A second time it is the same message to those who get it.
    assert len(set(received)) == 30 and len(received) == 31
    assert received.count(received[4]) == 2


def test_a_taken_address_gets_a_mail_and_asking_again_gets_no_more(program, mail_server):
    register(program, 1)
    with Visitor(program.port) as visitor:
        for _ in range(3):
            answer = visitor.register(people.person(1))
            assert answer.status == 200
            assert "Vi har skickat ett mejl" in answer.text
    mails = mail_server.wait_for_mail(2)
    wait_until(lambda: messages(program) == [("sent",)] * 2, "no more are written")
    assert "redan" in mails[1]["Subject"] + mails[1].get_body(("plain",)).get_content()


def test_a_lost_link_is_mailed_and_the_answer_is_the_same_for_any_address(program, mail_server):
    register(program, 1)
    with Visitor(program.port) as visitor:
        answers = []
        for email in (people.person(1)["email"], "nobody@example.org"):
            token = visitor.token("/anmalan/tappad-lank")
            answer = visitor.post("/anmalan/tappad-lank", {"token": token, "email": email})
            answers.append((answer.status, answer.text.replace(email, "")))
        assert answers[0] == answers[1] and answers[0][0] == 200
        _, mail = mail_server.wait_for_mail(2)
        link = re.search(r"https://vemfn\.example\.org(/\S+)", mail.get_body(("plain",)).get_content())[1]
        assert visitor.get(link).status == 200
    assert len(messages(program)) == 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem"],
        check=True, capture_output=True)  # fmt: skip
    return folder


def tls(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@contextlib.contextmanager
def served_by(folder, server: MailServer, **settings):
    program = served(folder, server, **settings)
    try:
        yield program
    finally:
        program.stop()
        server.stop()


# The server of the test means it so.
without_tls = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@without_tls
@pytest.mark.parametrize("is_implicit", [True, False], ids=["smtps", "starttls"])
def test_an_account_logs_in_before_it_sends(tmp_path, certificate, is_implicit):
    server = MailServer(tls(certificate), is_implicit, account=("vemfn", "hemligt ö"))
    password = tmp_path / "password"
    password.write_text("hemligt ö\n", "utf-8")
    scheme = "smtps" if is_implicit else "smtp"
    settings = {
        "VEMFN_SMTP": f"{scheme}://localhost:{server.port}",
        "VEMFN_SMTP_STARTTLS": "required",
        "VEMFN_SMTP_CA": str(certificate / "cert.pem"),
        "VEMFN_SMTP_USER": "vemfn",
        "VEMFN_SMTP_PASSWORD_FILE": str(password),
    }
    with served_by(tmp_path, server, **settings) as program:
        register(program, 1, 2)
        server.wait_for_mail(2)
        assert all(server.log_ins)
        assert "hemligt" not in program.logged()


@without_tls
def test_a_wrong_password_loses_no_message(tmp_path):
    server = MailServer(account=("vemfn", "rätt"))
    with served_by(tmp_path, server, VEMFN_SMTP_USER="vemfn", VEMFN_SMTP_PASSWORD="felaktigt") as program:
        register(program, 1)
        wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the reason is kept")
        ((state, error),) = messages(program, "state, lastError")
        assert state == "pending" and error.startswith("535")
        assert server.log_ins and not any(server.log_ins) and not server.attempts
        assert "felaktigt" not in program.logged() + error


@without_tls
def test_where_starttls_is_required_nothing_is_said_in_the_clear(tmp_path):
    server = MailServer(account=("vemfn", "rätt"))
    settings = {"VEMFN_SMTP_STARTTLS": "required", "VEMFN_SMTP_USER": "vemfn", "VEMFN_SMTP_PASSWORD": "rätt"}
    with served_by(tmp_path, server, **settings) as program:
        register(program, 1)
        wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the reason is kept")
        assert messages(program) == [("pending",)]
        assert not server.log_ins and not server.attempts


@pytest.mark.parametrize("trusted", [True, False])
def test_with_starttls_mail_goes_to_the_server_that_is_meant_and_to_no_other(tmp_path, certificate, trusted):
    server = MailServer(tls(certificate))
    settings = {"VEMFN_SMTP_STARTTLS": "required"}
    if trusted:
        settings["VEMFN_SMTP_CA"] = str(certificate / "cert.pem")
    with served_by(tmp_path, server, **settings) as program:
        register(program, 1)
        if trusted:
            server.wait_for_mail(1)
        else:
            wait_until(lambda: messages(program, "lastError IS NOT NULL") == [(1,)], "the reason is kept")
            assert messages(program) == [("pending",)]
            assert not server.received and not server.attempts
