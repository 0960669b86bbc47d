"""Webhooks, told to a real server."""

import contextlib
import re
import sqlite3
from urllib.parse import urlencode

import people
import pytest
from program import Program
from receiver import Receiver
from visitor import Organiser, Visitor, code_on
from waiting import wait_until


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def program(tmp_path, request):
    program = Program(tmp_path)
    program.run("migrate")
    program.run("demo", "--if-empty")
    program.name = "prov"
    program.password = program.add_organiser(program.name)
    program.environment["VEMFN_WEBHOOKS"] = getattr(request, "param", "anywhere")
    program.start()
    yield program
    if program.process.poll() is None:
        program.stop()


def add(organiser: Organiser, url: str, *events: str):
    page = "/admin/webhookar/ny"
    form = [("url", url), ("token", organiser.token(page))] + [("event", event) for event in events]
    return organiser.post(page, urlencode(form).encode())


def secret_of(answer) -> str:
    return re.search(r'<code id="secret">(\S+)</code>', answer.text)[1]


def rows(program: Program, query: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(program.database, timeout=30)) as database, database:
        return database.execute(query).fetchall()


def deliveries(program: Program) -> list[tuple]:
    return rows(program, "SELECT event, state, attempts FROM webhookDelivery ORDER BY id")


def test_what_fails_at_first_arrives_later_signed_and_without_names(program, receiver):
    receiver.status = 503
    with Organiser(program) as organiser, Visitor(program.port) as visitor:
        secret = secret_of(add(organiser, receiver.url, "registration.created", "registration.cancelled"))
        person = people.person(3, "0682")
        personal = visitor.register(person).personal
        code = code_on(visitor.get(personal).text)
        wait_until(lambda: deliveries(program) == [("registration.created", "pending", 1)], "a try that fails")
        wait_until(lambda: rows(program, "SELECT count(*) FROM webhookAttempt WHERE status = 503") == [(1,)], "its result")

        # Meanwhile it rests, and what happens waits in order.
        visitor.post(f"{personal}/avboka", {})
        receiver.status = 204
        # The rest last: while it lasts nothing is taken, so the worker cannot look between the two.
        rows(program, "UPDATE webhookDelivery SET nextAttemptAt = 0 WHERE id = 1")
        rows(program, "UPDATE webhook SET restsUntil = 0")
        wait_until(lambda: len(receiver.told) == 3, "both arrive")
        wait_until(lambda: {state for _, state, _ in deliveries(program)} == {"delivered"}, "both are known to")
        assert [told.json["type"] for told in receiver.told] == [
            "registration.created", "registration.created", "registration.cancelled",
        ]  # fmt: skip
        refused, taken, cancelled = receiver.told
        assert refused.headers["webhook-id"] == taken.headers["webhook-id"] != cancelled.headers["webhook-id"]
        assert all(told.is_signed_with(secret) for told in receiver.told)
        assert not taken.is_signed_with("whsec_AAAA")
        [(number,)] = rows(program, f"SELECT id FROM registration WHERE code = '{code}'")
        assert taken.json["data"] == {"registration": {"id": number, "code": code, "state": "confirmed"}}
        assert cancelled.json["data"]["registration"]["state"] == "cancelled"
        for told in receiver.told:
            assert person["email"].encode() not in told.body and b"Vegetariskt" not in told.body

        # Once more, by hand.
        page = "/admin/webhookar/leverans/1"
        organiser.post(page, {"token": organiser.token(page)})
        wait_until(lambda: len(receiver.told) == 4, "it is sent again")
        assert receiver.told[-1].headers["webhook-id"] == taken.headers["webhook-id"]
    assert receiver.url not in program.logged() and secret not in program.logged()


def test_a_redirect_is_an_answer_and_no_way_to_go(program, receiver):
    receiver.status = 302
    with Organiser(program) as organiser:
        add(organiser, receiver.url, "quota.changed")
        page = "/admin/webhookar/1"
        organiser.post(page, {"token": organiser.token(page), "action": "ping"})
        wait_until(lambda: rows(program, "SELECT status FROM webhookAttempt") == [(302,)], "the answer")
        assert [told.headers["path"] for told in receiver.told] == ["/"]
        assert "svarade 302" in organiser.get("/admin/webhookar/leverans/1").text


def test_what_was_not_sent_when_the_program_was_killed_is_sent_by_the_next_run(program, receiver):
    with Organiser(program) as organiser:
        add(organiser, receiver.url, "registration.created")
    program.kill()
    rows(program, "UPDATE webhook SET isActive = 1")
    program.start()
    with Visitor(program.port) as visitor:
        receiver.status = 503
        visitor.register(people.person(4, "0682"))
        wait_until(lambda: len(receiver.told) == 1, "a try that fails")
    program.kill()
    receiver.status = 200
    rows(program, "UPDATE webhook SET restsUntil = 0")
    rows(program, "UPDATE webhookDelivery SET sendingSince = NULL, nextAttemptAt = 0")
    program.start()
    wait_until(lambda: [state for _, state, _ in deliveries(program)] == ["delivered"], "it arrives")


