//! What several flags work out of one process and others work out again: each thing is made when the first flag asks, and
//! kept as long as the process is looked at.

use super::{Participants, Registers};
use crate::compare::peers::Group;
use crate::flag::{Evidence, Outcome};
use crate::flags::awarded::{Awarded, NamedPair};
use crate::flags::bidders::{Member, Parties};
use crate::flags::contact::Contact;
use std::cell::OnceCell;

/// What is worked out at most once a process; each belongs to the function of its name.
#[derive(Default)]
pub(crate) struct Known<'p> {
    /// Numbers of names.
    pub registers: OnceCell<Registers>,
    /// The number of the buyer.
    pub buyer: OnceCell<Option<u32>>,
    /// The year of the process.
    pub year: OnceCell<Option<i16>>,
    /// Active awards.
    pub awarded: OnceCell<Vec<Awarded<'p>>>,
    /// The buyer with each supplier of an active award.
    pub pairs: OnceCell<Vec<NamedPair>>,
    /// The class of the process, or why it has none.
    pub class: OnceCell<Result<String, String>>,
    /// The group of its peers, or why it has none.
    pub group: OnceCell<Result<Group, String>>,
    /// Who bids, or why nobody can tell.
    pub members: OnceCell<Result<Vec<Member<'p>>, String>>,
    /// The time a decision took, at least and at most, with its dates; or why nobody can tell.
    pub decision: OnceCell<Result<(i64, i64, Evidence), Outcome>>,
    /// Ways to reach each member, with its place among them.
    pub contacts: OnceCell<Vec<(usize, Contact<'p>)>>,
    /// Its parties by identifier.
    pub parties: OnceCell<Parties<'p>>,
    /// Everybody who occurs as tenderer, bidder or supplier.
    pub participants: OnceCell<Participants<'p>>,
    /// The firms of each submitted bid.
    pub bidders: OnceCell<Vec<Vec<&'p str>>>,
    /// The firms of all of them.
    pub firms: OnceCell<Vec<&'p str>>,
}
