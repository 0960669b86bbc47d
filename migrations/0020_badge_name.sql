-- What somebody wants to be called on the badge, where that is not their given and family name.
ALTER TABLE registration ADD COLUMN badgeName TEXT CHECK (badgeName <> '');
