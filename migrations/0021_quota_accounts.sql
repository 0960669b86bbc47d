-- Every movement of a seat is a row in the account of its group, decisions about the quotas are kept with all they were
-- worked out from, and each group may have a day of its own when its reserved seats are released.

-- When what is being written happens, by the program's clock, and what it is a part of. The program says so before it
-- moves seats and takes it back before it commits, so a shell on the file finds it empty.
CREATE TABLE seatClock (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    at    INTEGER,
    cause TEXT CHECK (cause IN ('handedOver', 'released'))
) STRICT;

INSERT INTO seatClock (id) VALUES (1);

CREATE TABLE seatMovement (
    quotaId        INTEGER NOT NULL REFERENCES quota (id),
    number         INTEGER NOT NULL CHECK (number > 0),  -- in the account, from 1 without a gap
    at             INTEGER NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN (
        'opening', 'granted', 'released', 'taken', 'offered', 'accepted', 'returned', 'handedOver', 'held', 'letGo')),
    registrationId INTEGER,  -- refers to nothing: the row stays when the person is deleted
    -- What it changed, and what the group has after it.
    reserved       INTEGER NOT NULL,
    ceiling        INTEGER NOT NULL,
    taken          INTEGER NOT NULL,
    reservedAfter  INTEGER NOT NULL,
    ceilingAfter   INTEGER NOT NULL,
    takenAfter     INTEGER NOT NULL,
    PRIMARY KEY (quotaId, number)
) STRICT, WITHOUT ROWID;

-- What stood when the accounts were opened.
INSERT INTO seatMovement
SELECT id, 1, CAST(strftime('%s', 'now') AS INTEGER), 'opening', NULL, reserved, ceiling, taken, reserved, ceiling, taken
FROM quota;

CREATE TRIGGER seatMovementStays BEFORE UPDATE ON seatMovement BEGIN
    SELECT raise(ABORT, 'what is in an account stays as it is');
END;

CREATE TRIGGER seatMovementRemains BEFORE DELETE ON seatMovement BEGIN
    SELECT raise(ABORT, 'what is in an account stays in it');
END;

-- Where movements are written: it gives them their number, their time and the balance, which is read off the quota.
CREATE VIEW seatBooking AS SELECT quotaId, at, kind, registrationId, reserved, ceiling, taken FROM seatMovement;

CREATE TRIGGER seatBooked INSTEAD OF INSERT ON seatBooking BEGIN
    INSERT INTO seatMovement VALUES (
        NEW.quotaId, 1 + coalesce((SELECT max(number) FROM seatMovement WHERE quotaId = NEW.quotaId), 0),
        coalesce(NEW.at, (SELECT at FROM seatClock), CAST(strftime('%s', 'now') AS INTEGER)),
        coalesce((SELECT cause FROM seatClock), NEW.kind), NEW.registrationId, NEW.reserved, NEW.ceiling, NEW.taken,
        (SELECT reserved FROM quota WHERE id = NEW.quotaId), (SELECT ceiling FROM quota WHERE id = NEW.quotaId),
        (SELECT taken FROM quota WHERE id = NEW.quotaId));
END;

CREATE TRIGGER quotaOpened AFTER INSERT ON quota BEGIN
    INSERT INTO seatBooking VALUES (NEW.id, NULL, 'granted', NULL, NEW.reserved, NEW.ceiling, NEW.taken);
END;

CREATE TRIGGER quotaGranted AFTER UPDATE OF reserved, ceiling ON quota
WHEN NEW.reserved <> OLD.reserved OR NEW.ceiling <> OLD.ceiling BEGIN
    INSERT INTO seatBooking
    VALUES (NEW.id, NULL, 'granted', NULL, NEW.reserved - OLD.reserved, NEW.ceiling - OLD.ceiling, 0);
END;

-- The triggers of 0003 once more. What they count and what they book is one statement after the other, for triggers
-- beside each other have no order.
DROP TRIGGER registrationAdded;
CREATE TRIGGER registrationAdded AFTER INSERT ON registration WHEN NEW.state = 'waiting' BEGIN
    UPDATE quota SET waiting = waiting + 1 WHERE id = NEW.quotaId;
END;

-- Without the view and with one row for sure: all sign-ups stand in line behind this one.
CREATE TRIGGER registrationSeated AFTER INSERT ON registration WHEN NEW.state IN ('confirmed', 'offered') BEGIN
    UPDATE quota SET taken = taken + 1 WHERE id = NEW.quotaId;
    INSERT INTO seatMovement VALUES (
        NEW.quotaId, 1 + coalesce((SELECT max(number) FROM seatMovement WHERE quotaId = NEW.quotaId), 0), NEW.createdAt,
        coalesce((SELECT cause FROM seatClock), iif(NEW.state = 'offered', 'offered', 'taken')), NEW.id, 0, 0, 1,
        (SELECT reserved FROM quota WHERE id = NEW.quotaId), (SELECT ceiling FROM quota WHERE id = NEW.quotaId),
        (SELECT taken FROM quota WHERE id = NEW.quotaId));
END;

