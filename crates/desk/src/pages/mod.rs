//! The parts that pages of the desk share: the frame of the site around them, controls with label, help and fault, and
//! the pages before and beside the work (signing in, a first sign-in, the account).

pub(crate) mod control;
mod door;
pub(crate) mod frame;

pub use door::{
    AccountPage, KeyRow, SessionRow, SignInPage, TokenPage, account_page, codes_page, sign_in_page, token_page,
};
