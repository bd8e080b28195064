-- Passkeys: the public half of a key pair whose other half stays with its owner. `dynamic` holds what the device counted when
-- the key was used last. Both columns are in the writing of the library, as base64.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    credential TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    public TEXT NOT NULL,
    dynamic TEXT NOT NULL,
    created TEXT NOT NULL,
    used TEXT
);
CREATE INDEX passkeys_of ON passkeys (account);

-- Whom an issuer of a single sign-on means. An identity opens one account; that it gives no role, the log sees to.
CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    created TEXT NOT NULL,
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_of ON identities (account);

-- What was begun and waits for its answer: a challenge, a visit to an issuer. By the digest of the cookie of the browser that
-- began it, one of a kind; taken away by the first answer, right or wrong. Challenges must be compared, so they are not digests.
CREATE TABLE ceremonies (
    holder TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT REFERENCES accounts (id),
    state TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (holder, kind)
);
CREATE INDEX ceremonies_until ON ceremonies (until);
