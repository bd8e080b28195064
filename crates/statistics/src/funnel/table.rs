//! A cohort as a life table: at each day on which something ended, how many cases were still followed and how many
//! ended in which way. All estimators read the same table.

/// The days on which something ended, in order, and what ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LifeTable {
    /// Days followed of every case, in order.
    followed: Vec<u32>,
    /// The days with an end.
    pub(super) steps: Vec<Step>,
    /// Ends a step and outcome: step by step.
    ends: Vec<u64>,
    outcomes: usize,
}

/// A day on which something ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Days since the start.
    pub(super) time: u32,
    /// Cases followed at least so long.
    pub(super) at_risk: f64,
    /// Cases that ended then, in any way.
    pub(super) ended: f64,
    /// The share still open just before.
    pub(super) open_before: f64,
    /// The share still open after.
    pub(super) open: f64,
}

impl LifeTable {
    /// From days followed and outcome of every case, in any order.
    pub(super) fn new(mut cases: Vec<(u32, Option<usize>)>, outcomes: usize) -> Self {
        cases.sort_unstable();
        let mut table = Self { followed: Vec::new(), steps: Vec::new(), ends: Vec::new(), outcomes };
        let mut open = 1.0;
        let mut at = 0;
        while at < cases.len() {
            let time = cases[at].0;
            let same = cases[at..].partition_point(|case| case.0 == time);
            let ended = cases[at..at + same].iter().filter(|case| case.1.is_some()).count();
            if ended > 0 {
                let at_risk = (cases.len() - at) as f64;
                let before = open;
                open *= 1.0 - ended as f64 / at_risk;
                table.steps.push(Step { time, at_risk, ended: ended as f64, open_before: before, open });
                let first = table.ends.len();
                table.ends.resize(first + outcomes, 0);
                for outcome in cases[at..at + same].iter().filter_map(|case| case.1) {
                    table.ends[first + outcome] += 1;
                }
            }
            at += same;
        }
        table.followed = cases.into_iter().map(|case| case.0).collect();
        table
    }

    /// How many cases there are.
    pub(super) fn size(&self) -> u64 {
        self.followed.len() as u64
    }

    /// How many ended, in any way.
    pub(super) fn events(&self) -> u64 {
        self.ends.iter().sum()
    }

    /// Cases followed at least `time` days.
    pub(super) fn at_risk(&self, time: u32) -> u64 {
        (self.followed.len() - self.followed.partition_point(|&days| days < time)) as u64
    }

    /// Cases that ended at a step in a way.
    pub(super) fn ended(&self, step: usize, outcome: usize) -> u64 {
        self.ends.get(step * self.outcomes + outcome).copied().unwrap_or(0)
    }

    /// How many steps lie within `time` days.
    pub(super) fn until(&self, time: u32) -> usize {
        self.steps.partition_point(|step| step.time <= time)
    }
}
