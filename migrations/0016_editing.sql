-- Organisers change what somebody gave, move many, and write down what they know of somebody.

-- Why something was done, in an organiser's words. Deleted with the needs: nobody can know what people write there.
ALTER TABLE logEntry ADD COLUMN reason TEXT CHECK (reason <> '' AND length(reason) <= 500);

CREATE INDEX logEntryReason ON logEntry (id) WHERE reason IS NOT NULL;
-- Which of them name a need is asked when needs are deleted.
CREATE INDEX logEntryChange ON logEntry (id) WHERE action IN ('changed', 'edited');

-- For the organisers among themselves.
CREATE TABLE note (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    organiserId    INTEGER REFERENCES organiser (id) ON DELETE SET NULL,  -- NULL once the author has left the team
    author         TEXT NOT NULL CHECK (author <> ''),                    -- whose name it was then
    text           TEXT NOT NULL CHECK (text <> '' AND length(text) <= 2000),
    createdAt      INTEGER NOT NULL,
    changedAt      INTEGER
) STRICT;

CREATE INDEX noteOfRegistration ON note (registrationId, id);
CREATE INDEX noteOfOrganiser ON note (organiserId) WHERE organiserId IS NOT NULL;

CREATE TRIGGER noteStays BEFORE UPDATE OF registrationId, author, createdAt ON note BEGIN
    SELECT raise(ABORT, 'a note stays its author''s, and about whom it was written');
END;

-- Many who were moved at once, so that it can be undone: to another group, or into a workshop.
CREATE TABLE move (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    at               INTEGER NOT NULL,
    organisationType TEXT,
    kommun           TEXT REFERENCES kommun (code),
    workshopId       INTEGER REFERENCES workshop (id),
    CHECK ((organisationType IS NULL) <> (workshopId IS NULL)),
    CHECK ((kommun IS NULL) = (organisationType IS NOT 'kommun'))
) STRICT;

CREATE INDEX moveAt ON move (at);

-- What they had before. Those of a workshop: the workshops they left for it.
CREATE TABLE moved (
    moveId           INTEGER NOT NULL REFERENCES move (id) ON DELETE CASCADE,
    registrationId   INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    organisationType TEXT,
    kommun           TEXT REFERENCES kommun (code),
    state            TEXT CHECK (state IN ('confirmed', 'offered', 'waiting')),
    workshopsLeft    TEXT NOT NULL DEFAULT '' CHECK (workshopsLeft NOT GLOB '*[^0-9 ]*'),
    PRIMARY KEY (moveId, registrationId),
    CHECK ((organisationType IS NULL) = (state IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX movedRegistration ON moved (registrationId);
