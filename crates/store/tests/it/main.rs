//! The log through its public door: tampering with its bytes, and processes killed while they write. One program for all
//! of it: every program that is linked costs time and disk.

mod killed;
mod tampering;
