//! An invented process as an Open Contracting release, the way a portal would publish it: the country's with everything it
//! knows, the town's with little.

use super::market::{self, BUYERS, MARKETS};
use super::process::{Bid, Pattern, Plan};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde_json::{Value, json};

/// The currency: the code that ISO 4217 keeps for tests.
const CURRENCY: &str = "XTS";
/// The portal's clock.
const OFFSET: &str = "+05:00";

/// The release.
pub(super) fn of(plan: &Plan, seed: [u8; 32]) -> Value {
    let writer = Writer { plan, seed };
    let mut release = json!({
        "ocid": plan.ocid(),
        "id": format!("{}-{}", plan.ocid(), plan.signed),
        "date": day(plan.signed.checked_add(45.days()).unwrap_or(plan.signed)),
        "tag": ["compiled"],
        "initiationType": "tender",
        "language": "en",
        "buyer": reference(&market::buyer_id(plan.buyer), writer.buyer()),
        "parties": writer.parties(),
        "tender": writer.tender(),
    });
    if plan.method == "open" && !plan.town {
        release["planning"] = writer.planning();
    }
    if !plan.town && plan.status != "cancelled" {
        release["bids"] = json!({ "details": writer.bids() });
    }
    if matches!(plan.status, "complete" | "unsuccessful") {
        release["awards"] = writer.awards();
    }
    if plan.status == "complete" {
        release["contracts"] = writer.contracts();
    }
    release
}

struct Writer<'p> {
    plan: &'p Plan,
    seed: [u8; 32],
}

