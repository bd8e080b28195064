//! The answers of Cardinal (`ocdscardinal` 0.0.8), to the last digit: for users who switch and want to see nothing move.
