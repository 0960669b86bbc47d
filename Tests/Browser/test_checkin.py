"""The door: two devices without network, the keyboard alone, plain forms, and a ticket before a camera."""

import contextlib
import itertools
import json
import re
import sqlite3
import subprocess

import chromium
import people
import pytest
from playwright.sync_api import expect
from visitor import Organiser, Visitor, code_on, state_on
from waiting import wait_until

PAGE = "/admin/incheckning"
# How many lists the device keeps.
KEPT_LIST = """() => new Promise((resolve) => {
  const opening = indexedDB.open("vemfn-door");
  opening.onsuccess = () => {
    const counting = opening.result.transaction("list").objectStore("list").count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
})"""


def seated(program, *numbers: int) -> list[str]:
    """The booking codes of people with seats, each from a kommun of their own."""
    codes = []
    kommuner = program.kommuner()
    with Visitor(program.port) as visitor:
        for number in numbers:
            page = visitor.get(visitor.register(people.person(number, kommuner[number])).personal).text
            assert state_on(page) == "confirmed"
            codes.append(code_on(page))
    return codes


@pytest.fixture(scope="module")
def guests(served):
    """Booking codes of three people with seats, by number."""
    return dict(zip((21, 22, 23), seated(served, 21, 22, 23)))


@contextlib.contextmanager
def device(browser, served, cookie, **settings):
    with chromium.person_at(browser, served.site, loses_network=True, **settings) as context:
        context.add_cookies([cookie])
        yield context


def at_the_door(context, name: str):
    """The page with its list, at the door of this name."""
    page = context.new_page()
    page.goto(PAGE)
    expect(page.locator("#door-net")).to_have_attribute("data-state", "live")
    page.locator("#dorr").fill(name)
    page.locator("#dorr").blur()
    return page


def check_in(page, code: str, button: str = "Checka in"):
    page.locator("#q").fill(code)
    page.locator("#door-found .door-card").get_by_role("button", name=button).click()


def go_offline(context, page):
    context.set_offline(True)
    # Chromium lets a stream live on that was open; the page must not be believed to be connected by it.
    page.evaluate("window.dispatchEvent(new Event('offline'))")


def stored(served, code: str) -> list[tuple]:
    """The scans of one ticket, in their order."""
    with contextlib.closing(sqlite3.connect(served.database)) as database:
        return database.execute(
            "SELECT kind, door FROM scan JOIN registration ON registration.id = registrationId "
            "WHERE code = ? ORDER BY at, scan.id",
            (code,),
        ).fetchall()


@pytest.mark.parametrize("first_back", [0, 1], ids=["north first", "south first"])
def test_two_devices_without_network_agree_in_whatever_order_they_come_back(browser, program, first_back):
    codes = seated(program, 31, 32, 33)
    with Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
    with device(browser, program, cookie) as north, device(browser, program, cookie) as south:
        contexts = [north, south]
        pages = [at_the_door(north, "Norr"), at_the_door(south, "Söder")]
        for context, page in zip(contexts, pages):
            go_offline(context, page)
        check_in(pages[0], codes[0])
        check_in(pages[1], codes[0])
        check_in(pages[1], codes[1])
        check_in(pages[0], codes[1])
        check_in(pages[0], codes[1], "Ångra incheckningen")
        check_in(pages[1], codes[2])
        for page in pages:
            expect(page.locator("#door-net")).to_have_attribute("data-queue", "3")
        # As far as each of them knows.
        expect(pages[0].locator("[data-arrived]")).to_have_text("1")
        expect(pages[1].locator("[data-arrived]")).to_have_text("3")
        assert stored(program, codes[0]) == []

        for index in (first_back, 1 - first_back):
            contexts[index].set_offline(False)
            expect(pages[index].locator("#door-net")).to_have_attribute("data-queue", "0", timeout=20_000)

        assert stored(program, codes[0]) == [("arrived", "Norr"), ("arrived", "Söder")]
        assert stored(program, codes[1]) == [("arrived", "Söder"), ("arrived", "Norr"), ("undone", "Norr")]
        assert stored(program, codes[2]) == [("arrived", "Söder")]
        for page in pages:
            page.reload()
            expect(page.locator("[data-arrived]")).to_have_text("3")
            expect(page.locator("#door-net")).to_have_attribute("data-state", "live")
            page.locator("#q").fill(codes[0])
            expect(page.locator("#door-found")).to_contain_text("Skannad igen")
            expect(page.locator("#door-found .standing li").first).to_contain_text("Norr")
            expect(page.locator("#door-found .standing li").nth(1)).to_contain_text("Söder")
            page.locator("#q").fill(codes[1])
            # North took back its own scan and knew of no other.
            expect(page.locator("#door-found .standing")).to_contain_text("Söder")
            expect(page.locator("#door-found")).not_to_contain_text("Skannad igen")


