"""A conference with any number of made-up attendees, written past the program because a million sign-ups take minutes."""

import contextlib
import random
import sqlite3
from pathlib import Path

GIVEN = "Anna Eva Maria Karin Kristina Lena Sara Emma Åsa Örjan Lars Anders Per Nils Karl Erik Mikael Bo Åke Maja".split()
COMMON = "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Öberg".split()
SYLLABLES = "an ber dal eck fors gren holm lind man ny ol pers qvist ros sjö söder ström sten sund tor ås öst äng vall".split()
FOLDED = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
SEPARATOR = "\x01"


def write(database: Path, count: int, seed: int = 1):
    """Adds the attendees to an empty conference, and puts them into the search index."""
    chance = random.Random(seed)
    families = ["".join(chance.choices(SYLLABLES, k=2)).capitalize() for _ in range(400)]
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as db:
        kommuner = db.execute("SELECT code, sortKey, quota.id FROM kommun JOIN quota ON kommun = code ORDER BY code <> '0682'").fetchall()
        db.execute("PRAGMA cache_size = -200000")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO registration (code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email, "
            "phone, organisationType, kommun, organisation, role, emailKey, sortKey, kommunSortKey, searchText) "
            "VALUES (?, randomblob(32), ?, ?, 'sv', ?, ?, ?, ?, ?, 'kommun', ?, ?, 'Samordnare', ?, ?, ?, ?)",
            (person(number, chance, families, kommuner) for number in range(1, count + 1)),
        )
        # Those who wait are to go on waiting: nobody is offered a seat while the list is looked at.
        db.execute("UPDATE quota SET ceiling = max(taken, 1), reserved = 0")
        db.execute("COMMIT")
        for upto in range(5000, count + 5000, 5000):
            db.execute("UPDATE searchProgress SET indexedTo = ?", [min(upto, count)])
        # As the program does when nobody waits.
        db.execute("INSERT INTO searchIndex (searchIndex) VALUES ('optimize')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def person(number: int, chance, families: list[str], kommuner: list) -> tuple:
    # So many of a common name and of one kommun that a short list has a whole page of them too: pages of one length are
    # compared.
    family = chance.choice(COMMON) if chance.random() < 0.6 else chance.choice(families)
    given = chance.choice(GIVEN)
    kommun, kommun_key, quota = kommuner[0] if chance.random() < 0.07 else chance.choice(kommuner)
    code = f"VF-{number // 10000:04d}-{number % 10000:04d}"
    email = f"{given}.{family}{number}@example.se".lower()
    organisation = f"Påhittad förvaltning {number % 500}"
    state = "waiting" if chance.random() < 0.1 else "confirmed"
    key = SEPARATOR.join([family.lower().translate(FOLDED), given.lower().translate(FOLDED)])
    search = "\n".join([f"{given} {family}", email, organisation, code]).lower()
    phone = f"+46701740{605 + number % 10}"
    return (code, quota, state, 1_790_000_000 + number, given, family, email, phone, kommun, organisation, email, key,
            kommun_key + SEPARATOR + key, search)  # fmt: skip
