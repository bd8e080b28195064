-- Who may sign in to the desk, and every sign-in. Secrets are kept as SHA-256 or as PHC strings only; the one exception is
-- the secret of a second factor, without which no code could be compared.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    actor TEXT,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL,
    seen TEXT,
    password TEXT,
    code_secret TEXT,
    code_pending TEXT,
    code_step BIGINT NOT NULL
);

CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    until TEXT NOT NULL,
    used TEXT
);
CREATE INDEX tokens_of ON tokens (account);

CREATE TABLE recovery (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id)
);
CREATE INDEX recovery_of ON recovery (account);

CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    stage TEXT NOT NULL,
    created TEXT NOT NULL,
    seen TEXT NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX sessions_of ON sessions (account);
CREATE INDEX sessions_until ON sessions (until);

CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    until TEXT NOT NULL,
    used TEXT,
    revoked TEXT
);
CREATE INDEX keys_of ON keys (account);

-- By the digest of the name that was tried, so that names of nobody wait like names of somebody.
CREATE TABLE attempts (
    name TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last TEXT NOT NULL,
    until TEXT NOT NULL,
    told BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last);

-- Rows are only ever added.
CREATE TABLE access (
    seq BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    account TEXT,
    kind TEXT NOT NULL,
    note TEXT
);
CREATE INDEX access_of ON access (account, seq);