def test_the_page_opens_and_works_when_the_server_is_away(browser, program):
    (code,) = seated(program, 41)
    with Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
    with device(browser, program, cookie) as context:
        page = at_the_door(context, "Norr")
        # Not `wait_for_function`, to which a promise is true before it is kept.
        kept = "async () => Boolean(await caches.match('/admin/incheckning', { cacheName: 'vemfn-door' }))"
        wait_until(lambda: page.evaluate("() => Boolean(navigator.serviceWorker.controller)"), "the worker works")
        wait_until(lambda: page.evaluate(kept), "the page is kept")
        wait_until(lambda: page.evaluate(KEPT_LIST) > 0, "the list is kept")
        program.environment["VEMFN_PORT"] = str(program.port)
        program.stop()
        page.reload()
        expect(page.locator("#door-net")).to_contain_text("Utan nät")
        check_in(page, code)
        expect(page.locator("#door-said")).to_contain_text("Insläppt")
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "1")
        page.reload()
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "1")
        program.start()
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "0", timeout=30_000)
        assert stored(program, code) == [("arrived", "Norr")]


def test_a_count_is_live_on_another_device(browser, served, organisers_cookie, guests):
    with device(browser, served, organisers_cookie) as one, device(browser, served, organisers_cookie) as other:
        pages = [at_the_door(one, "Norr"), at_the_door(other, "Söder")]
        before = int(pages[1].locator("[data-arrived]").inner_text())
        check_in(pages[0], guests[21])
        expect(pages[1].locator("[data-arrived]")).to_have_text(str(before + 1))
        pages[1].locator("#q").fill(guests[21])
        expect(pages[1].locator("#door-found")).to_contain_text("Norr")


def test_the_keyboard_alone_checks_in_one_after_another(browser, served, organisers_cookie, guests):
    with device(browser, served, organisers_cookie) as context:
        page = at_the_door(context, "Norr")
        page.locator("#q").focus()
        for code in (guests[22], guests[23]):
            page.keyboard.type(code)
            page.keyboard.press("Enter")
            expect(page.locator("#door-found button").first).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator("#door-said")).to_contain_text("Insläppt")
            expect(page.locator("#door-said")).to_contain_text(code)
            # What was typed is selected, so the next name takes its place.
            expect(page.locator("#q")).to_be_focused()
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "0")
        assert stored(served, guests[23]) == [("arrived", "Norr")]


def test_searching_checking_in_and_undoing_work_without_scripts(browser, served, organisers_cookie):
    (code,) = seated(served, 51)
    with device(browser, served, organisers_cookie, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(PAGE)
        page.locator("#dorr").fill("Norra")
        page.locator("#q").fill(code.lower())
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Checka in").click()
        expect(page.get_by_role("status")).to_have_text("Insläppt.")
        expect(page.locator(".standing").first).to_contain_text("Norra")
        page.get_by_role("button", name="Ångra").click()
        expect(page.get_by_role("status")).to_have_text("Incheckningen är ångrad.")
        page.get_by_role("link", name="Någon utan anmälan").click()
        for name, answer in {"givenName": "Påhitt", "familyName": "Spontan", "organisation": "Bladet"}.items():
            page.locator(f"#{name}").fill(answer)
        page.locator("#organisationType").select_option("press")
        page.get_by_role("button", name="Ge plats").click()
        expect(page.get_by_role("status")).to_have_text("Insläppt.")


def test_a_device_forgets_the_list_when_the_session_ends_and_keeps_what_is_not_sent(browser, program):
    (code,) = seated(program, 61)
    with Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
    with device(browser, program, cookie) as context:
        page = at_the_door(context, "Norr")
        go_offline(context, page)
        check_in(page, code)
        with contextlib.closing(sqlite3.connect(program.database)) as database, database:
            database.execute("DELETE FROM organiserSession")
        context.set_offline(False)
        expect(page.locator("#door-net")).to_have_attribute("data-state", "refused", timeout=20_000)
        assert not page.evaluate("caches.has('vemfn-door')")
        assert page.evaluate(KEPT_LIST) == 0
        page.locator("#door-net a").click()
        with Organiser(program) as organiser:
            context.add_cookies([chromium.cookie(organiser)])
        page.goto(PAGE)
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "0")
        assert stored(program, code) == [("arrived", "Norr")]


def test_the_sign_in_page_makes_the_device_forget_the_list(browser, served, organisers_cookie):
    with device(browser, served, organisers_cookie) as context:
        page = at_the_door(context, "Norr")
        wait_until(lambda: page.evaluate(KEPT_LIST) > 0, "the list is kept")
        context.clear_cookies()
        page.goto("/admin/deltagare")
        expect(page.locator("#password")).to_be_visible()
        wait_until(lambda: page.evaluate(KEPT_LIST) == 0, "the list is forgotten")
        wait_until(lambda: not page.evaluate("caches.has('vemfn-door')"), "the page is forgotten")


