//! Which flags come together: of every two flags, how often both are raised among the processes that both could judge.
//! Flags that look at one thing in several ways overlap, and whoever adds them up counts that thing several times.

use probity_core::State;
use probity_core::canonical;
use std::collections::HashMap;
use std::fmt::Write as _;

/// What the flags said of one process, a bit for each in the order of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Said {
    judged: u128,
    flagged: u128,
}

/// Counts of processes by what all flags said of them: there are far fewer such patterns than processes.
#[derive(Debug, Default)]
pub(super) struct Together {
    process: Said,
    seen: HashMap<Said, u64>,
}

/// How often two flags answered.
#[derive(Debug, Clone, Copy, Default)]
struct Both {
    judged: u64,
    a: u64,
    b: u64,
    both: u64,
}

impl Together {
    /// A flag's answer about the process at hand.
    pub fn answer(&mut self, place: usize, state: State) {
        // There are 73 flags.
        let bit = u32::try_from(place).ok().and_then(|place| 1_u128.checked_shl(place)).unwrap_or_default();
        self.process.judged |= if matches!(state, State::Flagged | State::Clear) { bit } else { 0 };
        self.process.flagged |= if state == State::Flagged { bit } else { 0 };
    }

    /// All flags have answered about the process.
    pub fn next(&mut self) {
        let said = std::mem::take(&mut self.process);
        *self.seen.entry(said).or_default() += 1;
    }

    /// A row for every two flags that are both raised somewhere among the processes that both could judge: those, how many
    /// have the one, the other, and both, how many would have both if the flags had nothing to do with each other, and the
    /// correlation phi, from -1 to 1.
    pub fn csv(&self, codes: &[&str]) -> String {
        let mut text = "a,b,judged,a_flagged,b_flagged,both,expected,phi\n".to_owned();
        for (place, a) in codes.iter().enumerate() {
            for (other, b) in codes.iter().enumerate().skip(place + 1) {
                let own = self.both(place, other);
                if own.a == 0 || own.b == 0 {
                    continue;
                }
                let Both { judged, a: n_a, b: n_b, both } = own;
                let (expected, phi) = (canonical::number(own.expected()), canonical::optional(own.phi()));
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{a},{b},{judged},{n_a},{n_b},{both},{expected},{phi}");
            }
        }
        text
    }

    fn both(&self, a: usize, b: usize) -> Both {
        let has = |bits: u128, place: usize| bits >> place & 1 == 1;
        let mut sum = Both::default();
        for (said, n) in self.seen.iter().filter(|(said, _)| has(said.judged, a) && has(said.judged, b)) {
            let (in_a, in_b) = (has(said.flagged, a), has(said.flagged, b));
            sum.judged += n;
            sum.a += if in_a { *n } else { 0 };
            sum.b += if in_b { *n } else { 0 };
            sum.both += if in_a && in_b { *n } else { 0 };
        }
        sum
    }
}

impl Both {
    fn expected(self) -> f64 {
        self.a as f64 * self.b as f64 / self.judged as f64
    }

    /// None where one of the flags is raised everywhere.
    fn phi(self) -> Option<f64> {
        let [n, a, b] = [self.judged, self.a, self.b].map(|count| count as f64);
        let spread = a * (n - a) * b * (n - b);
        (spread > 0.0).then(|| (n * self.both as f64 - a * b) / spread.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_flags_are_compared_where_both_could_judge() {
        let mut seen = Together::default();
        let (raised, clear, unknown) = (State::Flagged, State::Clear, State::Insufficient);
        let answers = [[raised, raised], [raised, raised], [raised, clear], [clear, clear], [raised, unknown]];
        for answer in answers {
            answer.into_iter().enumerate().for_each(|(place, state)| seen.answer(place, state));
            seen.next();
        }
        // n = 4, a = 3, b = 2, both = 2: phi = (8 - 6) / sqrt(3 * 1 * 2 * 2).
        let phi = canonical::number(2.0 / 12.0_f64.sqrt());
        assert_eq!(
            seen.csv(&["R001", "R002"]),
            format!("a,b,judged,a_flagged,b_flagged,both,expected,phi\nR001,R002,4,3,2,2,1.5,{phi}\n")
        );
    }
}
