//! Scoring from the outside: a method and answers go in as texts, a tree of JSON comes out.
