//! When a treaty enters into force, and for whom, from the deposits with its depositary.
