-- A kommun can get links of its own, by which it looks after its people and seats, and asks for more of them.

CREATE TABLE kommunLink (
    hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
    kommun  TEXT NOT NULL REFERENCES kommun (code),
    madeAt  INTEGER NOT NULL,
    -- An ended link keeps its row: the form that made it, sent once more, must not bring it back to life.
    endedAt INTEGER
) STRICT;

CREATE INDEX kommunLinkOfKommun ON kommunLink (kommun) WHERE endedAt IS NULL;

CREATE TRIGGER kommunLinkEndsOnce BEFORE UPDATE ON kommunLink WHEN OLD.endedAt IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a link that has ended opens nothing again');
END;

-- Where the organisers write to a kommun.
CREATE TABLE kommunContact (
    kommun TEXT PRIMARY KEY REFERENCES kommun (code),
    email  TEXT NOT NULL CHECK (email LIKE '%_@_%'),
    sentAt INTEGER NOT NULL
) STRICT;

CREATE TABLE seatRequest (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kommun  TEXT NOT NULL REFERENCES kommun (code),
    seats   INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000),
    reason  TEXT CHECK (length(reason) BETWEEN 1 AND 1000),
    askedAt INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('granted', 'declined', 'withdrawn')),  -- NULL until then
    endedAt INTEGER,
    reply   TEXT CHECK (length(reply) BETWEEN 1 AND 1000),
    CHECK ((outcome IS NULL) = (endedAt IS NULL)),
    CHECK (coalesce(outcome = 'declined', false) = (reply IS NOT NULL))
) STRICT;

-- One at a time: what is asked for stands until it is answered.
CREATE UNIQUE INDEX seatRequestStanding ON seatRequest (kommun) WHERE outcome IS NULL;
CREATE INDEX seatRequestOfKommun ON seatRequest (kommun, id);

CREATE TRIGGER seatRequestEndsOnce BEFORE UPDATE ON seatRequest WHEN OLD.outcome IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a request is answered once');
END;

-- A message to a kommun is about neither a registration nor a group.
ALTER TABLE message ADD COLUMN kommun TEXT REFERENCES kommun (code);
CREATE INDEX messageOfKommun ON message (kommun, id) WHERE kommun IS NOT NULL;
