"""What somebody does after the sign-up, read by programs that know nothing of ours."""

import base64
import contextlib
import re
import sqlite3
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timezone

import icalendar
import pages
import people
import pytest
from program import Program
from visitor import Visitor, code_on, hidden_token, personal_page, state_on

CLAIMS = 200
PERSON = people.person(5001, "1499") | {"givenName": "Åsa", "familyName": "von Övning"}


@pytest.fixture
def visitor(program):
    with Visitor(program.port) as visitor:
        yield visitor


def sql(program: Program, statement: str):
    with contextlib.closing(sqlite3.connect(program.database)) as database:
        rows = database.execute(statement).fetchall()
        database.commit()
        return rows


def register(visitor: Visitor, person: dict = PERSON) -> str:
    return personal_page(visitor.register(person).location)


def event(visitor: Visitor, personal: str) -> icalendar.Event:
    return event_at(visitor, calendar_on(visitor.get(personal).text))


def calendar_on(page: str) -> str:
    return re.search(r'href="(/kalender/[\w-]{32}\.ics)"', page)[1]


def event_at(visitor: Visitor, address: str) -> icalendar.Event:
    answer = visitor.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.body.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(answer.body)
    assert not calendar.errors
    (event,) = calendar.events
    assert not event.errors
    return event


def test_a_calendar_file_is_read_by_another_program_and_follows_what_changes(program, visitor):
    personal = register(visitor)
    code = code_on(visitor.get(personal).text)
    day = date.fromisoformat(sql(program, "SELECT day FROM conference")[0][0])
    first = event(visitor, personal)
    assert first["UID"] == f"{code}@vemfn"
    assert first["STATUS"] == "CONFIRMED"
    assert first.start == day
    assert code in first["DESCRIPTION"]

    sql(program, "UPDATE conference SET hoursSv = '9.00–16.00', hoursEn = '9:00–16:00', "
                 "venueSv = 'Sal; A, plan 2', venueEn = 'Hall; A, floor 2'")  # fmt: skip
    second = event(visitor, personal)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["LAST-MODIFIED"].dt >= first["LAST-MODIFIED"].dt
    # Stockholm is an hour ahead of UTC on 20 March.
    assert second.start == datetime(day.year, day.month, day.day, 8, tzinfo=timezone.utc)
    assert second.end == datetime(day.year, day.month, day.day, 15, tzinfo=timezone.utc)
    assert second["LOCATION"] == "Sal; A, plan 2, Stockholm"

    # Who has cancelled finds no way into a calendar any more; a calendar that follows is told.
    followed = calendar_on(visitor.get(personal).text)
    visitor.post(f"{personal}/avboka", {})
    third = event_at(visitor, followed)
    assert third["STATUS"] == "CANCELLED"
    assert third["SEQUENCE"] > second["SEQUENCE"]
    assert third["SUMMARY"].startswith("Avbokad: ")


def test_an_english_registration_has_an_english_calendar_file(visitor):
    token = visitor.token("/en/registration")
    answer = visitor.post("/en/registration", PERSON | {"token": token})
    personal = personal_page(answer.location).replace("/en/registration/", "/anmalan/")
    assert "Booking code" in event(visitor, personal)["DESCRIPTION"]


