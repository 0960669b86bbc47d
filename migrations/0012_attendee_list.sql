-- The organisers' list: a search that does not slow down with the number of rows, labels, and views to come back to.

-- The trigrams of what is searched, by the number of the registration. Which rows a trigram stands in is kept and not
-- where in the text, which takes half the time and room; so whatever is found is looked at once more.
-- Two spaces before each word make a trigram of its first letter, and one of its first two.
CREATE VIRTUAL TABLE searchIndex USING fts5(
    text, content = '', tokenize = 'trigram', detail = 'none', columnsize = 0);

-- A newcomer is put into the index later (see SearchIndex.swift), by a higher indexedTo.
CREATE TABLE searchProgress (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    indexedTo     INTEGER NOT NULL,   -- registrations up to this number are in the index, later ones are not
    registrations INTEGER NOT NULL,   -- how many those are
    leftovers     INTEGER NOT NULL    -- changes whose former text may still stand in the file
) STRICT;

INSERT INTO searchProgress VALUES (1, 0, 0, 0);

CREATE TRIGGER searchAdvanced AFTER UPDATE OF indexedTo ON searchProgress BEGIN
    INSERT INTO searchIndex (rowid, text)
    SELECT id, '  ' || replace(replace(searchText, char(10), ' '), ' ', '  ') FROM registration
    WHERE id > OLD.indexedTo AND id <= NEW.indexedTo ORDER BY id;
    UPDATE searchProgress SET registrations = registrations
        + (SELECT count(*) FROM registration WHERE id > OLD.indexedTo AND id <= NEW.indexedTo);
END;

CREATE TRIGGER searchProgressOnward BEFORE UPDATE OF indexedTo ON searchProgress WHEN NEW.indexedTo < OLD.indexedTo BEGIN
    SELECT raise(ABORT, 'what is in the index stays in it');
END;

CREATE TRIGGER searchTextChanged AFTER UPDATE OF searchText ON registration
WHEN NEW.searchText <> OLD.searchText AND OLD.id <= (SELECT indexedTo FROM searchProgress) BEGIN
    INSERT INTO searchIndex (searchIndex, rowid, text)
    VALUES ('delete', OLD.id, '  ' || replace(replace(OLD.searchText, char(10), ' '), ' ', '  '));
    INSERT INTO searchIndex (rowid, text)
    VALUES (NEW.id, '  ' || replace(replace(NEW.searchText, char(10), ' '), ' ', '  '));
    UPDATE searchProgress SET leftovers = leftovers + 1;
END;

CREATE TRIGGER searchTextRemoved AFTER DELETE ON registration
WHEN OLD.id <= (SELECT indexedTo FROM searchProgress) BEGIN
    INSERT INTO searchIndex (searchIndex, rowid, text)
    VALUES ('delete', OLD.id, '  ' || replace(replace(OLD.searchText, char(10), ' '), ' ', '  '));
    UPDATE searchProgress SET registrations = registrations - 1, leftovers = leftovers + 1;
END;

-- What few have is found without passing by the many: sign-ups that get a seat and come from a kommun are in neither.
CREATE INDEX registrationState ON registration (state, sortKey, id) WHERE state <> 'confirmed';
CREATE INDEX registrationType ON registration (organisationType, sortKey, id) WHERE organisationType <> 'kommun';

DROP INDEX answerOfQuestion;
CREATE INDEX answerOfValue ON answer (questionId, value, registrationId);

-- The organisers' own marks.
CREATE TABLE label (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '')
) STRICT;

CREATE TABLE registrationLabel (
    labelId        INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    PRIMARY KEY (labelId, registrationId)
) STRICT, WITHOUT ROWID;

CREATE INDEX labelOfRegistration ON registrationLabel (registrationId);

-- What was done to many at once, so that it can be undone: whom it changed, not whom it was asked for.
CREATE TABLE labelling (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    labelId  INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
    isAdding INTEGER NOT NULL CHECK (isAdding IN (0, 1))
) STRICT;

CREATE INDEX labellingOfLabel ON labelling (labelId);
CREATE INDEX labellingAt ON labelling (at);

CREATE TABLE labelled (
    labellingId    INTEGER NOT NULL REFERENCES labelling (id) ON DELETE CASCADE,
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    PRIMARY KEY (labellingId, registrationId)
) STRICT, WITHOUT ROWID;

CREATE INDEX labelledRegistration ON labelled (registrationId);

CREATE TABLE savedView (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    organiserId INTEGER REFERENCES organiser (id) ON DELETE CASCADE,  -- NULL: for all of them
    name        TEXT NOT NULL CHECK (name <> ''),
    query       TEXT NOT NULL CHECK (length(query) <= 4000)           -- of the address of the list
) STRICT;

CREATE UNIQUE INDEX savedViewName ON savedView (coalesce(organiserId, 0), name);
