//! The stages of a process: planning, tender, bids, awards, contracts and what hangs on them. Names are those of OCDS and
//! its extensions; a comment names the extension.

use super::amount::Amount;
use super::cell::{Cell, Id, Text};
use super::moment::Moment;
use super::organization::Organization;
use super::record::{List, records};
use super::words::Words;

records! {
    /// An amount in a currency.
    pub struct Money {
        /// The amount.
        amount: Cell<'a, Amount> = "amount",
        /// The currency.
        currency: Cell<'a, Text<'a>> = "currency",
    }

    /// A period.
    pub struct Period {
        /// Its start.
        start_date: Cell<'a, Moment> = "startDate",
        /// Its end.
        end_date: Cell<'a, Moment> = "endDate",
        /// Its length in days.
        duration_in_days: Cell<'a, i64> = "durationInDays",
    }

    /// Planning.
    pub struct Planning {
        /// The budget.
        budget: Budget<'a> = "budget",
        /// Documents.
        documents: List<Document<'a>> = "documents",
    }

    /// A budget.
    pub struct Budget {
        /// Its amount.
        amount: Money<'a> = "amount",
    }

    /// A tender.
    pub struct Tender {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Title.
        title: Cell<'a, Text<'a>> = "title",
        /// Description.
        description: Cell<'a, Text<'a>> = "description",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// Status at the end (OCDS 1.2).
        final_status: Cell<'a, Text<'a>> = "finalStatus",
        /// Who runs the procedure.
        procuring_entity: Organization<'a> = "procuringEntity",
        /// Items.
        items: List<Item<'a>> = "items",
        /// Estimated value.
        value: Money<'a> = "value",
        /// Estimated value of OCDS 1.2, which stands in where there is no other.
        estimated_value: Money<'a> = "estimatedValue",
        /// Lowest estimate.
        min_value: Money<'a> = "minValue",
        /// Procedure.
        procurement_method: Cell<'a, Text<'a>> = "procurementMethod",
        /// Procedure in local words.
        procurement_method_details: Cell<'a, Text<'a>> = "procurementMethodDetails",
        /// Why this procedure.
        procurement_method_rationale: Cell<'a, Text<'a>> = "procurementMethodRationale",
        /// Why this procedure, as codes (extension).
        procurement_method_rationale_classifications: List<Classification<'a>> = "procurementMethodRationaleClassifications",
        /// Goods, works or services.
        main_procurement_category: Cell<'a, Text<'a>> = "mainProcurementCategory",
        /// Award criteria.
        award_criteria: Cell<'a, Text<'a>> = "awardCriteria",
        /// Award criteria in words.
        award_criteria_details: Cell<'a, Text<'a>> = "awardCriteriaDetails",
        /// How bids are submitted.
        submission_method: Words<'a> = "submissionMethod",
        /// Who may take part.
        eligibility_criteria: Cell<'a, Text<'a>> = "eligibilityCriteria",
        /// What is asked of those who take part (OCDS 1.2).
        selection_criteria: SelectionCriteria<'a> = "selectionCriteria",
        /// When bids are submitted.
        tender_period: Period<'a> = "tenderPeriod",
        /// When questions are asked.
        enquiry_period: Period<'a> = "enquiryPeriod",
        /// When bids are evaluated.
        award_period: Period<'a> = "awardPeriod",
        /// When the contract is to run.
        contract_period: Period<'a> = "contractPeriod",
        /// When it was published (OCDS 1.2).
        date_published: Cell<'a, Moment> = "datePublished",
        /// When bids are opened (extension bidOpening).
        bid_opening: BidOpening<'a> = "bidOpening",
        /// Whether questions were asked.
        has_enquiries: Cell<'a, bool> = "hasEnquiries",
        /// Questions (extension enquiries).
        enquiries: List<Enquiry<'a>> = "enquiries",
        /// How many took part.
        number_of_tenderers: Cell<'a, i64> = "numberOfTenderers",
        /// Who took part.
        tenderers: List<Organization<'a>> = "tenderers",
        /// Documents.
        documents: List<Document<'a>> = "documents",
        /// Lots (extension).
        lots: List<Lot<'a>> = "lots",
        /// Fees (extension participationFee).
        participation_fees: List<Fee<'a>> = "participationFees",
        /// Milestones.
        milestones: List<Milestone<'a>> = "milestones",
        /// Changes.
        amendments: List<Amendment<'a>> = "amendments",
        /// The change of OCDS 1.0.
        amendment: Amendment<'a> = "amendment",
        /// Why it was cancelled.
        cancellation_rationale: Cell<'a, Text<'a>> = "cancellationRationale",
    }

    /// What is asked of those who take part.
    pub struct SelectionCriteria {
        /// In general.
        description: Cell<'a, Text<'a>> = "description",
        /// One by one.
        criteria: List<SelectionCriterion<'a>> = "criteria",
    }

    /// One thing that is asked of those who take part.
    pub struct SelectionCriterion {
        /// In words.
        description: Cell<'a, Text<'a>> = "description",
    }

    /// A lot.
    pub struct Lot {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Title.
        title: Cell<'a, Text<'a>> = "title",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// Estimated value.
        value: Money<'a> = "value",
        /// Estimated value of OCDS 1.2, which stands in where there is no other.
        estimated_value: Money<'a> = "estimatedValue",
        /// Award criteria.
        award_criteria: Cell<'a, Text<'a>> = "awardCriteria",
        /// Procedure in local words.
        procurement_method_details: Cell<'a, Text<'a>> = "procurementMethodDetails",
        /// Procedure of the plan, in local words.
        planned_procurement_method_details: Cell<'a, Text<'a>> = "plannedProcurementMethodDetails",
    }

    /// An item.
    pub struct Item {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Description.
        description: Cell<'a, Text<'a>> = "description",
        /// Class.
        classification: Classification<'a> = "classification",
        /// Quantity.
        quantity: Cell<'a, Amount> = "quantity",
        /// Unit.
        unit: Unit<'a> = "unit",
        /// The lot it belongs to.
        related_lot: Cell<'a, Id<'a>> = "relatedLot",
    }

    /// A class of a scheme.
    pub struct Classification {
        /// The scheme.
        scheme: Cell<'a, Text<'a>> = "scheme",
        /// The class.
        id: Cell<'a, Id<'a>> = "id",
        /// In words.
        description: Cell<'a, Text<'a>> = "description",
    }

    /// A unit and its price.
    pub struct Unit {
        /// Name.
        name: Cell<'a, Text<'a>> = "name",
        /// Scheme of the identifier.
        scheme: Cell<'a, Text<'a>> = "scheme",
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Price of one.
        value: Money<'a> = "value",
    }

    /// Bids (extension).
    pub struct Bids {
        /// The bids.
        details: List<Bid<'a>> = "details",
        /// Counts of bids.
        statistics: List<Statistic<'a>> = "statistics",
    }

    /// A bid.
    pub struct Bid {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Date.
        date: Cell<'a, Moment> = "date",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// Status in words.
        status_details: Cell<'a, Text<'a>> = "statusDetails",
        /// Who bids; several are one joint bid.
        tenderers: List<Organization<'a>> = "tenderers",
        /// Price.
        value: Money<'a> = "value",
        /// Documents.
        documents: List<Document<'a>> = "documents",
        /// Lots bid for.
        related_lots: Words<'a> = "relatedLots",
        /// Items.
        items: List<Item<'a>> = "items",
    }

    /// An auction (extension).
    pub struct Auction {
        /// Its stages.
        stages: List<Stage<'a>> = "stages",
    }

    /// A stage of an auction.
    pub struct Stage {
        /// The bids made in it.
        bids: List<Bid<'a>> = "bids",
    }

    /// A count of bids.
    pub struct Statistic {
        /// What is counted.
        measure: Cell<'a, Text<'a>> = "measure",
        /// The count.
        value: Cell<'a, Amount> = "value",
        /// The lot.
        related_lot: Cell<'a, Id<'a>> = "relatedLot",
        /// Currency, for values.
        currency: Cell<'a, Text<'a>> = "currency",
    }

    /// An award.
    pub struct Award {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Title.
        title: Cell<'a, Text<'a>> = "title",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// Status at the end (OCDS 1.2).
        final_status: Cell<'a, Text<'a>> = "finalStatus",
        /// Date.
        date: Cell<'a, Moment> = "date",
        /// Value.
        value: Money<'a> = "value",
        /// Suppliers; several are one consortium.
        suppliers: List<Organization<'a>> = "suppliers",
        /// Items.
        items: List<Item<'a>> = "items",
        /// The winning bid.
        related_bid: Cell<'a, Id<'a>> = "relatedBid",
        /// Lots awarded.
        related_lots: Words<'a> = "relatedLots",
        /// When the contract is to run.
        contract_period: Period<'a> = "contractPeriod",
        /// Documents.
        documents: List<Document<'a>> = "documents",
        /// Whether parts are subcontracted (extension).
        has_subcontracting: Cell<'a, bool> = "hasSubcontracting",
        /// Subcontracting (extension).
        subcontracting: Subcontracting<'a> = "subcontracting",
        /// Changes.
        amendments: List<Amendment<'a>> = "amendments",
        /// The change of OCDS 1.0.
        amendment: Amendment<'a> = "amendment",
    }

    /// What is subcontracted.
    pub struct Subcontracting {
        /// Smallest share, a fraction.
        minimum_percentage: Cell<'a, Amount> = "minimumPercentage",
        /// Largest share, a fraction.
        maximum_percentage: Cell<'a, Amount> = "maximumPercentage",
        /// To whom.
        subcontracts: List<Subcontract<'a>> = "subcontracts",
    }

    /// A subcontract.
    pub struct Subcontract {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Main supplier.
        main_contractor: Organization<'a> = "mainContractor",
        /// Subcontractor.
        subcontractor: Organization<'a> = "subcontractor",
        /// Suppliers.
        suppliers: List<Organization<'a>> = "suppliers",
        /// Subcontractors.
        subcontractors: List<Organization<'a>> = "subcontractors",
    }

    /// A contract.
    pub struct Contract {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Its award.
        award_id: Cell<'a, Id<'a>> = "awardID",
        /// Title.
        title: Cell<'a, Text<'a>> = "title",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// Status at the end (OCDS 1.2).
        final_status: Cell<'a, Text<'a>> = "finalStatus",
        /// When it was signed.
        date_signed: Cell<'a, Moment> = "dateSigned",
        /// Its period.
        period: Period<'a> = "period",
        /// Value.
        value: Money<'a> = "value",
        /// Items.
        items: List<Item<'a>> = "items",
        /// Documents.
        documents: List<Document<'a>> = "documents",
        /// Milestones.
        milestones: List<Milestone<'a>> = "milestones",
        /// What was done.
        implementation: Implementation<'a> = "implementation",
        /// Changes.
        amendments: List<Amendment<'a>> = "amendments",
        /// The change of OCDS 1.0.
        amendment: Amendment<'a> = "amendment",
        /// Related processes.
        related_processes: List<RelatedProcess<'a>> = "relatedProcesses",
        /// Suppliers (extension contract_suppliers).
        suppliers: List<Organization<'a>> = "suppliers",
    }

    /// What was done under a contract.
    pub struct Implementation {
        /// Payments.
        transactions: List<Transaction<'a>> = "transactions",
        /// Milestones.
        milestones: List<Milestone<'a>> = "milestones",
        /// Documents.
        documents: List<Document<'a>> = "documents",
        /// Value at the end.
        final_value: Money<'a> = "finalValue",
        /// Status at the end.
        final_status: Cell<'a, Text<'a>> = "finalStatus",
    }

    /// A payment.
    pub struct Transaction {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Date.
        date: Cell<'a, Moment> = "date",
        /// Value.
        value: Money<'a> = "value",
        /// Value in OCDS 1.0.
        amount: Money<'a> = "amount",
        /// Who pays.
        payer: Organization<'a> = "payer",
        /// Who is paid.
        payee: Organization<'a> = "payee",
    }

    /// A milestone.
    pub struct Milestone {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Type.
        kind: Cell<'a, Text<'a>> = "type",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
        /// When it is due.
        due_date: Cell<'a, Moment> = "dueDate",
        /// When it was met.
        date_met: Cell<'a, Moment> = "dateMet",
        /// When what is said of it was changed.
        date_modified: Cell<'a, Moment> = "dateModified",
    }

    /// A document.
    pub struct Document {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Type.
        document_type: Cell<'a, Text<'a>> = "documentType",
        /// Title.
        title: Cell<'a, Text<'a>> = "title",
        /// When it was published.
        date_published: Cell<'a, Moment> = "datePublished",
        /// When it was changed.
        date_modified: Cell<'a, Moment> = "dateModified",
        /// Where it is.
        url: Cell<'a, Text<'a>> = "url",
        /// Media type.
        format: Cell<'a, Text<'a>> = "format",
        /// Language.
        language: Cell<'a, Text<'a>> = "language",
        /// Fingerprint, as some publishers give it.
        hash: Cell<'a, Text<'a>> = "hash",
    }

    /// A change of a tender, an award or a contract.
    pub struct Amendment {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Date.
        date: Cell<'a, Moment> = "date",
        /// What changed.
        description: Cell<'a, Text<'a>> = "description",
        /// Why.
        rationale: Cell<'a, Text<'a>> = "rationale",
        /// The release before.
        amends_release_id: Cell<'a, Id<'a>> = "amendsReleaseID",
        /// The release after.
        release_id: Cell<'a, Id<'a>> = "releaseID",
    }

    /// A question.
    pub struct Enquiry {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Date.
        date: Cell<'a, Moment> = "date",
        /// The answer.
        answer: Cell<'a, Text<'a>> = "answer",
        /// When it was answered.
        date_answered: Cell<'a, Moment> = "dateAnswered",
        /// The lot.
        related_lot: Cell<'a, Id<'a>> = "relatedLot",
    }

    /// A fee.
    pub struct Fee {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// What for.
        kind: Words<'a> = "type",
        /// How much.
        value: Money<'a> = "value",
    }

    /// The opening of bids.
    pub struct BidOpening {
        /// When.
        date: Cell<'a, Moment> = "date",
    }

    /// A complaint.
    pub struct Complaint {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Status.
        status: Cell<'a, Text<'a>> = "status",
    }

    /// A related process.
    pub struct RelatedProcess {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// How it is related.
        relationship: Words<'a> = "relationship",
        /// Scheme of the identifier.
        scheme: Cell<'a, Text<'a>> = "scheme",
        /// The process.
        identifier: Cell<'a, Id<'a>> = "identifier",
        /// Its title.
        title: Cell<'a, Text<'a>> = "title",
    }
}

impl Money<'_> {
    /// The amount, if it is there and more than nothing: zero is not a price.
    pub fn price(&self) -> Option<Amount> {
        self.amount.get().copied().filter(|amount| amount.is_positive())
    }
}