def ticket_text(page: str, folder) -> str:
    """What a reader of QR codes (zbar) sees in the drawing on the ticket."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', page)[1])
    scale = 4
    pixels = [[255] * (side * scale) for _ in range(side * scale)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", page):
        for row in range(int(y) * scale, (int(y) + 1) * scale):
            for column in range(int(x) * scale, (int(x) + int(length)) * scale):
                pixels[row][column] = 0
    picture = folder / "ticket.pgm"
    picture.write_bytes(b"P5 %d %d 255\n" % (side * scale, side * scale) + b"".join(map(bytes, pixels)))
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, encoding="ascii", check=True)
    return read.stdout.strip()


def test_a_ticket_is_read_by_another_program_and_its_signature_holds(program, visitor, tmp_path):
    personal = register(visitor)
    page = visitor.get(f"{personal}/biljett").text
    code = code_on(page)
    assert "Åsa von Övning" in page
    text = ticket_text(page, tmp_path)
    version, shown, signature = text.split(":")
    assert (version, shown) == ("VEMFN1", code)

    key = tmp_path / "key.der"
    key.write_bytes(sql(program, "SELECT value FROM secret WHERE name = 'ticket'")[0][0])
    public = tmp_path / "public.pem"
    openssl("pkey", "-inform", "DER", "-in", key, "-pubout", "-out", public)
    assert verifies(f"VEMFN1:{code}", signature, public, tmp_path)
    assert not verifies("VEMFN1:VF-0000-0000", signature, public, tmp_path)


def openssl(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run(["openssl", *arguments], capture_output=True, timeout=30)


def verifies(message: str, signature: str, public, folder) -> bool:
    """Whether OpenSSL's own command takes the signature, once r and s stand in ASN.1."""
    plain = base64.urlsafe_b64decode(signature + "==")
    assert len(plain) == 64
    numbers = b"".join(integer(plain[start : start + 32]) for start in (0, 32))
    (folder / "signature").write_bytes(bytes([0x30, len(numbers)]) + numbers)
    (folder / "message").write_text(message, "ascii")
    return openssl(
        "dgst", "-sha256", "-verify", public, "-signature", folder / "signature", folder / "message"
    ).returncode == 0


def integer(big_endian: bytes) -> bytes:
    shortest = big_endian.lstrip(b"\0")
    if not shortest or shortest[0] & 0x80:
        shortest = b"\0" + shortest
    return bytes([0x02, len(shortest)]) + shortest


def at_once(program: Program, path: str, forms: list[dict]) -> list:
    """The answers to forms that are all sent at the same moment."""
    together = threading.Barrier(len(forms))

    def send(form: dict):
        with Visitor(program.port) as visitor:
            visitor.get("/halsa")  # so that all are connected before anybody sends
            together.wait(timeout=60)
            return visitor.post(path, form)

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def test_a_new_address_that_is_sent_many_times_at_once_leads_to_one_page(program, visitor):
    personal = register(visitor)
    address = f"{personal}/andra"
    form = PERSON | {"email": "ny@example.org", "token": hidden_token(visitor.get(address).text)}
    answers = at_once(program, address, [form] * 20)
    assert {answer.status for answer in answers} == {303}
    (page,) = {answer.location for answer in answers}
    assert page != personal and visitor.get(page).status == 200
    assert visitor.get(personal).status == 404
    assert sql(program, "SELECT count(*) FROM message WHERE kind = 'changed'") == [(1,)]


def test_of_two_hundred_claims_at_once_exactly_one_has_the_seat(program, visitor):
    personal = register(visitor)
    before = sql(program, "SELECT sum(taken) FROM quota")
    calendar = calendar_on(visitor.get(personal).text)
    visitor.post(f"{personal}/lamna-over", {"action": "make"})
    claim, _ = pages.claim(visitor.get(f"{personal}/lamna-over").text)
    token = hidden_token(visitor.get(claim).text)
    answers = at_once(
        program, claim, [people.person(6000 + number, "1499") | {"token": token} for number in range(CLAIMS)]
    )
    won = [answer for answer in answers if answer.status == 303]
    assert len(won) == 1
    assert {answer.status for answer in answers} == {303, 409}
    lost = next(answer for answer in answers if answer.status == 409)
    assert "Någon har redan tagit över platsen" in lost.text

    assert visitor.get(personal).status == 404
    assert state_on(visitor.get(personal_page(won[0].location)).text) == "confirmed"
    assert sql(program, "SELECT sum(taken) FROM quota") == before
    assert sql(program, "SELECT count(*) FROM claim WHERE outcome = 'claimed'") == [(1,)]
    assert sql(program, "SELECT count(*) FROM registration WHERE email LIKE 'prov.6%@example.org'") == [(1,)]
    assert visitor.get(calendar).status == 404
    # No link stands in the log.
    for secret in (personal.rsplit("/", 1)[-1], claim.rsplit("/", 1)[-1], calendar.rsplit("/", 1)[-1]):
        assert secret not in program.logged()
