-- What the life of an offer is looked up by.

CREATE INDEX offerOfRegistration ON offer (registrationId, id);

-- The parties in line: those of one delegation who wait, by quota.
CREATE INDEX registrationParty ON registration (delegationId, quotaId, id)
WHERE state = 'waiting' AND delegationId IS NOT NULL;

-- An offer ends, but is not made again with another end, nor for somebody else.
CREATE TRIGGER offerStays BEFORE UPDATE OF registrationId, madeAt ON offer
WHEN NEW.registrationId <> OLD.registrationId OR NEW.madeAt <> OLD.madeAt BEGIN
    SELECT raise(ABORT, 'an offer stays what it was when it was made');
END;
