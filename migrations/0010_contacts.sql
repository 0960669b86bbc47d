-- A contact reaches nobody's answers, can get another address and a lost link, and is forgotten after the conference.

-- The table of 0003 once more (SQLite lang_altertable.html §7), with a contact who can be forgotten.
CREATE TABLE delegationNext (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    linkHash      BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    -- NULL, all three, once the contact is forgotten.
    contactName   TEXT CHECK (contactName <> ''),
    contactEmail  TEXT CHECK (contactEmail LIKE '%_@_%'),
    contactKey    TEXT,     -- the address in lower case
    language      TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    -- Whether those who wait want their seats all at once or not at all.
    keepsTogether INTEGER NOT NULL CHECK (keepsTogether IN (0, 1)),
    createdAt     INTEGER NOT NULL,
    CHECK ((contactName IS NULL) = (contactEmail IS NULL)),
    CHECK ((contactKey IS NULL) = (contactEmail IS NULL))
) STRICT;

INSERT INTO delegationNext (id, linkHash, contactName, contactEmail, contactKey, language, keepsTogether, createdAt)
SELECT id, linkHash, contactName, contactEmail, lower(contactEmail), language, keepsTogether, createdAt FROM delegation;

DROP TABLE delegation;
ALTER TABLE delegationNext RENAME TO delegation;

CREATE INDEX delegationContact ON delegation (contactKey) WHERE contactKey IS NOT NULL;

-- Links to the group's page beside that of the sign-up, as personalLink has those of people.
CREATE TABLE delegationLink (
    hash         BLOB PRIMARY KEY CHECK (length(hash) = 32),
    delegationId INTEGER NOT NULL REFERENCES delegation (id) ON DELETE CASCADE,
    createdAt    INTEGER NOT NULL
) STRICT;

CREATE INDEX delegationLinkOfDelegation ON delegationLink (delegationId);

CREATE INDEX messageOfDelegation ON message (delegationId, id) WHERE delegationId IS NOT NULL;

-- Whoever has told something by a link of their own must not become somebody whose address the contact chooses.
CREATE TRIGGER registrationKeepsAddress BEFORE UPDATE OF email ON registration
WHEN OLD.email IS NOT NULL AND NEW.email IS NULL BEGIN
    SELECT raise(ABORT, 'an address is replaced, not removed');
END;
