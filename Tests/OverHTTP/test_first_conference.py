"""From an empty file to the first attendee, without a shell on the file."""

import people
from program import Program
from visitor import Organiser, Visitor, state_on

ADDRESS = "/admin/konferens"
FACTS = {
    "titleSv": "Tillsammans", "titleEn": "Together", "day": "2099-03-20", "citySv": "Borlänge", "cityEn": "Borlänge",
    "capacity": "2", "opensDay": "2020-01-01", "opensTime": "9:00", "closesDay": "2099-03-18", "closesTime": "24:00",
    "offerHours": "24", "reminderDays": "7",
}  # fmt: skip


def test_a_first_conference_is_set_up_in_the_browser(tmp_path):
    program = Program.without_conference(tmp_path)
    try:
        with Visitor(program.port) as visitor, Organiser(program) as organiser:
            assert "Konferensen är inte upplagd än" in visitor.get("/").text
            refused = organiser.post(ADDRESS, FACTS | {"capacity": "många", "token": organiser.token(ADDRESS)})
            assert refused.status == 422 and 'value="många"' in refused.text
            assert "Konferensen är inte upplagd än" in visitor.get("/").text

            made = organiser.post(ADDRESS, FACTS | {"token": organiser.token(ADDRESS)})
            assert (made.status, made.location) == (303, "/admin/kvoter")
            assert "Tillsammans" in visitor.get("/").text and "Together" in visitor.get("/en").text
            links = [visitor.register(people.person(number, "0180")).personal for number in range(3)]
            assert [state_on(visitor.get(link).text) for link in links] == ["confirmed", "confirmed", "waiting"]

            asked = organiser.post(ADDRESS, FACTS | {"capacity": "3"} | organiser.filled(ADDRESS))
            assert "En person i kön får eller erbjuds plats genast" in asked.text
            done = organiser.post(
                ADDRESS, FACTS | {"capacity": "3", "confirmed": "yes"} | organiser.filled(ADDRESS))
            assert (done.status, done.location) == (303, ADDRESS)
            assert state_on(visitor.get(links[2]).text) == "offered"
    finally:
        program.stop()