@pytest.mark.parametrize("program", ["public"], indirect=True)
def test_nothing_is_sent_into_our_own_network_unless_settings_allow_it(program, receiver):
    with Organiser(program) as organiser:
        assert add(organiser, receiver.url, "quota.changed").status == 422
        port = receiver.server.server_port
        assert add(organiser, "https://example.se/", "quota.changed").status == 200
        # As if the name led there: names are looked up when something is sent.
        rows(program, f"UPDATE webhook SET url = 'https://localhost:{port}/'")
        page = "/admin/webhookar/1"
        organiser.post(page, {"token": organiser.token(page), "action": "ping"})
        wait_until(lambda: rows(program, "SELECT count(*) FROM webhookAttempt") == [(1,)], "a try")
        assert rows(program, "SELECT status, error FROM webhookAttempt") == [
            (None, "not public")
        ]
    assert receiver.told == []


@pytest.mark.parametrize("program", ["public"], indirect=True)
def test_an_address_that_can_never_work_is_refused_at_the_field(program):
    with Organiser(program) as organiser:
        for host in ("10.0.0.1", "localhost", "[::1]", "0x7f.1", "127.0.0.1%00.example.org"):
            url = f"https://{host}/"
            answer = add(organiser, url, "quota.changed")
            assert answer.status == 422 and 'id="url-error"' in answer.text, url
            assert f'value="{url}"' in answer.text
        assert add(organiser, "https://example.se/", "quota.changed").status == 200
        assert "1 händelse<" in organiser.get("/admin/webhookar").text
        page = "/admin/webhookar/1"
        change = {"token": organiser.token(page), "action": "save", "url": "https://10.0.0.1/", "event": "quota.changed"}
        assert organiser.post(page, change).status == 422
    assert rows(program, "SELECT url FROM webhook") == [("https://example.se/",)]


def test_silent_receivers_hold_up_nobody_and_no_stop(program, receiver):
    silent = Receiver()
    silent.hold()
    try:
        with Organiser(program) as organiser, Visitor(program.port) as visitor:
            for _ in range(19):
                assert add(organiser, silent.url, "registration.created").status == 200
            assert add(organiser, receiver.url, "registration.created").status == 200
            visitor.register(people.person(3, "0682"))
            wait_until(lambda: silent.held == 19, "all silent ones are asked at once")
            visitor.register(people.person(4, "0682"))
            wait_until(lambda: len(receiver.told) == 2, "the other one is told of both")
            assert rows(program, "SELECT count(*) FROM webhookAttempt WHERE error IS NOT NULL") == [(0,)]
            assert silent.held == 19, "one request at a time"
        program.stop()
        # They were broken off, not waited for.
        assert rows(program, "SELECT count(*) FROM webhookAttempt WHERE error IS NOT NULL") == [(0,)]
    finally:
        silent.stop()


def test_what_never_had_its_result_written_is_sent_again_by_the_same_run(program, receiver):
    with Organiser(program) as organiser:
        add(organiser, receiver.url, "quota.changed")
        page = "/admin/webhookar/1"
        organiser.post(page, {"token": organiser.token(page), "action": "ping"})
        wait_until(lambda: [state for _, state, _ in deliveries(program)] == ["delivered"], "it arrives")
        rows(program, "UPDATE webhookDelivery SET state = 'pending', sendingSince = unixepoch() + 3600")
        page = "/admin/webhookar/leverans/1"
        refused = organiser.post(page, {"token": organiser.token(page)})
        assert refused.status == 409 and "redan på väg" in refused.text
        rows(program, "UPDATE webhookDelivery SET sendingSince = unixepoch() - 60")
        wait_until(lambda: [state for _, state, _ in deliveries(program)] == ["delivered"], "it arrives once more")
    assert len(receiver.told) == 2


def test_what_is_sent_again_to_a_paused_webhook_goes_when_it_is_resumed(program, receiver):
    with Organiser(program) as organiser, Visitor(program.port) as visitor:
        add(organiser, receiver.url, "registration.created")
        visitor.register(people.person(3, "0682"))
        wait_until(lambda: [state for _, state, _ in deliveries(program)] == ["delivered"], "it arrives")
        webhook, page = "/admin/webhookar/1", "/admin/webhookar/leverans/1"
        organiser.post(webhook, {"token": organiser.token(webhook), "action": "pause"})
        assert "pausad" not in organiser.get(page).text
        organiser.post(page, {"token": organiser.token(page)})
        assert "Webhooken är pausad" in organiser.get(page).text
        assert len(receiver.told) == 1
        organiser.post(webhook, {"token": organiser.token(webhook), "action": "resume"})
        wait_until(lambda: len(receiver.told) == 2, "it is sent again")


def test_what_went_wrong_is_told_in_our_own_words(program, receiver):
    receiver.garbage = b"\x00\xff no HTTP at all\n"
    plain = receiver.url.replace("http:", "https:")
    cases = [
        (receiver.url, "svarade inte med HTTP", "the answer was not HTTP"),
        (plain, "ingen säker förbindelse (", "no secure connection ("),
        ("http://127.0.0.1:1/", "ingen förbindelse<", "no connection<"),
        ("http://finns-inte.invalid/", "namn finns inte<", "name in the address was not found<"),
    ]
    with Organiser(program) as organiser:
        for number, (url, swedish, english) in enumerate(cases, 1):
            add(organiser, url, "quota.changed")
            page = f"/admin/webhookar/{number}"
            organiser.post(page, {"token": organiser.token(page), "action": "ping"})
            query = f"SELECT 1 FROM webhookAttempt WHERE deliveryId = {number}"
            wait_until(lambda query=query: rows(program, query) == [(1,)], url)
            page = f"/admin/webhookar/leverans/{number}"
            assert swedish in organiser.get(page).text, url
            assert english in organiser.get(f"/en/admin/webhooks/delivery/{number}").text, url
