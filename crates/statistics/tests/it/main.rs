//! Legal statistics through their public door: exact inference, disclosure control, funnels and the invented world. One
//! program for all of it: every program that is linked costs time and disk.

mod disclosure;
mod funnel;
mod inference;
mod kernel_laws;
mod legal_world;
mod noise;
mod protection;
