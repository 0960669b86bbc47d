-- The organisers are a team: roles, invitations, a second step at sign-in, and sessions that can be told apart.

CREATE TABLE organiserRole (
    organiserId INTEGER NOT NULL REFERENCES organiser (id) ON DELETE CASCADE,
    role        TEXT NOT NULL CHECK (role IN ('owner', 'organiser', 'reader', 'door', 'needs')),
    PRIMARY KEY (organiserId, role)
) STRICT, WITHOUT ROWID;

-- Until now everybody was allowed everything.
INSERT INTO organiserRole (organiserId, role) SELECT id, 'owner' FROM organiser;

-- Without an owner nobody could let anybody in. A removed organiser's roles go by this way too.
CREATE TRIGGER ownerLeaves AFTER DELETE ON organiserRole
WHEN OLD.role = 'owner' AND NOT EXISTS (SELECT 1 FROM organiserRole WHERE role = 'owner') BEGIN
    SELECT raise(ABORT, 'a team has an owner');
END;

CREATE TRIGGER roleStays BEFORE UPDATE ON organiserRole BEGIN
    SELECT raise(ABORT, 'a role is given and taken, not turned into another');
END;

CREATE TABLE invitation (
    id        INTEGER PRIMARY KEY,
    linkHash  BLOB NOT NULL UNIQUE CHECK (length(linkHash) = 32),
    name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
    createdAt INTEGER NOT NULL,
    endsAt    INTEGER NOT NULL CHECK (endsAt > createdAt)
) STRICT;

CREATE TABLE invitationRole (
    invitationId INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    role         TEXT NOT NULL CHECK (role IN ('owner', 'organiser', 'reader', 'door', 'needs')),
    PRIMARY KEY (invitationId, role)
) STRICT, WITHOUT ROWID;

-- The key that an organiser's app shares with us (RFC 6238). It stands here as it is: see docs/architecture.md.
CREATE TABLE secondFactor (
    organiserId INTEGER PRIMARY KEY REFERENCES organiser (id) ON DELETE CASCADE,
    key         BLOB NOT NULL CHECK (length(key) = 20),
    -- The time step of the last code that was taken: none is taken twice.
    lastStep    INTEGER NOT NULL,
    createdAt   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER codeTakenOnce BEFORE UPDATE OF lastStep ON secondFactor WHEN NEW.lastStep <= OLD.lastStep BEGIN
    SELECT raise(ABORT, 'a code is taken once');
END;

-- Deleted when used.
CREATE TABLE recoveryCode (
    hash        BLOB PRIMARY KEY CHECK (length(hash) = 32),
    organiserId INTEGER NOT NULL REFERENCES secondFactor (organiserId) ON DELETE CASCADE
) STRICT;

CREATE INDEX recoveryCodeOfOrganiser ON recoveryCode (organiserId);

-- Wrong codes of the last day; what the throttle of the second step counts.
CREATE TABLE codeAttempt (
    id          INTEGER PRIMARY KEY,
    organiserId INTEGER NOT NULL REFERENCES organiser (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL
) STRICT;

CREATE INDEX codeAttemptOfOrganiser ON codeAttempt (organiserId, at);

CREATE TABLE teamSetting (
    id                   INTEGER PRIMARY KEY CHECK (id = 1),
    requiresSecondFactor INTEGER NOT NULL DEFAULT 0 CHECK (requiresSecondFactor IN (0, 1))
) STRICT;

INSERT INTO teamSetting (id) VALUES (1);

-- Sessions last for hours only, so those of before are not carried over: everybody signs in anew.
DROP TABLE organiserSession;
CREATE TABLE organiserSession (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tokenHash   BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
    organiserId INTEGER NOT NULL REFERENCES organiser (id) ON DELETE CASCADE,
    createdAt   INTEGER NOT NULL,
    expiresAt   INTEGER NOT NULL,
    lastSeenAt  INTEGER NOT NULL,
    -- The password was right and the code of the second step is awaited: opens nothing.
    awaitsCode  INTEGER NOT NULL CHECK (awaitsCode IN (0, 1)),
    network     TEXT NOT NULL,  -- coarse: see ClientNetwork
    browser     TEXT NOT NULL   -- coarse: see BrowserName
) STRICT;

CREATE INDEX organiserSessionOfOrganiser ON organiserSession (organiserId);
