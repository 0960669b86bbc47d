-- A workshop that is not held after all is offered to nobody. Its row stays, for old offers and the log tell of it.
ALTER TABLE workshop ADD COLUMN retiredAt INTEGER CHECK (retiredAt IS NULL OR (taken = 0 AND waiting = 0));

-- When it was decided that a message that could not be sent needs not be sent any more.
ALTER TABLE message ADD COLUMN settledAt INTEGER CHECK (settledAt IS NULL OR state = 'failed');
