-- Organisers write: words of their own in the messages that go out by themselves, and mailings to many.

-- What stands in the place of the built-in words. A draft is seen by organisers only.
CREATE TABLE mailText (
    kind      TEXT NOT NULL CHECK (kind <> ''),
    isDraft   INTEGER NOT NULL CHECK (isDraft IN (0, 1)),
    subjectSv TEXT CHECK (subjectSv <> ''),   -- NULL: the built-in subject
    subjectEn TEXT CHECK (subjectEn <> ''),
    bodySv    TEXT CHECK (bodySv <> ''),      -- NULL: the built-in words
    bodyEn    TEXT CHECK (bodyEn <> ''),
    PRIMARY KEY (kind, isDraft),
    CHECK ((subjectSv IS NULL) = (subjectEn IS NULL)),
    CHECK ((bodySv IS NULL) = (bodyEn IS NULL)),
    CHECK (subjectSv IS NOT NULL OR bodySv IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailing (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    state             TEXT NOT NULL DEFAULT 'draft'
                      CHECK (state IN ('draft', 'scheduled', 'running', 'stopped', 'done')),
    subjectSv         TEXT NOT NULL CHECK (subjectSv <> ''),
    subjectEn         TEXT NOT NULL CHECK (subjectEn <> ''),
    bodySv            TEXT NOT NULL CHECK (bodySv <> ''),
    bodyEn            TEXT NOT NULL CHECK (bodyEn <> ''),
    filter            TEXT NOT NULL CHECK (length(filter) <= 20000),  -- JSON: see AttendeeFilter
    includesCancelled INTEGER NOT NULL CHECK (includesCancelled IN (0, 1)),
    isVoluntary       INTEGER NOT NULL CHECK (isVoluntary IN (0, 1)),
    perMinute         INTEGER NOT NULL CHECK (perMinute BETWEEN 1 AND 1000),
    createdAt         INTEGER NOT NULL,
    startsAt          INTEGER,  -- when it is to begin by itself
    startedAt         INTEGER,  -- when the recipients were fixed
    endedAt           INTEGER,
    nextAt            INTEGER,  -- milliseconds since 1970: when the next recipient's turn is
    CHECK (state <> 'scheduled' OR startsAt IS NOT NULL),
    CHECK ((state IN ('draft', 'scheduled')) = (startedAt IS NULL)),
    CHECK ((startedAt IS NULL) = (nextAt IS NULL)),
    CHECK ((state = 'done') = (endedAt IS NOT NULL))
) STRICT;

CREATE INDEX mailingUnderWay ON mailing (id) WHERE state IN ('scheduled', 'running');

-- What has begun has been read by somebody: it is not written anew, nor begun again.
CREATE TRIGGER mailingStays BEFORE UPDATE OF subjectSv, subjectEn, bodySv, bodyEn, filter, includesCancelled, isVoluntary
ON mailing WHEN OLD.startedAt IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a mailing that has begun stays what it is');
END;

CREATE TRIGGER mailingBeginsOnce BEFORE UPDATE OF startedAt ON mailing
WHEN OLD.startedAt IS NOT NULL AND NEW.startedAt IS NOT OLD.startedAt BEGIN
    SELECT raise(ABORT, 'a mailing begins once');
END;

-- Who gets a mailing, fixed when it begins, each once. Goes with the registration.
CREATE TABLE mailingRecipient (
    mailingId      INTEGER NOT NULL REFERENCES mailing (id) ON DELETE CASCADE,
    place          INTEGER NOT NULL,  -- the order of their turns
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    -- 'taken': there is a message in the outbox
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'skipped')),
    reason         TEXT CHECK (reason IN ('noAddress', 'declined', 'cancelled', 'otherState', 'sameAddress')),
    PRIMARY KEY (mailingId, place),
    UNIQUE (mailingId, registrationId),
    CHECK ((state = 'skipped') = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX mailingRecipientWaiting ON mailingRecipient (mailingId, place) WHERE state = 'waiting';
CREATE INDEX mailingRecipientOfRegistration ON mailingRecipient (registrationId);

ALTER TABLE message ADD COLUMN mailingId INTEGER REFERENCES mailing (id);

-- Whatever happens, nobody has two messages of one mailing.
CREATE UNIQUE INDEX messageOfMailing ON message (mailingId, registrationId) WHERE mailingId IS NOT NULL;
CREATE INDEX messageOfMailingPending ON message (mailingId, nextAttemptAt) WHERE mailingId IS NOT NULL AND state = 'pending';

-- Where an organiser had their last test sent to, so that it needs not be typed each time.
CREATE TABLE testAddress (
    organiserId INTEGER PRIMARY KEY REFERENCES organiser (id) ON DELETE CASCADE,
    email       TEXT NOT NULL CHECK (email LIKE '%_@_%')
) STRICT;