DROP TRIGGER registrationMoved;
CREATE TRIGGER registrationMoved AFTER UPDATE OF state, quotaId ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state IN ('confirmed', 'offered')), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
    UPDATE quota
    SET taken = taken + (NEW.state IN ('confirmed', 'offered')), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.quotaId;
    INSERT INTO seatBooking
    SELECT NEW.quotaId, NULL,
        CASE
            WHEN NEW.state = 'offered' THEN 'offered'
            WHEN NEW.state <> 'confirmed' THEN 'returned'
            WHEN OLD.state = 'offered' THEN 'accepted'
            ELSE 'taken'
        END,
        NEW.id, 0, 0, (NEW.state IN ('confirmed', 'offered')) - (OLD.state IN ('confirmed', 'offered'))
    WHERE NEW.quotaId = OLD.quotaId AND NEW.state <> OLD.state
        AND (NEW.state IN ('confirmed', 'offered') OR OLD.state IN ('confirmed', 'offered'));
    INSERT INTO seatBooking
    SELECT OLD.quotaId, NULL, 'returned', NEW.id, 0, 0, -1
    WHERE NEW.quotaId <> OLD.quotaId AND OLD.state IN ('confirmed', 'offered');
    INSERT INTO seatBooking
    SELECT NEW.quotaId, NULL, iif(NEW.state = 'offered', 'offered', 'taken'), NEW.id, 0, 0, 1
    WHERE NEW.quotaId <> OLD.quotaId AND NEW.state IN ('confirmed', 'offered');
END;

DROP TRIGGER registrationRemoved;
CREATE TRIGGER registrationRemoved AFTER DELETE ON registration BEGIN
    UPDATE quota
    SET taken = taken - (OLD.state IN ('confirmed', 'offered')), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.quotaId;
    INSERT INTO seatBooking
    SELECT OLD.quotaId, NULL, 'returned', OLD.id, 0, 0, -1 WHERE OLD.state IN ('confirmed', 'offered');
END;

DROP TRIGGER seatHoldAdded;
CREATE TRIGGER seatHoldAdded AFTER INSERT ON seatHold BEGIN
    UPDATE quota SET taken = taken + NEW.seats WHERE id = NEW.quotaId;
    INSERT INTO seatBooking VALUES (NEW.quotaId, NULL, 'held', NULL, 0, 0, NEW.seats);
END;

DROP TRIGGER seatHoldChanged;
CREATE TRIGGER seatHoldChanged AFTER UPDATE OF seats, quotaId ON seatHold BEGIN
    UPDATE quota SET taken = taken - OLD.seats WHERE id = OLD.quotaId;
    UPDATE quota SET taken = taken + NEW.seats WHERE id = NEW.quotaId;
    INSERT INTO seatBooking
    SELECT NEW.quotaId, NULL, iif(NEW.seats > OLD.seats, 'held', 'letGo'), NULL, 0, 0, NEW.seats - OLD.seats
    WHERE NEW.quotaId = OLD.quotaId AND NEW.seats <> OLD.seats;
    INSERT INTO seatBooking
    SELECT OLD.quotaId, NULL, 'letGo', NULL, 0, 0, -OLD.seats WHERE NEW.quotaId <> OLD.quotaId;
    INSERT INTO seatBooking
    SELECT NEW.quotaId, NULL, 'held', NULL, 0, 0, NEW.seats WHERE NEW.quotaId <> OLD.quotaId;
END;

DROP TRIGGER seatHoldRemoved;
CREATE TRIGGER seatHoldRemoved AFTER DELETE ON seatHold BEGIN
    UPDATE quota SET taken = taken - OLD.seats WHERE id = OLD.quotaId;
    INSERT INTO seatBooking VALUES (OLD.quotaId, NULL, 'letGo', NULL, 0, 0, -OLD.seats);
END;

-- How the seats were divided, and from what: see QuotaDecision.
CREATE TABLE quotaDecision (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

CREATE TRIGGER quotaDecisionStays BEFORE UPDATE ON quotaDecision BEGIN
    SELECT raise(ABORT, 'a decision stays what it was');
END;

CREATE TRIGGER quotaDecisionRemains BEFORE DELETE ON quotaDecision BEGIN
    SELECT raise(ABORT, 'a decision is kept');
END;

-- A group's own day; NULL: with the conference.
ALTER TABLE quota ADD COLUMN releasesAt INTEGER;
-- When that was carried out. A new day of its own begins anew.
ALTER TABLE quota ADD COLUMN releasedAt INTEGER;

UPDATE quota SET releasedAt = (SELECT releasedAt FROM conference);

CREATE INDEX quotaReleaseDue ON quota (releasesAt) WHERE releasedAt IS NULL AND releasesAt IS NOT NULL;

CREATE TRIGGER quotaReleasedOnce BEFORE UPDATE OF releasedAt ON quota
WHEN OLD.releasedAt IS NOT NULL AND NEW.releasedAt <> OLD.releasedAt BEGIN
    SELECT raise(ABORT, 'reserved seats are released once');
END;

-- Who has been told of a coming release: a week before and a day before, once each.
CREATE TABLE releaseNotice (
    releasesAt     INTEGER NOT NULL,
    daysBefore     INTEGER NOT NULL CHECK (daysBefore IN (1, 7)),
    registrationId INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    delegationId   INTEGER REFERENCES delegation (id) ON DELETE CASCADE,
    CHECK ((registrationId IS NULL) <> (delegationId IS NULL))
) STRICT;

CREATE UNIQUE INDEX releaseNoticeOfRegistration ON releaseNotice (registrationId, releasesAt, daysBefore)
WHERE registrationId IS NOT NULL;
CREATE UNIQUE INDEX releaseNoticeOfDelegation ON releaseNotice (delegationId, releasesAt, daysBefore)
WHERE delegationId IS NOT NULL;
