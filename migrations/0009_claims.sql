-- A seat is handed to a colleague by a claim link, and calendars follow what changes.

CREATE TABLE claim (
    id             INTEGER PRIMARY KEY,
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    linkHash       BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    madeAt         INTEGER NOT NULL,
    endsAt         INTEGER NOT NULL CHECK (endsAt > madeAt),
    outcome        TEXT CHECK (outcome IN ('claimed', 'withdrawn')),  -- NULL until then, also when its time is over
    endedAt        INTEGER,
    claimedBy      INTEGER REFERENCES registration (id) ON DELETE SET NULL,
    CHECK ((outcome IS NULL) = (endedAt IS NULL)),
    CHECK (claimedBy IS NULL OR coalesce(outcome = 'claimed', false))
) STRICT;

CREATE UNIQUE INDEX claimOfRegistration ON claim (registrationId) WHERE outcome IS NULL;
CREATE INDEX claimedBy ON claim (claimedBy) WHERE claimedBy IS NOT NULL;

CREATE TRIGGER claimEndsOnce BEFORE UPDATE OF outcome ON claim WHEN OLD.outcome IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a claim ends in exactly one state');
END;

-- Calendars take a file for newer only when its number has grown.
ALTER TABLE conference ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conference ADD COLUMN revisedAt INTEGER;
ALTER TABLE registration ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- Organisers change it with a shell on the file, where no other clock is at hand.
CREATE TRIGGER conferenceRevised
AFTER UPDATE OF titleSv, titleEn, day, venueSv, venueEn, citySv, cityEn, hoursSv, hoursEn ON conference BEGIN
    UPDATE conference SET revision = revision + 1, revisedAt = CAST(strftime('%s', 'now') AS INTEGER);
END;

CREATE TRIGGER registrationRevised AFTER UPDATE OF state ON registration WHEN NEW.state <> OLD.state BEGIN
    UPDATE registration SET revision = revision + 1 WHERE id = NEW.id;
END;
