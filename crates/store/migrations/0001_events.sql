-- An index of a log in files: it can be dropped and read again, and where it differs the log is right. `body` is the line
-- as it stands in the log; `bytes` in `projections` is how much of the log was read.
CREATE TABLE events (
    seq BIGINT PRIMARY KEY,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, version)
);
CREATE INDEX events_actor ON events (actor, seq);
CREATE INDEX events_kind ON events (kind, seq);
CREATE INDEX events_key ON events (key, seq);
CREATE INDEX events_actor_kind ON events (actor, kind, seq);

CREATE TABLE checkpoints (
    seq BIGINT PRIMARY KEY,
    root TEXT NOT NULL,
    size BIGINT NOT NULL,
    signature TEXT NOT NULL
);

CREATE TABLE projections (
    name TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    bytes BIGINT NOT NULL
);
