-- Programs beside ours: keys by which they ask, and addresses that are told what happens.

CREATE TABLE apiKey (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL CHECK (name <> ''),
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    -- It may do no more than who made it may, so it goes with them.
    organiserId INTEGER NOT NULL REFERENCES organiser (id) ON DELETE CASCADE,
    createdAt   INTEGER NOT NULL,
    endsAt      INTEGER NOT NULL CHECK (endsAt > createdAt),
    lastUsedAt  INTEGER,
    revokedAt   INTEGER
) STRICT;

CREATE TABLE apiKeyScope (
    keyId INTEGER NOT NULL REFERENCES apiKey (id) ON DELETE CASCADE,
    scope TEXT NOT NULL CHECK (scope <> ''),
    PRIMARY KEY (keyId, scope)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER apiKeyStaysRevoked BEFORE UPDATE OF revokedAt ON apiKey WHEN OLD.revokedAt IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a key is revoked once and for all');
END;

-- What a request that changed something was answered, for when it comes once more. Kept for a day.
CREATE TABLE apiAnswer (
    keyId    INTEGER NOT NULL REFERENCES apiKey (id) ON DELETE CASCADE,
    repeat   TEXT NOT NULL CHECK (length(repeat) BETWEEN 1 AND 255),     -- Idempotency-Key
    request  BLOB NOT NULL CHECK (length(request) = 32),                 -- hash of what was asked
    status   INTEGER NOT NULL CHECK (status BETWEEN 200 AND 299),
    location TEXT,
    tag      TEXT,
    body     BLOB NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (keyId, repeat)
) STRICT;

CREATE INDEX apiAnswerAt ON apiAnswer (at);

CREATE TABLE webhook (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    url        TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
    secret     BLOB NOT NULL CHECK (length(secret) = 32),  -- as it is, since it must be computed with
    isActive   INTEGER NOT NULL DEFAULT 1 CHECK (isActive IN (0, 1)),
    createdAt  INTEGER NOT NULL,
    -- An address that does not answer is left alone until then, whatever waits for it.
    restsUntil INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE webhookEvent (
    webhookId INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event     TEXT NOT NULL CHECK (event <> ''),
    PRIMARY KEY (webhookId, event)
) STRICT, WITHOUT ROWID;

-- What in the log is told to whom has asked for the event.
CREATE TABLE webhookCause (
    action TEXT NOT NULL,   -- LoggedAction
    event  TEXT NOT NULL,   -- WebhookEvent
    detail TEXT,            -- only with this detail; NULL for any
    state  TEXT             -- what the registration is thereby; NULL for what its row says then
) STRICT;

CREATE INDEX webhookCauseOfAction ON webhookCause (action);

INSERT INTO webhookCause (action, event, detail, state) VALUES
    ('registered', 'registration.created', NULL, NULL),
    ('walkedIn', 'registration.created', NULL, NULL),
    ('tookOver', 'registration.created', NULL, NULL),
    ('addedByHand', 'registration.created', NULL, NULL),
    ('addedByImport', 'registration.created', NULL, NULL),
    ('registered', 'registration.waiting', 'waiting', 'waiting'),
    ('addedByHand', 'registration.waiting', 'waiting', 'waiting'),
    ('addedByImport', 'registration.waiting', 'waiting', 'waiting'),
    ('offered', 'registration.offered', NULL, 'offered'),
    ('seated', 'registration.confirmed', NULL, 'confirmed'),
    ('offerAccepted', 'registration.confirmed', NULL, 'confirmed'),
    ('cancelled', 'registration.cancelled', NULL, 'cancelled'),
    ('offerDeclined', 'registration.cancelled', NULL, 'cancelled'),
    ('offerExpired', 'registration.cancelled', NULL, 'cancelled'),
    ('handedOver', 'registration.cancelled', NULL, 'cancelled'),
    ('changed', 'registration.changed', NULL, NULL),
    ('changedByImport', 'registration.changed', NULL, NULL),
    ('edited', 'registration.changed', NULL, NULL),
    ('moved', 'registration.changed', NULL, NULL),
    ('addressAdded', 'registration.changed', NULL, NULL),
    ('answered', 'registration.changed', NULL, NULL),
    ('workshopJoined', 'registration.changed', NULL, NULL),
    ('workshopWaiting', 'registration.changed', NULL, NULL),
    ('workshopLeft', 'registration.changed', NULL, NULL),
    ('workshopOffered', 'registration.changed', NULL, NULL),
    ('workshopOfferAccepted', 'registration.changed', NULL, NULL),
    ('workshopOfferDeclined', 'registration.changed', NULL, NULL),
    ('workshopOfferExpired', 'registration.changed', NULL, NULL),
    ('quotaChanged', 'quota.changed', NULL, NULL),
    ('quotasDecided', 'quota.changed', NULL, NULL);     -- of all groups at once, so it names none

-- An outbox of its own: a message goes to a person in words that are composed when it is sent, this to a program that
-- must be told what was so when it happened.
CREATE TABLE webhookDelivery (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    webhookId      INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event          TEXT NOT NULL,
    occurredAt     INTEGER NOT NULL,
    registrationId INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    quotaId        INTEGER REFERENCES quota (id) ON DELETE CASCADE,
    registered     TEXT,        -- the state of the registration
    state          TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts       INTEGER NOT NULL DEFAULT 0,
    nextAttemptAt  INTEGER NOT NULL,
    sendingSince   INTEGER,
    CHECK ((registrationId IS NULL) = (registered IS NULL)),
    CHECK (sendingSince IS NULL OR state = 'pending')
) STRICT;

CREATE INDEX webhookDeliveryDue ON webhookDelivery (webhookId, nextAttemptAt, id) WHERE state = 'pending';
CREATE INDEX webhookDeliveryOfWebhook ON webhookDelivery (webhookId, id);
CREATE INDEX webhookDeliveryOfRegistration ON webhookDelivery (registrationId) WHERE registrationId IS NOT NULL;
CREATE INDEX webhookDeliveryOld ON webhookDelivery (occurredAt) WHERE state <> 'pending';

CREATE TABLE webhookAttempt (
    id           INTEGER PRIMARY KEY,
    deliveryId   INTEGER NOT NULL REFERENCES webhookDelivery (id) ON DELETE CASCADE,
    at           INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
    status       INTEGER,                 -- of the answer; NULL without one
    error        TEXT,                    -- NULL for what was taken
    CHECK (status IS NOT NULL OR error IS NOT NULL)
) STRICT;

CREATE INDEX webhookAttemptOfDelivery ON webhookAttempt (deliveryId, id);

-- Whatever is written into the log is told in the same transaction, whoever wrote it.
CREATE TRIGGER webhookTold AFTER INSERT ON logEntry
WHEN EXISTS (SELECT 1 FROM webhook WHERE isActive) BEGIN
    INSERT INTO webhookDelivery (webhookId, event, occurredAt, registrationId, quotaId, registered, nextAttemptAt)
    SELECT webhook.id, cause.event, NEW.at, NEW.registrationId, NEW.quotaId,
        CASE WHEN NEW.registrationId IS NOT NULL THEN
            coalesce(cause.state, (SELECT state FROM registration WHERE id = NEW.registrationId)) END,
        NEW.at
    FROM webhookCause AS cause
    JOIN webhookEvent ON webhookEvent.event = cause.event
    JOIN webhook ON webhook.id = webhookEvent.webhookId AND webhook.isActive
    WHERE cause.action = NEW.action AND (cause.detail IS NULL OR cause.detail = NEW.detail)
    ORDER BY webhook.id, cause.rowid;
END;

-- Doors write no log, but scans.
CREATE TRIGGER webhookToldOfScan AFTER INSERT ON scan
WHEN EXISTS (SELECT 1 FROM webhook WHERE isActive) BEGIN
    INSERT INTO webhookDelivery (webhookId, event, occurredAt, registrationId, registered, nextAttemptAt)
    SELECT webhook.id, webhookEvent.event, NEW.receivedAt / 1000, NEW.registrationId,
        (SELECT state FROM registration WHERE id = NEW.registrationId), NEW.receivedAt / 1000
    FROM webhookEvent
    JOIN webhook ON webhook.id = webhookEvent.webhookId AND webhook.isActive
    WHERE webhookEvent.event = 'check-in.' || NEW.kind
    ORDER BY webhook.id;
END;
