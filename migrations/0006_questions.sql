-- What the organisers ask beside the fields of the form, and what is answered.

CREATE TABLE question (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    place         INTEGER NOT NULL,           -- the order they are asked in
    kind          TEXT NOT NULL CHECK (kind IN ('line', 'paragraph', 'number', 'day', 'choice', 'choices', 'yesNo')),
    labelSv       TEXT NOT NULL CHECK (labelSv <> ''),
    labelEn       TEXT NOT NULL CHECK (labelEn <> ''),
    hintSv        TEXT CHECK (hintSv <> ''),
    hintEn        TEXT CHECK (hintEn <> ''),
    purposeSv     TEXT NOT NULL CHECK (purposeSv <> ''),
    purposeEn     TEXT NOT NULL CHECK (purposeEn <> ''),
    isRequired    INTEGER NOT NULL CHECK (isRequired IN (0, 1)),
    isSensitive   INTEGER NOT NULL CHECK (isSensitive IN (0, 1)),
    lowest        INTEGER,                    -- of a number
    highest       INTEGER,
    -- Asked only of those who gave this answer to an earlier question; NULL: of all.
    conditionQuestionId INTEGER REFERENCES question (id),
    conditionAnswer     TEXT,
    retentionDays INTEGER CHECK (retentionDays BETWEEN 0 AND 3650),  -- after the conference; NULL: as the registration
    retiredAt     INTEGER,
    CHECK ((hintSv IS NULL) = (hintEn IS NULL)),
    CHECK (kind = 'number' OR (lowest IS NULL AND highest IS NULL)),
    CHECK (lowest <= highest),
    CHECK ((conditionQuestionId IS NULL) = (conditionAnswer IS NULL)),
    CHECK (NOT isSensitive OR retentionDays IS NOT NULL)
) STRICT;

CREATE TABLE questionChoice (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    questionId INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    labelSv    TEXT NOT NULL CHECK (labelSv <> ''),
    labelEn    TEXT NOT NULL CHECK (labelEn <> ''),
    retiredAt  INTEGER
) STRICT;

CREATE INDEX questionChoiceOfQuestion ON questionChoice (questionId, place);

-- Whose people are asked. A question without a row is asked of everybody.
CREATE TABLE questionAudience (
    questionId       INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    organisationType TEXT NOT NULL CHECK (organisationType IN (
        'kommun', 'region', 'countyBoard', 'agency', 'government', 'association', 'university', 'civilSociety',
        'business', 'press', 'other')),
    PRIMARY KEY (questionId, organisationType)
) STRICT;

-- One row for most kinds; one for each choice where several may be chosen.
CREATE TABLE answer (
    registrationId INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    questionId     INTEGER NOT NULL REFERENCES question (id),
    value          TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (registrationId, questionId, value)
) STRICT;

CREATE INDEX answerOfQuestion ON answer (questionId);