impl Writer<'_> {
    fn buyer(&self) -> String {
        let [name, ..] = market::buyer_name(self.plan.buyer);
        name
    }

    fn spare(&self, index: usize) -> f64 {
        self.plan.spare.get(index).copied().unwrap_or_default()
    }

    fn firm(&self, firm: usize) -> Value {
        let [name, ..] = market::firm_name(self.seed, self.plan.market, firm);
        reference(&market::firm_id(self.plan.market, firm), name)
    }

    fn parties(&self) -> Value {
        let buyer = market::buyer_id(self.plan.buyer);
        let names = BUYERS.get(self.plan.buyer).copied().unwrap_or_default();
        let mut parties = vec![json!({
            "id": buyer, "name": names[0], "name_kk": names[1], "name_ru": names[2], "roles": ["buyer", "procuringEntity"],
            "identifier": { "scheme": "XA-BODY", "id": buyer },
            "address": { "region": names[0].rsplit(' ').next().unwrap_or_default(), "countryName": "Invented country" },
            "contactPoint": { "telephone": format!("+000 700 {:04}", 1000 + self.plan.buyer) },
        })];
        let winner = self.plan.winner().map(|bid| bid.firm);
        let mut firms: Vec<usize> = self.plan.bids.iter().map(|bid| bid.firm).collect();
        firms.sort_unstable();
        firms.dedup();
        for firm in firms {
            let id = market::firm_id(self.plan.market, firm);
            let [en, kk, ru] = market::firm_name(self.seed, self.plan.market, firm);
            let roles = if winner == Some(firm) { json!(["tenderer", "supplier"]) } else { json!(["tenderer"]) };
            parties.push(json!({
                "id": id, "name": en, "name_kk": kk, "name_ru": ru, "roles": roles,
                "identifier": { "scheme": if market::is_person(self.plan.market, firm) { "XA-IIN" } else { "XA-FIRM" }, "id": id },
                "address": {
                    "streetAddress": format!("{} Example street {}", market_class(self.plan.market), firm + 1),
                    "postalCode": format!("{:06}", 10_000 * (self.plan.market + 1) + firm),
                },
                "contactPoint": { "telephone": format!("+000 {:03} {:04}", 100 + self.plan.market, 2000 + firm) },
            }));
        }
        Value::Array(parties)
    }

    fn planning(&self) -> Value {
        let documents =
            if self.spare(0) < 0.9 { json!([{ "id": "p1", "documentType": "procurementPlan" }]) } else { json!([]) };
        json!({ "budget": { "amount": money(self.plan.estimate) }, "documents": documents })
    }

    fn tender(&self) -> Value {
        let plan = self.plan;
        let [en, kk, ru] = MARKETS.get(plan.market).map_or([""; 3], |own| own.title);
        let number = plan.number + 1;
        let mut tender = json!({
            "id": format!("T-{number:05}"),
            "title": format!("{en} (synthetic, no. {number})"),
            "title_kk": format!("{kk} (жасанды, № {number})"),
            "title_ru": format!("{ru} (синтетические данные, № {number})"),
            "status": plan.status,
            "procuringEntity": reference(&market::buyer_id(plan.buyer), self.buyer()),
            "procurementMethod": plan.method,
            "procurementMethodDetails": format!("{} procedure", plan.method),
            "mainProcurementCategory": MARKETS.get(plan.market).map_or("", |own| own.category),
            "awardCriteria": if self.spare(1) < 0.15 { "ratedCriteria" } else { "priceOnly" },
            "value": money(plan.estimate),
            "tenderPeriod": { "startDate": moment(plan.start), "endDate": moment(plan.end) },
            "items": [self.item()],
        });
        if matches!(plan.method, "direct" | "limited") && self.spare(2) < 0.8 {
            tender["procurementMethodRationale"] = json!("Value below the threshold (synthetic)");
        }
        if !plan.town {
            tender["numberOfTenderers"] = json!(plan.bids.len());
            tender["documents"] = self.tender_documents();
            tender["hasEnquiries"] = json!(self.spare(3) < 0.3);
            if self.spare(3) < 0.3 {
                let asked = plan.start.checked_add(3.days()).unwrap_or(plan.start);
                let mut enquiry = json!({ "id": "q1", "date": moment(asked) });
                if self.spare(3) < 0.26 {
                    enquiry["answer"] = json!("Answered (synthetic)");
                }
                tender["enquiries"] = json!([enquiry]);
            }
        }
        tender
    }

    fn item(&self) -> Value {
        let (class, title) = MARKETS.get(self.plan.market).map_or(("", ""), |own| (own.item, own.title[0]));
        json!({
            "id": "1", "description": title, "quantity": 1,
            "classification": { "scheme": "CPV", "id": class }, "unit": { "name": "lot" },
        })
    }

    fn tender_documents(&self) -> Value {
        let published = |late: bool| {
            let days = if late { 3 } else { 0 };
            moment(self.plan.start.checked_add(days.days()).unwrap_or(self.plan.start))
        };
        let mut documents =
            vec![json!({ "id": "d1", "documentType": "tenderNotice", "datePublished": published(false) })];
        for (at, kind) in ["biddingDocuments", "technicalSpecifications", "evaluationCriteria"].iter().enumerate() {
            // One document in twenty is missing, one in twenty comes late.
            let chance = (self.spare(4) * 20.0 + at as f64) % 20.0;
            if chance >= 1.0 {
                let late = (1.0..2.0).contains(&chance);
                documents.push(
                    json!({ "id": format!("d{}", at + 2), "documentType": kind, "datePublished": published(late) }),
                );
            }
        }
        Value::Array(documents)
    }

    fn bids(&self) -> Value {
        let bids = self.plan.in_order();
        let write = |(at, bid): (usize, &&Bid)| {
            let mut own = json!({
                "id": format!("B{}", at + 1), "date": moment(bid.at),
                "status": if bid.valid { "valid" } else { "disqualified" },
                "tenderers": [self.firm(bid.firm)], "value": money(bid.cents),
            });
            if !bid.valid && self.plan.pattern != Pattern::LowestOut {
                own["statusDetails"] = json!("A required document is missing (synthetic)");
            }
            own
        };
        Value::Array(bids.iter().enumerate().map(write).collect())
    }

    fn awards(&self) -> Value {
        let Some(winner) = self.plan.winner() else { return json!([{ "id": "A1", "status": "unsuccessful" }]) };
        json!([{
            "id": "A1", "status": "active", "date": day(self.plan.awarded), "value": money(winner.cents),
            "suppliers": [self.firm(winner.firm)], "items": [self.item()],
        }])
    }

    fn contracts(&self) -> Value {
        let Some(winner) = self.plan.winner() else { return json!([]) };
        let value = if self.spare(5) < 0.04 { winner.cents + winner.cents / 5 } else { winner.cents };
        let mut contract = json!({
            "id": "C1", "awardID": "A1", "status": "active", "dateSigned": day(self.plan.signed), "value": money(value),
            "items": [self.item()],
        });
        if !self.plan.town {
            contract["documents"] = if self.spare(6) < 0.95 {
                json!([{ "id": "k1", "documentType": "contractSigned" }])
            } else {
                json!([])
            };
            let paid = if self.spare(7) < 0.03 { value + value / 10 } else { value };
            let when = day(self.plan.signed.checked_add(40.days()).unwrap_or(self.plan.signed));
            contract["implementation"] =
                json!({ "transactions": [{ "id": "t1", "date": when, "value": money(paid) }] });
            let due = day(self.plan.signed.checked_add(35.days()).unwrap_or(self.plan.signed));
            let status = if self.spare(6) < 0.06 { "notMet" } else { "met" };
            contract["milestones"] = json!([{ "id": "m1", "type": "delivery", "dueDate": due, "status": status }]);
            if self.spare(5) > 0.92 {
                contract["amendments"] = json!([{ "id": "x1", "rationale": "Change of quantity (synthetic)" }]);
            }
        }
        json!([contract])
    }
}

fn market_class(market: usize) -> &'static str {
    MARKETS.get(market).map_or("", |own| own.class)
}

fn reference(id: &str, name: String) -> Value {
    json!({ "id": id, "name": name })
}

fn money(cents: i64) -> Value {
    json!({ "amount": cents as f64 / 100.0, "currency": CURRENCY })
}

fn moment(at: DateTime) -> String {
    format!("{at}{OFFSET}")
}

fn day(day: Date) -> String {
    format!("{day}T00:00:00{OFFSET}")
}
