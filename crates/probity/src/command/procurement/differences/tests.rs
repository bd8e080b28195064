//! Why Cardinal says something else of a release: the cause that is named is the one that is there.

use super::causes::{cause, flags, unlike};
use serde_json::{Value, json};

/// Objects of these identifiers.
fn people(ids: &Value) -> Vec<Value> {
    ids.as_array().into_iter().flatten().map(|id| json!({ "id": id })).collect()
}

fn bid(who: Value, amount: Value, currency: &str, status: &str) -> Value {
    let tenderers = people(&who);
    let value = json!({ "amount": amount, "currency": currency });
    json!({ "status": status, "date": "2024-01-01T00:00:00Z", "value": value, "tenderers": tenderers })
}

fn release(bids: &[Value], suppliers: Value) -> Value {
    let suppliers = people(&suppliers);
    let period = json!({ "startDate": "2024-01-01T00:00:00Z", "endDate": "2024-03-01T00:00:00Z" });
    json!({ "ocid": "x", "tender": { "tenderPeriod": period }, "bids": { "details": bids },
            "awards": [{ "status": "active", "suppliers": suppliers }] })
}

/// Of one lot.
fn of(lot: &str, mut entry: Value) -> Value {
    entry["relatedLots"] = json!([lot]);
    entry
}

/// What hides the flag from Cardinal in a file whose currency is USD.
fn hidden(code: &str, release: &Value) -> String {
    cause(code, release, Some("USD"), false).unwrap_or_default()
}

fn raised(code: &str, release: &Value) -> String {
    cause(code, release, Some("USD"), true).unwrap_or_default()
}

#[test]
fn identifiers_that_are_numbers_are_the_reason_where_texts_would_do() {
    let (one, two) = (json!(1), json!(2));
    let bids = [bid(json!([one]), json!(100), "USD", "valid"), bid(json!([two]), json!(100), "USD", "valid")];
    let same = release(&bids, json!([one]));
    for code in ["R024", "R028", "R058"] {
        assert!(hidden(code, &same).ends_with("those of bidders or suppliers are numbers"), "{code}");
    }
    let mut late = bids[0].clone();
    late["date"] = json!("2024-04-01T00:00:00Z");
    assert!(hidden("R030", &release(&[late], json!([one]))).ends_with("suppliers are numbers"));
    let out = bid(json!([3]), json!(90), "USD", "disqualified");
    assert!(hidden("R035", &release(&[bids[0].clone(), out], json!([one]))).ends_with("suppliers are numbers"));
}

#[test]
fn amounts_that_are_texts_and_other_currencies_are_told_apart() {
    let (a, b) = (json!("a"), json!("b"));
    let two = |amounts: [Value; 2], currency| {
        let [low, high] = amounts;
        let lowest = bid(json!([a]), low, currency, "disqualified");
        release(&[lowest, bid(json!([b]), high, currency, "valid")], json!([b]))
    };
    assert!(hidden("R036", &two([json!("90"), json!("100")], "USD")).ends_with("here an amount is a text"));
    assert!(hidden("R036", &two([json!(90), json!(100)], "EUR")).contains("only bids in USD"));
    let both = hidden("R036", &two([json!("90"), json!("100")], "EUR"));
    assert!(both.contains("an amount is a text; Cardinal compares only bids in USD"), "{both}");
    // An equal price in another currency is one for Cardinal too, and nothing is said of a currency.
    let pair = [bid(json!([a]), json!(1), "EUR", "valid"), bid(json!([b]), json!(1), "EUR", "valid")];
    assert!(flags("R028", &release(&pair, json!([a])), Some("USD")));
}

#[test]
fn joint_bids_are_told_from_lots() {
    let [a, b, c] = ["a", "b", "c"].map(|id| json!(id));
    let out = bid(json!([c]), json!(90), "USD", "disqualified");
    let joint = bid(json!([a, b]), json!(100), "USD", "valid");
    assert!(hidden("R035", &release(&[joint, out.clone()], json!([a, b]))).contains("joint bids"));
    let bids = [
        of("1", bid(json!([a]), json!(100), "USD", "valid")),
        of("1", out),
        of("2", bid(json!([b]), json!(100), "USD", "valid")),
    ];
    let mut lots = release(&bids, json!([]));
    lots["awards"] = json!([
        of("1", json!({ "status": "active", "suppliers": [{ "id": a }] })),
        of("2", json!({ "status": "active", "suppliers": [{ "id": b }] })),
    ]);
    assert!(hidden("R035", &lots).starts_with("Cardinal does not see lots"));
    // The same price in two lots.
    assert!(raised("R028", &lots).starts_with("Cardinal puts the bids of all lots together"));
}

#[test]
fn several_awards_to_one_supplier_leave_cardinal_without_a_ratio() {
    let (a, b) = (json!("a"), json!("b"));
    let bids = [bid(json!([a]), json!(100), "USD", "valid"), bid(json!([b]), json!(101), "USD", "valid")];
    let mut twice = release(&bids, json!([a]));
    twice["awards"] = json!([twice["awards"][0], twice["awards"][0]]);
    assert!(hidden("R024", &twice).ends_with("here several go to one supplier"));
}

#[test]
fn ties_and_prices_of_nought_make_cardinal_raise_flags() {
    let (a, b) = (json!("a"), json!("b"));
    let out = bid(json!([a]), json!(90), "USD", "disqualified");
    let tie = release(&[out, bid(json!([b]), json!(90), "USD", "valid")], json!([b]));
    assert!(raised("R036", &tie).starts_with("a valid bid is as low"));
    let free = [bid(json!([a]), json!(0), "USD", "valid"), bid(json!([b]), json!(0), "USD", "valid")];
    assert!(raised("R028", &release(&free, json!([a]))).starts_with("a price of nought"));
}

#[test]
fn dates_are_the_reason_only_where_the_texts_say_something_else() {
    let a = json!("a");
    let mut late = bid(json!([a]), json!(1), "USD", "valid");
    late["date"] = json!("2024-02-29T23:30:00-05:00");
    assert!(hidden("R030", &release(&[late.clone()], json!([a]))).contains("as a text the bid's date is not later"));
    late["date"] = json!("2024-03-01T01:00:00+05:00");
    assert!(raised("R030", &release(&[late], json!([a]))).contains("as a text the bid's date is later"));
}

#[test]
fn values_that_cardinal_does_not_read_are_shown() {
    let tender = |member: &str, value: Value| json!({ "tender": { "procurementMethod": "open", member: value } });
    let period = json!({ "startDate": "2024-01-01", "endDate": "2024-01-03T00:00:00Z" });
    let said = unlike("R003", &tender("tenderPeriod", period)).unwrap();
    assert!(said.starts_with("`startDate` is \"2024-01-01\"; Cardinal reads only dates as RFC 3339"), "{said}");
    let said = |value| unlike("R018", &tender("numberOfTenderers", value)).unwrap_or_default();
    assert_eq!(said(json!("1")), "`numberOfTenderers` is \"1\", and Cardinal reads only the number 1");
    assert!(said(Value::Null).ends_with("Cardinal does not count bidders"));
    assert_eq!(said(json!(1)), "");
}
