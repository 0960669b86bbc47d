-- One file is one conference. Times are whole seconds since 1970; days are 'yyyy-mm-dd' in Stockholm.

CREATE TABLE conference (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    titleSv   TEXT NOT NULL,
    titleEn   TEXT NOT NULL,
    -- Without a modifier date() would let 31 February pass; with one it moves into March.
    day       TEXT NOT NULL CHECK (coalesce(day = date(day, '+0 days'), false)),
    venueSv   TEXT,                     -- NULL: to be announced
    venueEn   TEXT,
    citySv    TEXT NOT NULL,
    cityEn    TEXT NOT NULL,
    hoursSv   TEXT,                     -- NULL: to be announced
    hoursEn   TEXT,
    capacity  INTEGER NOT NULL CHECK (capacity >= 0),
    -- Kept by triggers on quota: the sum over all groups of max(reserved, taken).
    committed INTEGER NOT NULL DEFAULT 0,
    opensAt   INTEGER NOT NULL,
    closesAt  INTEGER NOT NULL,
    CHECK (committed <= capacity),
    CHECK (opensAt < closesAt),
    CHECK ((venueSv IS NULL) = (venueEn IS NULL)),
    CHECK ((hoursSv IS NULL) = (hoursEn IS NULL))
) STRICT;

CREATE TABLE county (
    code TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9]'),
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE kommun (
    code           TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9][0-9][0-9]'),
    name           TEXT NOT NULL UNIQUE,
    formalName     TEXT NOT NULL,
    sortKey        TEXT NOT NULL,       -- å, ä, ö as '{', '|', '}': see SwedishOrder
    countyCode     TEXT NOT NULL REFERENCES county (code),
    population     INTEGER NOT NULL CHECK (population > 0),
    populationDay  TEXT NOT NULL,
    CHECK (substr(code, 1, 2) = countyCode)
) STRICT;

-- A quota group is a kommun or another kind of organisation.
CREATE TABLE quota (
    id               INTEGER PRIMARY KEY,
    kommun           TEXT UNIQUE REFERENCES kommun (code),
    organisationType TEXT UNIQUE CHECK (organisationType IN (
        'region', 'countyBoard', 'agency', 'government', 'association', 'university', 'civilSociety', 'business',
        'press', 'other')),
    reserved         INTEGER NOT NULL CHECK (reserved >= 0),
    ceiling          INTEGER NOT NULL,
    taken            INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),    -- kept by triggers on registration
    waiting          INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),  -- kept by triggers on registration
    CHECK ((kommun IS NULL) <> (organisationType IS NULL)),
    CHECK (reserved <= ceiling),
    CHECK (taken <= ceiling)
) STRICT;

CREATE INDEX quotaWithLine ON quota (id) WHERE waiting > 0;

CREATE TABLE registration (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- also the order of arrival, so never used twice
    code             TEXT NOT NULL UNIQUE CHECK (code GLOB 'VF-????-????'),
    linkHash         BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    quotaId          INTEGER NOT NULL REFERENCES quota (id),
    state            TEXT NOT NULL CHECK (state IN ('confirmed', 'waiting', 'cancelled')),
    language         TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    createdAt        INTEGER NOT NULL,
    givenName        TEXT NOT NULL CHECK (givenName <> ''),
    familyName       TEXT NOT NULL CHECK (familyName <> ''),
    email            TEXT NOT NULL CHECK (email LIKE '%_@_%'),
    phone            TEXT CHECK (phone GLOB '+[1-9]*'),
    organisationType TEXT NOT NULL CHECK (organisationType IN (
        'kommun', 'region', 'countyBoard', 'agency', 'government', 'association', 'university', 'civilSociety',
        'business', 'press', 'other')),
    kommun           TEXT REFERENCES kommun (code),
    organisation     TEXT NOT NULL CHECK (organisation <> ''),
    role             TEXT NOT NULL CHECK (role <> ''),
    dietaryNeeds     TEXT CHECK (dietaryNeeds <> ''),
    accessNeeds      TEXT CHECK (accessNeeds <> ''),
    emailKey         TEXT NOT NULL,     -- the address in lower case
    sortKey          TEXT NOT NULL,     -- family name, given name: see SwedishOrder
    kommunSortKey    TEXT NOT NULL,     -- kommun, family name, given name; '~' for no kommun, after all others
    searchText       TEXT NOT NULL,     -- what the organisers' search looks through, in lower case
    CHECK ((organisationType = 'kommun') = (kommun IS NOT NULL))
) STRICT;

