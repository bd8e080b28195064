//! From values to places: a linear scale with round ticks. Written so that no finite input, however large, small or
//! repeated, can overflow, divide by zero or loop.

/// A linear scale from a range of values to a range of places.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    /// Round values inside the range, ascending.
    pub ticks: Vec<f64>,
}

/// Values beyond this are drawn at this: their differences must not overflow.
const EDGE: f64 = 1e300;

impl Scale {
    /// A scale over the values, widened to round ticks; an empty list gives 0 to 1.
    fn nice(values: impl Iterator<Item = f64>, with_zero: bool, from: f64, to: f64, about: f64) -> Self {
        let (low, high) = range(values, with_zero);
        let step = round_step((high - low) / about.max(0.001));
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let count = (last - first).clamp(1.0, 40.0) as usize;
        // Multiples of a power of ten below one are divided, not multiplied: 3 / 10 prints as 0.3, 3 × 0.1 does not.
        let tick = |index: usize| {
            let multiple = first + index as f64;
            if step < 1.0 { multiple / (1.0 / step) } else { multiple * step }
        };
        let ticks: Vec<f64> = (0..=count).map(tick).collect();
        Self { low: tick(0).min(low), high: tick(count).max(high), from, to, ticks }
    }

    /// [`Scale::nice`] with so few ticks that the reader's format tells each from the next: half a point written
    /// without decimals would name two ticks alike.
    pub fn told_apart(values: &[f64], with_zero: bool, ends: (f64, f64), number: &dyn Fn(f64) -> String) -> Self {
        let attempt = |about| Self::nice(values.iter().copied(), with_zero, ends.0, ends.1, about);
        let clear = |scale: &Self| {
            let names: Vec<String> = scale.ticks.iter().map(|tick| number(*tick)).collect();
            names.windows(2).all(|pair| pair[0] != pair[1])
        };
        [5.0, 4.0, 3.0, 2.0, 1.0, 0.5, 0.2, 0.1].into_iter().map(attempt).find(clear).unwrap_or_else(|| attempt(1.0))
    }

    /// The place of a value; outside values are at the nearer end.
    pub fn at(&self, value: f64) -> f64 {
        let part = (value.clamp(-EDGE, EDGE) - self.low) / (self.high - self.low);
        if part.is_finite() { self.from + part.clamp(0.0, 1.0) * (self.to - self.from) } else { self.from }
    }

    /// The same scale without widening: the ends are the values' own.
    pub fn tight(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (low, high) = range(values, false);
        Self { low, high, from, to, ticks: Vec::new() }
    }
}

/// The lowest and highest finite value, made different from each other by far more than rounding.
fn range(values: impl Iterator<Item = f64>, with_zero: bool) -> (f64, f64) {
    let start = if with_zero { Some((0.0, 0.0)) } else { None };
    let found = values.filter(|value| value.is_finite()).fold(start, |range: Option<(f64, f64)>, value| {
        let value = value.clamp(-EDGE, EDGE);
        Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    let Some((low, high)) = found else { return (0.0, 1.0) };
    let size = low.abs().max(high.abs());
    if high - low > (size * 1e-9).max(1e-250) {
        return (low, high);
    }
    let room = if size > 1e-250 { size * 0.05 } else { 0.5 };
    if with_zero { (low.min(0.0), high.max(room)) } else { (low - room, high + room) }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= least * 0.999_999);
    step.filter(|step| step.is_finite() && *step > 0.0).unwrap_or(least)
}
