//! The log through its public door: tampering with its bytes, processes killed while they write, its index. One program for all
//! of it: every program that is linked costs time and disk.

mod killed;
mod sql;
mod tampering;