def test_the_page_works_out_the_same_state_as_the_server(browser, served, organisers_cookie, guests):
    """Many scans of one ticket, in every kind of order, some at the same moment."""
    kinds = ["arrived", "returned", "undone"]
    scans = [
        {"id": f"{number:02}" + "A" * 20, "code": guests[21], "kind": kind, "door": f"D{number}", "at": 1000 + number // 2}
        for number, kind in enumerate(itertools.islice(itertools.cycle(kinds + ["arrived"]), 11))
    ]
    for number, scan in enumerate(scans):
        if scan["kind"] == "undone":
            scan["undoes"] = [other["id"] for other in scans[max(0, number - 2) : number]]
    with Organiser(served) as organiser:
        listed = organiser.get("/admin/incheckning/lista.json").json
        answer = organiser.post(
            "/admin/incheckning/skanningar",
            {"token": listed["token"], "batch": json.dumps({"scans": scans[::-1], "walkIns": []})},
        )
        assert answer.status == 200, answer.text
        plain = organiser.get(f"{PAGE}?q={guests[21]}").text
    card = re.search(r'<ul class="standing plain">.*?</ul>', plain, re.DOTALL)
    lines = re.sub(r"<[^>]+>", "\n", card[0]).split("\n") if card else []
    with device(browser, served, organisers_cookie) as context:
        page = at_the_door(context, "Norr")
        page.locator("#q").fill(guests[21])
        shown = page.locator("#door-found .standing").inner_text().split("\n")
    assert [line.strip() for line in " ".join(lines).split()] == " ".join(shown).split()


def picture_of(ticket: str, to):
    """A moving picture of one frame, a ticket held before a camera: the drawing of the ticket page as YUV4MPEG2."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', ticket)[1])
    runs = re.findall(r"M(\d+) (\d+)h(\d+)", re.search(r'<path fill="#000000" d="([^"]*)"', ticket)[1])
    scale, width, height = 400 // side, 640, 480
    left, top = (width - side * scale) // 2, (height - side * scale) // 2
    grey = bytearray(b"\xd0" * (width * height))
    for column, row, length in (map(int, run) for run in runs):
        for line in range(top + row * scale, top + (row + 1) * scale):
            start = line * width + left + column * scale
            grey[start : start + length * scale] = b"\x20" * (length * scale)
    colours = b"\x80" * (width * height // 2)
    to.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\nFRAME\n" + bytes(grey) + colours)


def test_a_ticket_before_the_camera_is_read_and_let_in(browser, program, tmp_path):
    kommuner = program.kommuner()
    with Visitor(program.port) as visitor:
        personal = visitor.register(people.person(71, kommuner[71])).personal
        code = code_on(visitor.get(personal).text)
        picture_of(visitor.get(f"{personal}/biljett").text, tmp_path / "camera.y4m")
    with Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
    camera = chromium.started(
        browser.browser_type,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}",
    )
    with camera as with_camera, device(with_camera, program, cookie, permissions=["camera"]) as context:
        page = at_the_door(context, "Norr")
        page.locator("#door-start").click()
        expect(page.locator("#door-said")).to_contain_text("Insläppt", timeout=30_000)
        expect(page.locator("#door-said")).to_contain_text(code)
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "0")
        page.locator("#door-start").click()
        expect(page.locator("#door-video")).to_be_hidden()
        assert stored(program, code)[0] == ("arrived", "Norr")


def test_tickets_are_judged_on_the_device(browser, program, tmp_path):
    """As a reader that types sends them: a forged one, one that came after the list, and one without a seat."""
    kommuner = program.kommuner()

    def ticket(number: int) -> str:
        with Visitor(program.port) as visitor:
            personal = visitor.register(people.person(number, kommuner[number])).personal
            return read_ticket(browser, program, f"{personal}/biljett", tmp_path)

    cancelled, known = ticket(81), ticket(82)
    with Visitor(program.port) as visitor, Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
        found = organiser.get(f"/admin/deltagare?q={cancelled.split(':')[1]}").text
        address = re.search(r"/admin/deltagare/\d+", found)[0]
        organiser.post(f"{address}/avboka", {"token": organiser.token(f"{address}/avboka")})
    with device(browser, program, cookie) as context:
        page = at_the_door(context, "Norr")
        go_offline(context, page)
        late = ticket(83)
        code = late.split(":")[1]
        last = "A" if known[-1] != "A" else "Q"
        for text, words in [
            (known, "Insläppt"),
            (known, "Redan insläppt"),
            (cancelled, "Är avbokad"),
            (late, "Äkta biljett, finns inte i listan på den här enheten"),
            (known[:-1] + last, "ingen biljett till den här konferensen"),
            (f"VEMFN1:{code}:{known.split(':')[2]}", "ingen biljett till den här konferensen"),
            ("VEMFN1:VF-0000-0000", "ingen biljett till den här konferensen"),
        ]:
            page.locator("#q").fill(text)
            page.keyboard.press("Enter")
            expect(page.locator("#door-said")).to_contain_text(words)
        expect(page.locator("#door-net")).to_have_attribute("data-queue", "2")


def read_ticket(browser, program, address: str, folder) -> str:
    """What zbar sees in the drawing on a ticket."""
    with chromium.person_at(browser, program.site) as context:
        page = context.new_page()
        page.goto(address)
        picture = folder / "ticket.png"
        page.locator("svg.qr").screenshot(path=picture)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, encoding="ascii", check=True)
    return read.stdout.strip()
