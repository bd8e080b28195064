//! Whose a signature is: the observatory's key may sign for everybody, the key in an actor's record for that actor, from
//! its first day to its last. Records of actors are read from the log itself, as they stood when the event was recorded.

use crate::record::party::Actor;
use crate::record::{Kind, Record};
use probity_store::event::day;
use probity_store::{Event, PublicKey, Signer, Signers};
use std::collections::BTreeMap;

/// Who may sign, learnt from the log.
#[derive(Debug, Clone)]
pub struct Actors {
    observatory: PublicKey,
    actors: BTreeMap<String, Actor>,
    /// Every key that was ever registered, so that a foreign signature is still checked.
    keys: BTreeMap<String, PublicKey>,
}

impl Actors {
    /// With the observatory's key alone.
    pub fn new(observatory: PublicKey) -> Self {
        Self { observatory, actors: BTreeMap::new(), keys: BTreeMap::new() }
    }
}

impl Signers for Actors {
    fn signer(&self, event: &Event) -> Signer<'_> {
        if event.signer == self.observatory.signer() {
            return Signer::Right(&self.observatory);
        }
        let today = day(event.at);
        let own = self.actors.get(&event.actor).filter(|actor| {
            let begun = actor.from.is_none_or(|from| from.0 <= today);
            begun && actor.to.is_none_or(|to| today <= to.0)
        });
        match own.and_then(|actor| actor.public_key.as_ref()).filter(|key| key.0.signer() == event.signer) {
            Some(key) => Signer::Right(&key.0),
            None => self.keys.get(&event.signer).map_or(Signer::Unknown, Signer::Other),
        }
    }

    fn learn(&mut self, event: &Event) {
        if event.kind != Kind::Actor.name() {
            return;
        }
        if let Ok(Record::Actor(actor)) = Record::read(Kind::Actor, &event.record) {
            if let Some(key) = &actor.public_key {
                self.keys.insert(key.0.signer().to_owned(), key.0.clone());
            }
            self.actors.insert(actor.id.to_string(), *actor);
        }
    }
}
