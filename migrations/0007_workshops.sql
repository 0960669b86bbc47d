-- Parallel sessions, each with its own capacity and its own line.

CREATE TABLE workshop (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    titleSv  TEXT NOT NULL CHECK (titleSv <> ''),
    titleEn  TEXT NOT NULL CHECK (titleEn <> ''),
    aboutSv  TEXT CHECK (aboutSv <> ''),
    aboutEn  TEXT CHECK (aboutEn <> ''),
    startsAt INTEGER NOT NULL,
    endsAt   INTEGER NOT NULL CHECK (endsAt > startsAt),
    capacity INTEGER NOT NULL CHECK (capacity >= 0),
    taken    INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),    -- kept by triggers on workshopPlace
    waiting  INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),  -- kept by triggers on workshopPlace
    CHECK ((aboutSv IS NULL) = (aboutEn IS NULL)),
    CHECK (taken <= capacity)
) STRICT;

CREATE INDEX workshopWithRoomForLine ON workshop (id) WHERE waiting > 0 AND taken < capacity;

-- Whoever leaves has no row. An offered place is taken until the offer ends.
CREATE TABLE workshopPlace (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,  -- also the order of arrival
    workshopId     INTEGER NOT NULL REFERENCES workshop (id),
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    state          TEXT NOT NULL CHECK (state IN ('taken', 'offered', 'waiting')),
    UNIQUE (registrationId, workshopId)
) STRICT;

CREATE INDEX workshopLine ON workshopPlace (workshopId, id);

CREATE TRIGGER workshopPlaceAdded AFTER INSERT ON workshopPlace BEGIN
    UPDATE workshop
    SET taken = taken + (NEW.state <> 'waiting'), waiting = waiting + (NEW.state = 'waiting')
    WHERE id = NEW.workshopId;
END;

CREATE TRIGGER workshopPlaceChanged AFTER UPDATE OF state ON workshopPlace BEGIN
    UPDATE workshop
    SET taken = taken - (OLD.state <> 'waiting') + (NEW.state <> 'waiting'),
        waiting = waiting - (OLD.state = 'waiting') + (NEW.state = 'waiting')
    WHERE id = NEW.workshopId;
END;

CREATE TRIGGER workshopPlaceRemoved AFTER DELETE ON workshopPlace BEGIN
    UPDATE workshop
    SET taken = taken - (OLD.state <> 'waiting'), waiting = waiting - (OLD.state = 'waiting')
    WHERE id = OLD.workshopId;
END;

CREATE TRIGGER workshopPlaceStays BEFORE UPDATE OF workshopId, registrationId ON workshopPlace
WHEN NEW.workshopId <> OLD.workshopId OR NEW.registrationId <> OLD.registrationId BEGIN
    SELECT raise(ABORT, 'a place is left and another one taken, never moved');
END;

CREATE TRIGGER workshopPlaceOfTheLiving BEFORE INSERT ON workshopPlace
WHEN (SELECT state FROM registration WHERE id = NEW.registrationId) = 'cancelled' BEGIN
    SELECT raise(ABORT, 'a cancelled registration holds no place');
END;

CREATE TRIGGER workshopPlacesFreed AFTER UPDATE OF state ON registration WHEN NEW.state = 'cancelled' BEGIN
    DELETE FROM workshopPlace WHERE registrationId = NEW.id;
END;

-- Nobody is in two rooms at once. One may wait for one workshop while one has a place in another at the same time.
CREATE VIEW workshopClash AS
SELECT mine.id AS placeId, other.id AS otherId
FROM workshopPlace AS mine
JOIN workshop AS mySession ON mySession.id = mine.workshopId
JOIN workshopPlace AS other ON other.registrationId = mine.registrationId AND other.id <> mine.id
JOIN workshop AS otherSession ON otherSession.id = other.workshopId
WHERE mine.state = 'taken' AND other.state = 'taken'
    AND mySession.startsAt < otherSession.endsAt AND otherSession.startsAt < mySession.endsAt;

CREATE TRIGGER workshopPlaceAddedApart AFTER INSERT ON workshopPlace
WHEN NEW.state = 'taken' AND EXISTS (SELECT 1 FROM workshopClash WHERE placeId = NEW.id) BEGIN
    SELECT raise(ABORT, 'workshops at the same time');
END;

CREATE TRIGGER workshopPlaceChangedApart AFTER UPDATE OF state ON workshopPlace
WHEN NEW.state = 'taken' AND EXISTS (SELECT 1 FROM workshopClash WHERE placeId = NEW.id) BEGIN
    SELECT raise(ABORT, 'workshops at the same time');
END;

CREATE TRIGGER workshopMovedApart AFTER UPDATE OF startsAt, endsAt ON workshop
WHEN EXISTS (
    SELECT 1 FROM workshopClash JOIN workshopPlace ON workshopPlace.id = placeId WHERE workshopId = NEW.id
) BEGIN
    SELECT raise(ABORT, 'workshops at the same time');
END;

CREATE TABLE workshopOffer (
    id             INTEGER PRIMARY KEY,
    workshopId     INTEGER NOT NULL REFERENCES workshop (id),
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    madeAt         INTEGER NOT NULL,
    endsAt         INTEGER NOT NULL CHECK (endsAt > madeAt),
    outcome        TEXT CHECK (outcome IN ('accepted', 'declined', 'expired', 'withdrawn')),  -- NULL while it stands
    endedAt        INTEGER,
    CHECK ((outcome IS NULL) = (endedAt IS NULL))
) STRICT;

CREATE UNIQUE INDEX workshopOfferStanding ON workshopOffer (registrationId, workshopId) WHERE outcome IS NULL;
CREATE INDEX workshopOfferDue ON workshopOffer (endsAt) WHERE outcome IS NULL;

CREATE TRIGGER workshopOfferEndsOnce BEFORE UPDATE ON workshopOffer WHEN OLD.outcome IS NOT NULL BEGIN
    SELECT raise(ABORT, 'an offer ends in exactly one state');
END;