-- An address has one living registration; whoever cancelled may come back.
CREATE UNIQUE INDEX registrationEmail ON registration (emailKey) WHERE state <> 'cancelled';
CREATE INDEX registrationLine ON registration (quotaId, id) WHERE state = 'waiting';
CREATE INDEX registrationName ON registration (sortKey, id);
CREATE INDEX registrationKommun ON registration (kommunSortKey, id);

CREATE TRIGGER registrationAdded AFTER INSERT ON registration BEGIN
    UPDATE quota
    SET taken = taken + (NEW.state = 'confirmed'), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.quotaId;
END;

CREATE TRIGGER registrationMoved AFTER UPDATE OF state, quotaId ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state = 'confirmed'), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
    UPDATE quota
    SET taken = taken + (NEW.state = 'confirmed'), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.quotaId;
END;

CREATE TRIGGER registrationRemoved AFTER DELETE ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state = 'confirmed'), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
END;

-- Together with the CHECKs above these hold the three invariants of the rules of seats:
-- taken <= ceiling in every group, sum of max(reserved, taken) <= capacity, and so sum of taken <= capacity.
CREATE TRIGGER conferenceAdded AFTER INSERT ON conference BEGIN
    UPDATE conference SET committed = (SELECT coalesce(sum(max(reserved, taken)), 0) FROM quota);
END;

CREATE TRIGGER quotaAdded AFTER INSERT ON quota BEGIN
    UPDATE conference SET committed = committed + max(NEW.reserved, NEW.taken);
END;

CREATE TRIGGER quotaChanged AFTER UPDATE OF reserved, taken ON quota
WHEN max(NEW.reserved, NEW.taken) <> max(OLD.reserved, OLD.taken) BEGIN
    UPDATE conference
    SET committed = committed - max(OLD.reserved, OLD.taken) + max(NEW.reserved, NEW.taken);
END;

CREATE TRIGGER quotaRemoved AFTER DELETE ON quota BEGIN
    UPDATE conference SET committed = committed - max(OLD.reserved, OLD.taken);
END;

-- Who did what, and when. Holds no answers.
CREATE TABLE logEntry (
    id             INTEGER PRIMARY KEY,
    at             INTEGER NOT NULL,
    actor          TEXT NOT NULL CHECK (actor <> ''),  -- 'attendee', 'system' or 'organiser:<name>'
    action         TEXT NOT NULL,
    registrationId INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    quotaId        INTEGER REFERENCES quota (id),
    detail         TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX logEntryOfRegistration ON logEntry (registrationId, id) WHERE registrationId IS NOT NULL;

CREATE TABLE organiser (
    id                  INTEGER PRIMARY KEY,
    name                TEXT NOT NULL UNIQUE CHECK (name <> ''),
    passwordHash        TEXT NOT NULL,
    passwordIsTemporary INTEGER NOT NULL CHECK (passwordIsTemporary IN (0, 1)),
    createdAt           INTEGER NOT NULL
) STRICT;

CREATE TABLE organiserSession (
    tokenHash   BLOB PRIMARY KEY CHECK (length(tokenHash) = 32),
    organiserId INTEGER NOT NULL REFERENCES organiser (id) ON DELETE CASCADE,
    createdAt   INTEGER NOT NULL,
    expiresAt   INTEGER NOT NULL
) STRICT;

-- Attempts of the last minutes that have not succeeded; what the throttle counts.
CREATE TABLE signInAttempt (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    address TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX signInAttemptAt ON signInAttempt (at);

-- Keys the program makes for itself.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
