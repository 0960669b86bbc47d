"""The stream of a door over a real socket."""

import contextlib
import http.client
import json
import threading
import time

import people
from visitor import Organiser, Visitor, code_on


@contextlib.contextmanager
def open_stream(program, organiser):
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=60)
    connection.request("GET", "/admin/incheckning/strom", headers=organiser.headers)
    response = connection.getresponse()
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/event-stream"
    yield response
    connection.close()


def news(response) -> dict:
    """The next piece of news, past the signs of life."""
    data = None
    kind = None
    while True:
        line = response.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = json.loads(line.removeprefix("data: "))
        elif line == "" and kind == "news":
            return data


def test_a_scan_reaches_a_listener_and_a_server_that_stops_ends_the_stream(program):
    with Visitor(program.port) as visitor:
        code = code_on(visitor.get(visitor.register(people.person(1, program.kommuner()[1])).personal).text)
    with Organiser(program) as organiser, open_stream(program, organiser) as stream:
        assert news(stream)["arrived"] == 0
        token = organiser.get("/admin/incheckning/lista.json").json["token"]
        scan = {"id": "A" * 22, "code": code, "kind": "arrived", "door": "Norr", "at": int(time.time() * 1000)}
        batch = json.dumps({"scans": [scan], "walkIns": []})
        answer = organiser.post("/admin/incheckning/skanningar", {"token": token, "batch": batch})
        assert answer.json["arrived"] == 1
        told = news(stream)
        while told["arrived"] == 0:
            told = news(stream)
        assert [heard["scan"]["id"] for heard in told["scans"]] == ["A" * 22]

        # Without its end the connection would be cut when the grace is over, and the body be incomplete.
        rest = []
        reading = threading.Thread(target=lambda: rest.append(stream.read()))
        reading.start()
        program.stop()
        reading.join()
        assert rest


def test_nobody_listens_without_a_session(program):
    with Visitor(program.port) as visitor:
        assert visitor.get("/admin/incheckning/strom").status == 303
        assert visitor.get("/admin/incheckning/lista.json").status == 303


def test_no_name_or_code_of_the_door_reaches_the_log(program):
    with Visitor(program.port) as visitor:
        person = people.person(2, program.kommuner()[2])
        code = code_on(visitor.get(visitor.register(person).personal).text)
    with Organiser(program) as organiser:
        organiser.get(f"/admin/incheckning?q={code}&dorr=Hemliga")
        organiser.get("/admin/incheckning/lista.json")
    program.stop()
    logged = program.logged()
    assert "/admin/incheckning" in logged
    for secret in (code, "Hemliga", person["organisation"]):
        assert secret not in logged
