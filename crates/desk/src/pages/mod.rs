//! The parts that pages of the desk share: the frame of the site around them, controls with label, help and fault, and
//! the pages before and beside the work (signing in, a first sign-in, the account).

mod account;
pub(crate) mod control;
mod door;
pub(crate) mod frame;
pub(crate) mod passkey;
mod picture;

pub(crate) use account::{AccountPage, KeyRow, SessionRow, account_page};
pub(crate) use door::{
    SetUpPage, SignInPage, arrived_page, closed_page, code_page, codes_page, set_up_page, sign_in_page, token_page,
};
pub(crate) use frame::{encoded, href};
