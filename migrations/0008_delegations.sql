-- Who holds seats, as a keyed hash of the network: nobody may hold a large part of the conference for want of a limit.
ALTER TABLE seatHold ADD COLUMN network BLOB NOT NULL DEFAULT x'';

CREATE INDEX seatHoldOfNetwork ON seatHold (network);
