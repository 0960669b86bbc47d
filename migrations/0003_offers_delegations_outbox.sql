-- A freed seat is offered before it is taken, one contact may register many, and what people must know goes out by mail.

ALTER TABLE conference ADD COLUMN offerSeconds INTEGER NOT NULL DEFAULT 86400 CHECK (offerSeconds > 0);
-- Until when answers may be changed and seats handed over; NULL: until sign-up closes.
ALTER TABLE conference ADD COLUMN changeStopsAt INTEGER;
-- When guaranteed seats that nobody has taken go back to the pool; NULL: never by themselves.
ALTER TABLE conference ADD COLUMN releasesAt INTEGER;
ALTER TABLE conference ADD COLUMN releasedAt INTEGER;

-- One contact person who registers many. The link is the contact's own, and shows nobody's needs.
CREATE TABLE delegation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    linkHash      BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    contactName   TEXT NOT NULL CHECK (contactName <> ''),
    contactEmail  TEXT NOT NULL CHECK (contactEmail LIKE '%_@_%'),
    language      TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    -- Whether those who wait want their seats all at once or not at all.
    keepsTogether INTEGER NOT NULL CHECK (keepsTogether IN (0, 1)),
    createdAt     INTEGER NOT NULL
) STRICT;

-- Registrations that were deleted by hand, in a shell that keeps no references, have left their log behind.
DELETE FROM logEntry WHERE registrationId NOT IN (SELECT id FROM registration);

-- The table of 0001 once more (SQLite lang_altertable.html §7), with offered seats and with people who are reached
-- through the contact of their delegation.
CREATE TABLE registrationNext (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- also the order of arrival, so never used twice
    code             TEXT NOT NULL UNIQUE CHECK (code GLOB 'VF-????-????'),
    linkHash         BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    quotaId          INTEGER NOT NULL REFERENCES quota (id),
    state            TEXT NOT NULL CHECK (state IN ('confirmed', 'offered', 'waiting', 'cancelled')),
    language         TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    createdAt        INTEGER NOT NULL,
    delegationId     INTEGER REFERENCES delegation (id),
    givenName        TEXT NOT NULL CHECK (givenName <> ''),
    familyName       TEXT NOT NULL CHECK (familyName <> ''),
    email            TEXT CHECK (email LIKE '%_@_%'),
    phone            TEXT CHECK (phone GLOB '+[1-9]*'),
    organisationType TEXT NOT NULL CHECK (organisationType IN (
        'kommun', 'region', 'countyBoard', 'agency', 'government', 'association', 'university', 'civilSociety',
        'business', 'press', 'other')),
    kommun           TEXT REFERENCES kommun (code),
    organisation     TEXT NOT NULL CHECK (organisation <> ''),
    role             TEXT NOT NULL CHECK (role <> ''),
    dietaryNeeds     TEXT CHECK (dietaryNeeds <> ''),
    accessNeeds      TEXT CHECK (accessNeeds <> ''),
    emailKey         TEXT,              -- the address in lower case
    sortKey          TEXT NOT NULL,     -- family name, given name: see SwedishOrder
    kommunSortKey    TEXT NOT NULL,     -- kommun, family name, given name; '~' for no kommun, after all others
    searchText       TEXT NOT NULL,     -- what the organisers' search looks through, in lower case
    CHECK ((organisationType = 'kommun') = (kommun IS NOT NULL)),
    CHECK ((email IS NULL) = (emailKey IS NULL)),
    CHECK (email IS NOT NULL OR delegationId IS NOT NULL)
) STRICT;

INSERT INTO registrationNext (
    id, code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email, phone, organisationType,
    kommun, organisation, role, dietaryNeeds, accessNeeds, emailKey, sortKey, kommunSortKey, searchText)
SELECT
    id, code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email, phone, organisationType,
    kommun, organisation, role, dietaryNeeds, accessNeeds, emailKey, sortKey, kommunSortKey, searchText
FROM registration;
-- A number that was given out before is not given out again, not even that of a row that has gone.
UPDATE sqlite_sequence
SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'registration')
WHERE name = 'registrationNext' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'registration');
DROP TABLE registration;
ALTER TABLE registrationNext RENAME TO registration;

-- An address has one living registration; whoever cancelled may come back.
CREATE UNIQUE INDEX registrationEmail ON registration (emailKey) WHERE state <> 'cancelled';
CREATE INDEX registrationLine ON registration (quotaId, id) WHERE state = 'waiting';
CREATE INDEX registrationName ON registration (sortKey, id);
CREATE INDEX registrationKommun ON registration (kommunSortKey, id);
CREATE INDEX registrationOfDelegation ON registration (delegationId, id) WHERE delegationId IS NOT NULL;

