-- Each ground row carries a seal: the digest of its other values in the table's order (seal.rs). A value that changed by
-- itself, on a bad disk, no longer fits it. A migration that changes a ground table seals its rows anew.

ALTER TABLE account ADD COLUMN seal INTEGER;
UPDATE account SET seal = seal(username, name, role, password, disabled);

ALTER TABLE session ADD COLUMN seal INTEGER;
UPDATE session SET seal = seal(token, username, made, expires, revoked);

ALTER TABLE campaign ADD COLUMN seal INTEGER;
UPDATE campaign SET seal = seal(id, content, generation);

ALTER TABLE form_version ADD COLUMN seal INTEGER;
UPDATE form_version SET seal = seal(campaign, form, version, definition, generation, current);

ALTER TABLE assignment ADD COLUMN seal INTEGER;
UPDATE assignment SET seal = seal(username, campaign, place);

ALTER TABLE closing ADD COLUMN seal INTEGER;
UPDATE closing SET seal = seal(campaign, closed, reason, by, at);

ALTER TABLE ballot ADD COLUMN seal INTEGER;
UPDATE ballot SET seal = seal(key, campaign, id, digest, bytes, received, clock_offset_ms, sent_by, arrived, reasons, position);

ALTER TABLE review ADD COLUMN seal INTEGER;
UPDATE review SET seal = seal(ballot, decision, reason, by, at);

ALTER TABLE assessment ADD COLUMN seal INTEGER;
UPDATE assessment SET seal = seal(campaign, position, content);

ALTER TABLE revision ADD COLUMN seal INTEGER;
UPDATE revision SET seal = seal(campaign, revision);

ALTER TABLE identity ADD COLUMN seal INTEGER;
UPDATE identity SET seal = seal(one, epoch);
