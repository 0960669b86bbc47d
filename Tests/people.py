"""Made-up people. Their names are allowed, and hostile to programs that treat text carelessly."""

GIVEN_NAMES = [
    "Åsa", "Örjan", "Zlatan-Ärla", "Łucja", "Søren", "Ngọc", "محمد", "Анна", "花子", "Ó'Brien", "D’Arcy",
    'Kim "Kimmen"', '"\u0301Akut', "e\u0301tienne", "Anna; Maria", "Karl,Erik", "Bo\\", "<b>Fet</b>", "&amp;",
    "=cmd|' /C calc'!A1", "+SUM(1)", "-Minus", "@Kajsa", "'Apostrof", "NULL", "Robert'); DROP TABLE registration;--",
    "👩\u200d🚀 Rymd", "%00%0d%0a", "${jndi}", "{{7*7}}",
]  # fmt: skip
FAMILY_NAMES = [
    "Öberg", "Ångström", "Älg", "af Exempel", "von Övning-Åström", "O'Prov", 'Citat"', "=1+1", "Sträck–Namn",
    "Påhitt<script>", "Nordströmsdotter" * 6,
]  # fmt: skip
# Numbers that the Swedish numbering plan keeps for fiction, in the ways people write them.
PHONES = ["070-174 06 {:02}", "07017406{:02}", "+46 70 174 06 {:02}", "0046701740 6{:02}", "+46 (0)70-174 06 {:02}"]
HOSTS = ["0682", "1499", "1885", "2081"]
OTHER_TYPES = ["region", "countyBoard", "agency", "civilSociety", "university", "press", "other"]


def person(number: int, kommun: str | None = None) -> dict:
    """What the person types. The same number is always the same person."""
    return {
        "givenName": GIVEN_NAMES[number % len(GIVEN_NAMES)],
        "familyName": FAMILY_NAMES[number % len(FAMILY_NAMES)],
        "email": f"prov.{number}@example.org",
        "phone": PHONES[number % len(PHONES)].format(5 + number % 95) if number % 4 else "",
        "organisationType": "kommun" if kommun else OTHER_TYPES[number % len(OTHER_TYPES)],
        "kommun": kommun or "",
        "organisation": f"Förvaltning {number}; \"Råd & Åtgärd\"",
        "role": "=Samordnare" if number % 10 == 0 else "Samordnare, integration",
        "dietaryNeeds": "Vegetariskt\r\nIngen lök; inga \"nötter\"" if number % 7 == 0 else "",
        "accessNeeds": "Hörselslinga" if number % 11 == 0 else "",
    }


def phone_kept(typed: str) -> str:
    """The number as it is stored: +46 and digits."""
    digits = "".join(character for character in typed.replace("(0)", "") if character in "+0123456789")
    if digits.startswith("00"):
        return "+" + digits[2:]
    return "+46" + digits[1:] if digits.startswith("0") else digits
