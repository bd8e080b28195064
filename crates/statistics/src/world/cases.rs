//! Single cases of the invented country: when each began, when and how it ended. What has not ended by the end of the
//! last year is open, as in the register of a real office.

use super::LegalWorld;
use super::draws::Purpose;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// How a case ends, its chance, and the mean of the days it takes beyond the shortest.
const ENDS: [(&str, f64, f64, i32); 3] =
    [("CONVICTED", 0.58, 240.0, 45), ("TERMINATED", 0.32, 330.0, 20), ("ACQUITTED", 0.10, 420.0, 90)];

impl LegalWorld {
    /// `case,start,end,outcome`: the cases that began in the last six years.
    pub fn cases_csv(&self) -> String {
        let mut text = String::from("case,start,end,outcome\n");
        let (first, last) = (date(self.settings.years.1 - 5, 1, 1), date(self.settings.years.1, 12, 31));
        for number in 0..self.settings.cases {
            let (start, end) = self.case(number, first, last);
            let end = end.filter(|(end, _)| *end <= last);
            let (end, outcome) = end.map_or((String::new(), ""), |(end, outcome)| (end.to_string(), outcome));
            text.push_str(&format!("C{:05},{start},{end},{outcome}\n", number + 1));
        }
        text
    }

    fn case(&self, number: usize, first: Date, last: Date) -> (Date, Option<(Date, &'static str)>) {
        let mut stream = self.draws.at(Purpose::Case, 0, 0, number);
        let days = f64::from((last - first).get_days());
        let after = |date: Date, days: f64| date.checked_add((days as i32).days()).unwrap_or(last);
        let start = after(first, stream.uniform() * days);
        let mut left = stream.uniform();
        let end = ENDS.into_iter().find(|end| {
            left -= end.1;
            left < 0.0
        });
        let end = end.map(|(outcome, _, mean, shortest)| {
            (after(start, f64::from(shortest) + stream.exponential(mean)), outcome)
        });
        (start, end)
    }
}
