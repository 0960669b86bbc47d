-- Texts that organisers write, and the programme with its rooms and speakers.

-- A text that nobody has written has no row; one that was given back to the built-in words keeps its row, for whoever
-- still has the former one before them is told. What may be in a text is Markdown and read anew each time it is shown.
CREATE TABLE conferenceText (
    name     TEXT PRIMARY KEY CHECK (name IN (
        'introduction', 'practical', 'network', 'responsible', 'accessibility')),
    textSv   TEXT CHECK (textSv <> '' AND length(textSv) <= 10000),  -- NULL: the built-in words
    textEn   TEXT CHECK (textEn <> '' AND length(textEn) <= 10000),  -- NULL: the Swedish ones are shown
    revision INTEGER NOT NULL CHECK (revision > 0),
    CHECK (textSv IS NOT NULL OR textEn IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE room (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    nameSv    TEXT NOT NULL CHECK (nameSv <> '' AND length(nameSv) <= 100),
    nameEn    TEXT NOT NULL CHECK (nameEn <> '' AND length(nameEn) <= 100),
    seats     INTEGER CHECK (seats > 0),  -- NULL: not known, or not to be counted
    retiredAt INTEGER,
    revision  INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0)
) STRICT;

CREATE TABLE speaker (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL CHECK (name <> '' AND length(name) <= 100),
    titleSv      TEXT CHECK (titleSv <> '' AND length(titleSv) <= 200),
    titleEn      TEXT CHECK (titleEn <> '' AND length(titleEn) <= 200),
    organisation TEXT CHECK (organisation <> '' AND length(organisation) <= 200),
    aboutSv      TEXT CHECK (aboutSv <> '' AND length(aboutSv) <= 2000),
    aboutEn      TEXT CHECK (aboutEn <> '' AND length(aboutEn) <= 2000),
    sortKey      TEXT NOT NULL,  -- see SwedishOrder
    retiredAt    INTEGER,
    revision     INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
    CHECK (titleSv IS NOT NULL OR titleEn IS NULL),
    CHECK (aboutSv IS NOT NULL OR aboutEn IS NULL)
) STRICT;

-- What everybody may go to. Told in minutes of the day of the conference, so that it moves with that day and never leaves
-- it. Workshops stand in the programme too, from their own table.
CREATE TABLE programmeItem (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind      TEXT NOT NULL CHECK (kind IN ('talk', 'pause')),
    titleSv   TEXT NOT NULL CHECK (titleSv <> '' AND length(titleSv) <= 200),
    titleEn   TEXT NOT NULL CHECK (titleEn <> '' AND length(titleEn) <= 200),
    aboutSv   TEXT CHECK (aboutSv <> '' AND length(aboutSv) <= 4000),
    aboutEn   TEXT CHECK (aboutEn <> '' AND length(aboutEn) <= 4000),
    starts    INTEGER NOT NULL CHECK (starts >= 0),
    ends      INTEGER NOT NULL CHECK (ends <= 1440),
    roomId    INTEGER REFERENCES room (id),
    retiredAt INTEGER,
    revision  INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
    CHECK (starts < ends),
    CHECK (aboutSv IS NOT NULL OR aboutEn IS NULL)
) STRICT;

CREATE INDEX programmeItemOfRoom ON programmeItem (roomId);

CREATE TABLE programmeItemSpeaker (
    itemId    INTEGER NOT NULL REFERENCES programmeItem (id) ON DELETE CASCADE,
    speakerId INTEGER NOT NULL REFERENCES speaker (id),
    PRIMARY KEY (itemId, speakerId)
) STRICT, WITHOUT ROWID;

CREATE INDEX programmeItemOfSpeaker ON programmeItemSpeaker (speakerId);

ALTER TABLE workshop ADD COLUMN roomId INTEGER REFERENCES room (id);

CREATE INDEX workshopOfRoom ON workshop (roomId);

CREATE TABLE workshopSpeaker (
    workshopId INTEGER NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    speakerId  INTEGER NOT NULL REFERENCES speaker (id),
    PRIMARY KEY (workshopId, speakerId)
) STRICT, WITHOUT ROWID;

CREATE INDEX workshopOfSpeaker ON workshopSpeaker (speakerId);

-- No room holds two things at once. Across the two tables the program sees to it, for it knows the time zone.
CREATE VIEW roomClash AS
SELECT mine.id AS itemId, NULL AS workshopId
FROM programmeItem AS mine JOIN programmeItem AS other ON other.roomId = mine.roomId AND other.id <> mine.id
WHERE mine.retiredAt IS NULL AND other.retiredAt IS NULL AND mine.starts < other.ends AND other.starts < mine.ends
UNION ALL
SELECT NULL, mine.id
FROM workshop AS mine JOIN workshop AS other ON other.roomId = mine.roomId AND other.id <> mine.id
WHERE mine.retiredAt IS NULL AND other.retiredAt IS NULL
    AND mine.startsAt < other.endsAt AND other.startsAt < mine.endsAt;

CREATE TRIGGER programmeItemAddedApart AFTER INSERT ON programmeItem
WHEN EXISTS (SELECT 1 FROM roomClash WHERE itemId = NEW.id) BEGIN
    SELECT raise(ABORT, 'a room holds one thing at a time');
END;

CREATE TRIGGER programmeItemMovedApart AFTER UPDATE OF roomId, starts, ends, retiredAt ON programmeItem
WHEN EXISTS (SELECT 1 FROM roomClash WHERE itemId = NEW.id) BEGIN
    SELECT raise(ABORT, 'a room holds one thing at a time');
END;

CREATE TRIGGER workshopAddedApart AFTER INSERT ON workshop
WHEN EXISTS (SELECT 1 FROM roomClash WHERE workshopId = NEW.id) BEGIN
    SELECT raise(ABORT, 'a room holds one thing at a time');
END;

CREATE TRIGGER workshopRoomedApart AFTER UPDATE OF roomId, startsAt, endsAt, retiredAt ON workshop
WHEN EXISTS (SELECT 1 FROM roomClash WHERE workshopId = NEW.id) BEGIN
    SELECT raise(ABORT, 'a room holds one thing at a time');
END;

-- What the programme counts on stays. Whatever is retired itself counts on nothing until it comes back.
CREATE TRIGGER roomInUseStays AFTER UPDATE OF retiredAt ON room
WHEN NEW.retiredAt IS NOT NULL AND (
    EXISTS (SELECT 1 FROM programmeItem WHERE roomId = NEW.id AND retiredAt IS NULL)
    OR EXISTS (SELECT 1 FROM workshop WHERE roomId = NEW.id AND retiredAt IS NULL)
) BEGIN
    SELECT raise(ABORT, 'the programme counts on the room');
END;

CREATE TRIGGER speakerInUseStays AFTER UPDATE OF retiredAt ON speaker
WHEN NEW.retiredAt IS NOT NULL AND (
    EXISTS (SELECT 1 FROM programmeItemSpeaker JOIN programmeItem ON programmeItem.id = itemId
            WHERE speakerId = NEW.id AND retiredAt IS NULL)
    OR EXISTS (SELECT 1 FROM workshopSpeaker JOIN workshop ON workshop.id = workshopId
               WHERE speakerId = NEW.id AND retiredAt IS NULL)
) BEGIN
    SELECT raise(ABORT, 'the programme counts on the speaker');
END;
