-- Which store this is. A copy that is laid back is another one: it lacks what came after it, and tablets then offer
-- what they still hold.

CREATE TABLE identity (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    epoch TEXT NOT NULL                   -- 128 random bits, hexadecimal
) STRICT;
