//! The library of law: texts in time, what applies on a day and since when, what changed between two days, what a treaty asks
//! and the law answers, and the pins that make evidence go stale. Bytes and texts come in, structures go out; files are the
//! program's business.

mod act;
pub mod akn;
mod answers;
mod apply;
mod collection;
mod concordance;
mod data;
mod diff;
mod edit;
mod find;
mod form;
mod gaps;
mod instrument;
mod line;
mod now;
mod number;
pub(in crate::law) mod page;
mod part;
mod plain;
mod read;
mod record;
mod repeal;
pub mod shelf;
mod shown;
mod signed;
mod value;
mod view;
mod words;

pub use act::{Act, Commencement, Draft, FORMAT, Format, Provision, Repeal};
pub use answers::{Answer, answers, answers_of, named_instruments};
pub use apply::{Amendment, Applied, apply};
pub use collection::{Collection, Expression, Holding, Standing};
pub use concordance::{Relation, Review, Row};
pub use diff::{Change, Difference, diff};
pub use find::{FoundProvision, Indexes, Search, found, hits, indexed, languages_of_search};
pub use form::{Placed, digest, flatten, form, plain};
pub use gaps::{Gap, GapState, Question, gaps};
pub use instrument::{Article, Instrument, is_under};
pub use number::numbered;
pub use part::find;
pub use read::{Given, Read, Source, kept, read};
pub use shown::{Shown, ShownProvision, shown, text};
pub use value::{Kind, LanguageCode, NotAValue, Work};
pub use view::{ProvisionState, Seen, View, WorkState};
pub use words::{Mark, Words, marked, words};
