//! The tables and their columns: names, kinds, keys. A money is two columns, a date three.

use probity_registers::table::{StarColumn, StarKind};

/// A kind of column as people think of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// The ordinal of the process.
    Process,
    /// A position in a published array.
    Position,
    /// A word of the key.
    Word,
    /// The byte of the process.
    At,
    /// A count.
    Count,
    /// A large whole number without sign.
    Large,
    /// A whole number of 64 bits.
    Number,
    /// A whole number of 32 bits.
    Small,
    /// Yes or no.
    Yes,
    /// Identifier, code or text.
    Text,
    /// A list of codes or identifiers.
    Texts,
    /// A decimal.
    Decimal,
    /// An amount and its currency.
    Money,
    /// Local time, offset in minutes, whether it is a day.
    Date,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [(&'static str, Is)],
}

impl Table {
    /// The columns as they are written.
    pub fn columns(&self) -> Vec<StarColumn> {
        self.columns.iter().flat_map(|(name, is)| written(name, *is)).collect()
    }
}

fn written(name: &str, is: Is) -> Vec<StarColumn> {
    let one = |suffix: &str, kind, key| StarColumn { name: format!("{name}{suffix}"), kind, key };
    match is {
        Is::Process | Is::At => vec![one("", StarKind::UInt64, true)],
        Is::Position => vec![one("", StarKind::UInt32, true)],
        Is::Word => vec![one("", StarKind::Text, true)],
        Is::Count => vec![one("", StarKind::UInt32, false)],
        Is::Large => vec![one("", StarKind::UInt64, false)],
        Is::Number => vec![one("", StarKind::Int64, false)],
        Is::Small => vec![one("", StarKind::Int32, false)],
        Is::Yes => vec![one("", StarKind::Boolean, false)],
        Is::Text => vec![one("", StarKind::Text, false)],
        Is::Texts => vec![one("", StarKind::Texts, false)],
        Is::Decimal => vec![one("", StarKind::Decimal, false)],
        Is::Money => vec![one("_amount", StarKind::Decimal, false), one("_currency", StarKind::Text, false)],
        Is::Date => vec![
            one("_local", StarKind::Micros, false),
            one("_offset", StarKind::Int16, false),
            one("_day", StarKind::Boolean, false),
        ],
    }
}

macro_rules! tables {
    ($($id:ident $name:literal: $($column:literal $is:ident),+;)*) => {
        /// The tables, by their places in [`TABLES`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // The names are those of the tables.
        pub enum Id { $($id,)* }

        /// All tables.
        pub const TABLES: &[Table] = &[$(Table { name: $name, columns: &[$(($column, Is::$is)),+] },)*];
    };
}

tables! {
    Process "process": "process" Process, "at" At, "ocid" Text, "source" Count, "release_id" Text, "date" Date, "tag" Text,
        "version" Text, "initiation_type" Text, "language" Text, "publisher" Text, "buyer_id" Text, "buyer_name" Text,
        "procuring_entity_id" Text, "procuring_entity_name" Text, "title" Text, "tender_id" Text, "tender_status" Text,
        "main_category" Text, "method" Text, "method_details" Text, "method_rationale" Text, "award_criteria" Text,
        "award_criteria_details" Text, "submission_method" Text, "eligibility" Text, "number_of_tenderers" Number,
        "has_enquiries" Yes, "tender_value" Money, "min_value" Money, "budget" Money, "tender_period_start" Date,
        "tender_period_end" Date, "tender_published" Date, "enquiry_period_start" Date, "enquiry_period_end" Date,
        "award_period_start" Date, "award_period_end" Date, "bid_opening" Date, "lots" Count, "bids" Count,
        "releases" Count, "complaints" Small, "cancellation" Yes;
    Party "party": "process" Process, "party" Position, "at" At, "party_id" Text, "name" Text, "scheme" Text,
        "identifier" Text, "legal_name" Text, "roles" Texts, "country" Text, "region" Text, "locality" Text,
        "postal_code" Text, "street" Text, "phone" Text, "email" Text, "contact_name" Text, "url" Text,
        "beneficial_owners" Small, "shareholders" Small;
    Owner "owner": "process" Process, "party" Position, "owner" Position, "at" At, "kind" Text, "owner_id" Text,
        "owner_name" Text, "share" Decimal;
    Tenderer "tenderer": "process" Process, "tenderer" Position, "at" At, "tenderer_id" Text, "name" Text;
    Lot "lot": "process" Process, "lot" Position, "at" At, "lot_id" Text, "title" Text, "status" Text, "value" Money,
        "award_criteria" Text;
    Item "item": "process" Process, "stage" Word, "parent" Position, "item" Position, "at" At, "item_id" Text,
        "lot_id" Text, "description" Text, "scheme" Text, "class" Text, "quantity" Decimal, "unit_name" Text,
        "unit_scheme" Text, "unit_id" Text, "unit_value" Money;
    Bid "bid": "process" Process, "bid" Position, "at" At, "bid_id" Text, "status" Text, "status_details" Text,
        "date" Date, "value" Money, "bidders" Count, "bidder_key" Text, "lots" Texts, "documents" Count, "moved" Yes;
    BidParty "bid_party": "process" Process, "bid" Position, "party" Position, "at" At, "tenderer_id" Text, "name" Text;
    BidStatistic "bid_statistic": "process" Process, "statistic" Position, "at" At, "measure" Text, "value" Decimal,
        "lot_id" Text, "currency" Text;
    Award "award": "process" Process, "award" Position, "at" At, "award_id" Text, "status" Text, "final_status" Text,
        "date" Date, "value" Money, "suppliers" Count, "related_bid" Text, "lots" Texts, "title" Text,
        "subcontracting" Yes, "subcontracting_min" Decimal, "subcontracting_max" Decimal;
    AwardSupplier "award_supplier": "process" Process, "award" Position, "supplier" Position, "at" At,
        "supplier_id" Text, "name" Text;
    Contract "contract": "process" Process, "contract" Position, "at" At, "contract_id" Text, "award_id" Text,
        "award" Count, "status" Text, "final_status" Text, "date_signed" Date, "period_start" Date, "period_end" Date,
        "value" Money, "final_value" Money, "title" Text;
    Amendment "amendment": "process" Process, "stage" Word, "parent" Position, "amendment" Position, "at" At,
        "amendment_id" Text, "date" Date, "description" Text, "rationale" Text, "releases" Text, "changes" Small;
    Transaction "transaction": "process" Process, "contract" Position, "transaction" Position, "at" At,
        "transaction_id" Text, "date" Date, "value" Money, "payer_id" Text, "payee_id" Text;
    Milestone "milestone": "process" Process, "stage" Word, "parent" Position, "milestone" Position, "at" At,
        "milestone_id" Text, "type" Text, "status" Text, "due" Date, "met" Date;
    Document "document": "process" Process, "stage" Word, "parent" Position, "document" Position, "at" At,
        "document_id" Text, "type" Text, "published" Date, "modified" Date, "url" Text, "format" Text, "language" Text;
    Enquiry "enquiry": "process" Process, "enquiry" Position, "at" At, "enquiry_id" Text, "date" Date, "answered" Date,
        "has_answer" Yes, "lot_id" Text;
    Fee "fee": "process" Process, "fee" Position, "at" At, "type" Texts, "value" Money;
    RelatedProcess "related_process": "process" Process, "stage" Word, "parent" Position, "related" Position, "at" At,
        "relationship" Texts, "scheme" Text, "identifier" Text;
    Subcontractor "subcontractor": "process" Process, "award" Position, "subcontractor" Position, "at" At,
        "supplier_id" Text, "name" Text;
    Version "version": "process" Process, "path" Word, "version" Position, "at" At, "release_id" Text, "date" Date,
        "amount" Decimal, "currency" Text, "text" Text;
    Anomaly "anomaly": "process" Process, "path" Word, "indexes" Word, "at" At, "found" Text, "problem" Text;
}

/// What publishers publish: the only table that is not about single processes.
pub const PUBLISHES: Table =
    Table { name: "publishes", columns: &[("publisher", Is::Word), ("path", Is::Word), ("processes", Is::Large)] };
