"""Pictures of every page, to be looked at: var/screenshots/page-language-width-scheme.png."""

import itertools
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import chromium  # noqa: E402
import pages  # noqa: E402
import people  # noqa: E402
from program import ROOT, Program  # noqa: E402
from visitor import Organiser, Visitor  # noqa: E402

FOLDER = ROOT / "var/screenshots"
WIDTHS = (390, 1280)
# A longer page is cut here.
TALLEST = 4000


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        program = Program.with_demonstration(Path(folder))
        try:
            with chromium.launched() as browser:
                take_all(browser, program)
        finally:
            program.stop()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.relative_to(ROOT)}/")


def take_all(browser, program):
    with Visitor(program.port) as visitor:
        crowd = [visitor.register(people.person(number, "2584")).personal for number in range(7)]
        cancelled = visitor.register(people.person(8, "0880")).personal
        line = [visitor.register(people.person(10 + number, "2580")).personal for number in range(6)]
        visitor.post(f"{line[0]}/avboka", {})
        offered = line[-1]
        visitor.post(f"{cancelled}/avboka", {})
        claims = [claim_link(visitor, personal) for personal in crowd[1:3]]
        visitor.post(f"{crowd[2]}/lamna-over", {"action": "withdraw"})
    public = pages.PUBLIC | pages.FRAMED
    public["personal-seat"] = pages.personal(crowd[0])["personal"]
    public["personal-waiting"] = pages.personal(crowd[-1])["personal"]
    public["personal-offered"] = pages.personal(offered)["personal"]
    public["offer"] = pages.personal(offered)["offer"]
    public["personal-cancelled"] = pages.personal(cancelled)["personal"]
    public["questions"] = pages.personal(crowd[0])["questions"]
    public["cancel"] = pages.personal(crowd[0])["cancel"]
    for name in ("change", "hand-over", "ticket"):
        public[name] = pages.personal(crowd[0])[name]
    public["hand-over-standing"] = pages.personal(crowd[1])["hand-over"]
    public["claim"], public["claim-withdrawn"] = claims
    with Visitor(program.port) as visitor:
        group = visitor.register_group(("Asta", "asta@example.org"), ("Bo", ""), kommun="Ydre")
        public |= pages.group(group, visitor.people_of(group)[1].rsplit("/", 1)[-1])
        with Organiser(program) as organiser:
            link = organiser.kommun_link("2584")
            visitor.post(f"{link}/platser", {"action": "ask", "seats": "3", "reason": "Fler i kommunen vill komma."})
            public |= pages.kommun(link, visitor.people_of(link)[0].rsplit("/", 1)[-1])
    public["not-found"] = ("/finns-inte", "/en/not-there")

    with Organiser(program) as organiser:
        cookie = chromium.cookie(organiser)
    organisers = {f"admin-{name}": addresses for name, addresses in (pages.ORGANISERS | pages.SHEETS).items()}
    organisers["admin-attendee"] = ("/admin/deltagare/1", "/en/admin/attendees/1")
    organisers["admin-question"] = ("/admin/fragor/1", "/en/admin/questions/1")
    organisers["admin-workshop"] = ("/admin/workshoppar/1", "/en/admin/workshops/1")
    organisers["admin-group"] = ("/admin/grupper/1", "/en/admin/groups/1")
    organisers["admin-member"] = ("/admin/lag/1", "/en/admin/team/1")
    organisers["admin-quota"] = ("/admin/kvoter/1", "/en/admin/quotas/1")
    organisers["admin-seat-request"] = ("/admin/onskemal/1", "/en/admin/requests/1")

    for width, scheme, script in itertools.product(WIDTHS, chromium.SCHEMES, (True, False)):
        settings = {
            "viewport": {"width": width, "height": chromium.HEIGHT},
            "color_scheme": scheme,
            "java_script_enabled": script,
        }
        suffix = f"{width}-{scheme}" + ("" if script else "-no-script")
        with chromium.person_at(browser, program.site, **settings) as context:
            page = context.new_page()
            take_each(page, public, suffix)
            take_form_states(page, suffix)
            context.add_cookies([cookie])
            take_each(page, organisers, suffix)


def claim_link(visitor, personal: str) -> tuple[str, str]:
    address = pages.personal(personal)["hand-over"][0]
    visitor.post(address, {"action": "make"})
    return pages.claim(visitor.get(address).text)


def take_each(page, addresses: dict, suffix: str):
    for name, pair in addresses.items():
        for language, address in zip(pages.LANGUAGES, pair):
            page.goto(address)
            take(page, f"{name}-{language}-{suffix}")


def take_form_states(page, suffix: str):
    for language, address in zip(pages.LANGUAGES, pages.PUBLIC["form"]):
        page.goto(address)
        chromium.fill(page, people.person(9, "0180") | {"familyName": "", "email": "namn"})
        take(page, f"form-filled-{language}-{suffix}")
        chromium.submit(page)
        page.locator("#error-summary").wait_for()
        take(page, f"form-problems-{language}-{suffix}")
        page.goto(address)
        chromium.fill(page, people.person(0, "0180"))
        with page.expect_navigation():
            chromium.submit(page)
        take(page, f"form-taken-{language}-{suffix}")


def take(page, name: str):
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, clip=clip)


if __name__ == "__main__":
    main()
