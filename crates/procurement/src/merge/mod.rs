//! Merging releases into compiled and versioned releases by the rules of a release schema.
