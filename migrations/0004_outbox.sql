-- The outbox survives a crash, attendees are reminded, and a lost link can be asked for.

-- When an attempt to send began whose outcome has not been written yet. Whoever finds one at start knows that the
-- program died meanwhile, and that the answer of the mail server, if there was one, is lost.
ALTER TABLE message ADD COLUMN sendingSince INTEGER;

CREATE INDEX messageFailed ON message (id) WHERE state = 'failed';

-- How many days before the conference those with a seat are reminded; 0: never.
ALTER TABLE conference ADD COLUMN reminderDays INTEGER NOT NULL DEFAULT 7 CHECK (reminderDays BETWEEN 0 AND 90);

-- Registrations whose people want no reminder.
CREATE TABLE reminderRefusal (
    registrationId INTEGER PRIMARY KEY REFERENCES registration (id) ON DELETE CASCADE
) STRICT;

-- How often a link was asked for by one address in one hour, whether anybody has that address or not.
CREATE TABLE linkRequest (
    addressHash BLOB PRIMARY KEY CHECK (length(addressHash) = 32),
    hour        INTEGER NOT NULL,   -- hours since 1970
    requests    INTEGER NOT NULL CHECK (requests > 0)
) STRICT;
