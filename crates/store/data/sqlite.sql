-- How a database in a file is opened. Specification `stack` 2.3; `secure_delete` because tokens that were used and
-- sessions that ended should not be found in free pages.
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 268435456;
PRAGMA trusted_schema = OFF;
PRAGMA secure_delete = ON;
