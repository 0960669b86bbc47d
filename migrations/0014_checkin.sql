-- Who has come: what was done at the doors, those who came without signing up, and what a door is shown.

-- A set that only grows: whether somebody is here follows from all their scans, in whatever order they came.
CREATE TABLE scan (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,         -- the order they reached us in, never used twice
    id             TEXT NOT NULL UNIQUE CHECK (length(id) = 22 AND id NOT GLOB '*[^-A-Za-z0-9_]*'),
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    kind           TEXT NOT NULL CHECK (kind IN ('arrived', 'returned', 'undone')),
    door           TEXT NOT NULL CHECK (length(door) BETWEEN 1 AND 40),
    at             INTEGER NOT NULL CHECK (at >= 0),          -- milliseconds since 1970
    receivedAt     INTEGER NOT NULL,                          -- milliseconds since 1970, by our own clock
    organiser      TEXT NOT NULL CHECK (organiser <> ''),
    undoes         TEXT CHECK (undoes NOT GLOB '*[^-A-Za-z0-9_ ]*'),  -- the ids it takes back, with blanks between
    CHECK ((kind = 'undone') = (undoes IS NOT NULL)),
    -- What answers another scan comes behind it, by a millisecond if need be; nothing else lies in the future.
    CHECK (at <= receivedAt + 1000)
) STRICT;

CREATE INDEX scanOfRegistration ON scan (registrationId, at, id);

CREATE TRIGGER scanStays BEFORE UPDATE ON scan BEGIN
    SELECT raise(ABORT, 'a scan is never changed');
END;

-- They go with the registration, and with nothing else.
CREATE TRIGGER scanIsKept BEFORE DELETE ON scan
WHEN EXISTS (SELECT 1 FROM registration WHERE id = OLD.registrationId) BEGIN
    SELECT raise(ABORT, 'a scan is never taken back');
END;

-- Requests of doors for people who had not signed up, decided once each. Nothing is kept about whom was refused.
CREATE TABLE walkIn (
    id             TEXT PRIMARY KEY CHECK (length(id) = 22 AND id NOT GLOB '*[^-A-Za-z0-9_]*'),
    receivedAt     INTEGER NOT NULL,
    organiser      TEXT NOT NULL CHECK (organiser <> ''),
    refusal        TEXT CHECK (refusal IN ('groupFull', 'conferenceFull', 'othersWait', 'addressTaken')),
    registrationId INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    CHECK ((refusal IS NULL) = (registrationId IS NOT NULL))
) STRICT;

CREATE INDEX walkInOfRegistration ON walkIn (registrationId) WHERE registrationId IS NOT NULL;

-- Whoever came without an address is of a delegation without a contact.
ALTER TABLE delegation ADD COLUMN isDoor INTEGER NOT NULL DEFAULT 0 CHECK (isDoor IN (0, 1));
CREATE UNIQUE INDEX delegationOfDoor ON delegation (isDoor) WHERE isDoor = 1;

-- What a door is shown beside names: parts of the registration, and answers that are not sensitive.
CREATE TABLE doorField (
    field TEXT PRIMARY KEY CHECK (field IN ('organisation', 'kommun', 'role', 'workshops'))
) STRICT;

INSERT INTO doorField (field) VALUES ('organisation'), ('kommun'), ('workshops');

CREATE TABLE doorQuestion (
    questionId INTEGER PRIMARY KEY REFERENCES question (id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER doorSeesNothingSensitive BEFORE INSERT ON doorQuestion
WHEN (SELECT isSensitive FROM question WHERE id = NEW.questionId) BEGIN
    SELECT raise(ABORT, 'a door is shown no sensitive answers');
END;

CREATE TRIGGER doorSeesNothingSensitiveLater AFTER UPDATE OF isSensitive ON question WHEN NEW.isSensitive BEGIN
    DELETE FROM doorQuestion WHERE questionId = NEW.id;
END;
