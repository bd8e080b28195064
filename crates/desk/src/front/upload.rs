//! A file that somebody begins to send. Who asks and whether the form was sent from here is asked before the first byte is
//! taken, so that nobody without a session can fill the disk.

use super::{Desk, foreign};
use crate::exchange::{Answered, Asked};
use crate::pages::closed_page;
use crate::records::Trouble;
use crate::session::Stage;
use probity_publication::page::House;
use probity_store::Incoming;

/// Files that were sent and not recorded may take as much room as so many of the largest.
const WAITING: u64 = 20;

/// A file that may come in.
pub struct Receiving {
    /// Takes its bytes.
    pub incoming: Incoming,
    /// How many bytes it may have.
    pub largest: u64,
}

impl Desk {
    /// Begins to take a file; `asked` has the fields of the form that stand before it.
    ///
    /// # Errors
    /// The answer to somebody who may send none.
    pub fn receive(&self, house: &House, asked: &Asked) -> Result<Receiving, Box<Answered>> {
        self.received(house, asked).unwrap_or_else(|trouble| {
            let page = closed_page(house, asked.language, "trouble", &trouble.0);
            Err(Box::new(Answered::page(503, page)))
        })
    }

    /// The answer when the disk refuses a file that has begun to come.
    pub fn troubled(&self, house: &House, asked: &Asked, error: &std::io::Error) -> Answered {
        Answered::page(503, closed_page(house, asked.language, "trouble", &error.to_string()))
    }

    fn received(&self, house: &House, asked: &Asked) -> Result<Result<Receiving, Box<Answered>>, Trouble> {
        let session = match asked.session.as_ref().filter(|_| asked.own) {
            Some(cookie) => self.people.session(cookie, asked.now)?,
            None => None,
        };
        let sent = asked.field("form-token").unwrap_or_default();
        let may = session.is_some_and(|it| it.stage != Stage::SettingUp && it.is_form_token(sent));
        if !may {
            return Ok(Err(Box::new(foreign(house, asked))));
        }
        let shelf = self.records.shelf();
        let incoming = shelf.files.begin()?;
        if incoming.beside() >= shelf.largest.saturating_mul(WAITING) {
            let page = closed_page(house, asked.language, "crowded", "");
            return Ok(Err(Box::new(Answered::page(503, page))));
        }
        Ok(Ok(Receiving { incoming, largest: shelf.largest }))
    }
}