-- A seat is taken from the moment it is offered.
CREATE TRIGGER registrationAdded AFTER INSERT ON registration BEGIN
    UPDATE quota
    SET taken = taken + (NEW.state IN ('confirmed', 'offered')), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.quotaId;
END;

CREATE TRIGGER registrationMoved AFTER UPDATE OF state, quotaId ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state IN ('confirmed', 'offered')), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
    UPDATE quota
    SET taken = taken + (NEW.state IN ('confirmed', 'offered')), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.quotaId;
END;

CREATE TRIGGER registrationRemoved AFTER DELETE ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state IN ('confirmed', 'offered')), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
END;

-- Links beside the one that came with the sign-up: every mail carries one of its own, for only hashes are kept.
CREATE TABLE personalLink (
    hash           BLOB PRIMARY KEY CHECK (length(hash) = 32),
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    createdAt      INTEGER NOT NULL
) STRICT;

CREATE INDEX personalLinkOfRegistration ON personalLink (registrationId);

CREATE TABLE offer (
    id             INTEGER PRIMARY KEY,
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    madeAt         INTEGER NOT NULL,
    endsAt         INTEGER NOT NULL CHECK (endsAt > madeAt),
    outcome        TEXT CHECK (outcome IN ('accepted', 'declined', 'expired', 'withdrawn')),  -- NULL while it stands
    endedAt        INTEGER,
    CHECK ((outcome IS NULL) = (endedAt IS NULL))
) STRICT;

CREATE UNIQUE INDEX offerStanding ON offer (registrationId) WHERE outcome IS NULL;
CREATE INDEX offerDue ON offer (endsAt) WHERE outcome IS NULL;

CREATE TRIGGER offerEndsOnce BEFORE UPDATE ON offer WHEN OLD.outcome IS NOT NULL BEGIN
    SELECT raise(ABORT, 'an offer ends in exactly one state');
END;

-- Seats kept for a delegation while its contact mends the list: taken until the time is over.
CREATE TABLE seatHold (
    id        INTEGER PRIMARY KEY,
    tokenHash BLOB NOT NULL CHECK (length(tokenHash) = 32),
    quotaId   INTEGER NOT NULL REFERENCES quota (id),
    seats     INTEGER NOT NULL CHECK (seats > 0),
    endsAt    INTEGER NOT NULL,
    UNIQUE (tokenHash, quotaId)
) STRICT;

CREATE INDEX seatHoldDue ON seatHold (endsAt);

CREATE TRIGGER seatHoldAdded AFTER INSERT ON seatHold BEGIN
    UPDATE quota SET taken = taken + NEW.seats WHERE id = NEW.quotaId;
END;

CREATE TRIGGER seatHoldChanged AFTER UPDATE OF seats, quotaId ON seatHold BEGIN
    UPDATE quota SET taken = taken - OLD.seats WHERE id = OLD.quotaId;
    UPDATE quota SET taken = taken + NEW.seats WHERE id = NEW.quotaId;
END;

CREATE TRIGGER seatHoldRemoved AFTER DELETE ON seatHold BEGIN
    UPDATE quota SET taken = taken - OLD.seats WHERE id = OLD.quotaId;
END;

-- The outbox. A message is composed when it is sent, from what is then so; only what cannot be asked later stands here.
CREATE TABLE message (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL,
    registrationId INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    delegationId   INTEGER REFERENCES delegation (id) ON DELETE CASCADE,
    recipient      TEXT NOT NULL CHECK (recipient LIKE '%_@_%'),
    language       TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    link           TEXT,                       -- the secret of a personal address; gone once the message is
    detail         TEXT NOT NULL DEFAULT '{}', -- JSON: see MessageDetail
    messageId      TEXT NOT NULL UNIQUE,       -- the part before @, the same on every attempt
    state          TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
    attempts       INTEGER NOT NULL DEFAULT 0,
    createdAt      INTEGER NOT NULL,
    nextAttemptAt  INTEGER NOT NULL,
    lastError      TEXT,
    sentAt         INTEGER,
    CHECK ((state = 'sent') = (sentAt IS NOT NULL)),
    CHECK (state = 'pending' OR link IS NULL)
) STRICT;

CREATE INDEX messageDue ON message (nextAttemptAt, id) WHERE state = 'pending';
CREATE INDEX messageOfRegistration ON message (registrationId, id) WHERE registrationId IS NOT NULL;
