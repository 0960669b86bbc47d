-- How many signed up when, so that nobody has to count a million rows to draw a curve. Those who cancelled stay counted:
-- they did sign up.

CREATE TABLE signUpHour (
    hour    INTEGER PRIMARY KEY,    -- hours since 1970
    signUps INTEGER NOT NULL CHECK (signUps > 0)
) STRICT;

INSERT INTO signUpHour (hour, signUps) SELECT createdAt / 3600, count(*) FROM registration GROUP BY createdAt / 3600;

CREATE TRIGGER registrationCounted AFTER INSERT ON registration BEGIN
    INSERT INTO signUpHour (hour, signUps) VALUES (NEW.createdAt / 3600, 1)
    ON CONFLICT (hour) DO UPDATE SET signUps = signUps + 1;
END;

CREATE INDEX registrationOffered ON registration (id) WHERE state = 'offered';
