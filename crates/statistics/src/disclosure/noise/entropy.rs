//! Maximum entropy under linear constraints, by a primal-dual interior-point method. The problems are tiny (a few dozen
//! probabilities) and strictly convex, so a dozen Newton steps give all the digits a double has.

use super::spec::UNIT;

/// Least probability of any noise that is possible.
const LEAST: f64 = 1e-8;
const STEPS_MAX: usize = 300;

/// What a distribution must satisfy besides adding up to 1 and having no bias.
#[derive(Debug, Clone, Copy)]
pub struct Constraints<'a> {
    /// The noises, ascending.
    pub noise: &'a [i64],
    /// Largest variance, in 1e-8.
    pub variance: i64,
    /// Least probability of no noise, in 1e-8.
    pub stay: i64,
    /// Whether probabilities must not fall towards no noise.
    pub mono: bool,
}

/// One inequality: the sum of coefficient times probability is at most the limit.
type Limit = (Vec<(usize, f64)>, f64);

fn limits(constraints: &Constraints<'_>) -> Vec<Limit> {
    let noise = constraints.noise;
    let unit = UNIT as f64;
    let mut limits: Vec<Limit> = (0..noise.len()).map(|index| (vec![(index, -1.0)], -LEAST)).collect();
    let spread = noise.iter().enumerate().map(|(index, v)| (index, (v * v) as f64)).collect();
    limits.push((spread, constraints.variance as f64 / unit));
    if let Some(centre) = noise.iter().position(|v| *v == 0) {
        if constraints.stay > 0 {
            limits.push((vec![(centre, -1.0)], -(constraints.stay as f64) / unit));
        }
        if constraints.mono {
            limits.extend((0..centre).map(|index| (vec![(index, 1.0), (index + 1, -1.0)], 0.0)));
        }
    }
    limits
}

/// The distribution of largest entropy; `None` when the steps do not come to rest, which happens only where the
/// constraints leave no room at all.
pub fn maximise(constraints: &Constraints<'_>) -> Option<Vec<f64>> {
    let n = constraints.noise.len();
    let limits = limits(constraints);
    let mut point =
        Point { p: vec![1.0 / n as f64; n], y: [0.0; 2], lambda: vec![1.0; limits.len()], slack: Vec::new() };
    point.slack = limits.iter().map(|limit| (limit.1 - value(limit, &point.p)).max(0.1)).collect();
    for _ in 0..STEPS_MAX {
        let gap = point.gap();
        if gap < 1e-15 && point.residual(&limits, constraints.noise) < 1e-12 {
            return Some(point.p);
        }
        let before = point.p.clone();
        point.newton(&limits, constraints.noise, 0.1 * gap)?;
        let moved = point.p.iter().zip(&before).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        if moved < 1e-15 && gap < 1e-12 && point.residual(&limits, constraints.noise) < 1e-10 {
            return Some(point.p);
        }
    }
    None
}

fn value(limit: &Limit, p: &[f64]) -> f64 {
    limit.0.iter().map(|(index, factor)| factor * p[*index]).sum()
}

struct Point {
    p: Vec<f64>,
    y: [f64; 2],
    lambda: Vec<f64>,
    slack: Vec<f64>,
}

impl Point {
    /// Mean complementarity.
    fn gap(&self) -> f64 {
        self.lambda.iter().zip(&self.slack).map(|(a, b)| a * b).sum::<f64>() / self.slack.len() as f64
    }

    /// The largest violation of the equations.
    fn residual(&self, limits: &[Limit], noise: &[i64]) -> f64 {
        let sum: f64 = self.p.iter().sum::<f64>() - 1.0;
        let mean: f64 = self.p.iter().zip(noise).map(|(p, v)| p * *v as f64).sum();
        let off = limits.iter().zip(&self.slack).map(|(limit, slack)| (value(limit, &self.p) + slack - limit.1).abs());
        let dual = self.gradient(limits, noise);
        dual.iter().map(|entry| entry.abs()).chain(off).chain([sum.abs(), mean.abs()]).fold(0.0, f64::max)
    }

    /// The gradient of the Lagrangian.
    fn gradient(&self, limits: &[Limit], noise: &[i64]) -> Vec<f64> {
        let of_entropy = self.p.iter().zip(noise);
        let mut gradient: Vec<f64> =
            of_entropy.map(|(p, v)| libm::log(*p) + 1.0 + self.y[0] + self.y[1] * *v as f64).collect();
        for (limit, lambda) in limits.iter().zip(&self.lambda) {
            for (index, factor) in &limit.0 {
                gradient[*index] += lambda * factor;
            }
        }
        gradient
    }

    /// One step towards the point of the central path with complementarity `target`.
    fn newton(&mut self, limits: &[Limit], noise: &[i64], target: f64) -> Option<()> {
        let n = self.p.len();
        let size = n + 2;
        let mut system = vec![vec![0.0; size + 1]; size];
        let gradient = self.gradient(limits, noise);
        for index in 0..n {
            system[index][index] = 1.0 / self.p[index];
            system[index][n] = 1.0;
            system[n][index] = 1.0;
            system[index][n + 1] = noise[index] as f64;
            system[n + 1][index] = noise[index] as f64;
            system[index][size] = -gradient[index];
        }
        system[n][size] = 1.0 - self.p.iter().sum::<f64>();
        system[n + 1][size] = -self.p.iter().zip(noise).map(|(p, v)| p * *v as f64).sum::<f64>();
        let mut off = Vec::with_capacity(limits.len());
        for (limit, (lambda, slack)) in limits.iter().zip(self.lambda.iter().zip(&self.slack)) {
            let gap = value(limit, &self.p) + slack - limit.1;
            off.push(gap);
            let weight = lambda / slack;
            let shift = (target - lambda * slack) / slack + weight * gap;
            for (i, a) in &limit.0 {
                system[*i][size] -= a * shift;
                for (j, b) in &limit.0 {
                    system[*i][*j] += weight * a * b;
                }
            }
        }
        let step = solve(system)?;
        self.advance(limits, &off, &step, target);
        Some(())
    }

    /// Goes along the step as far as everything stays positive.
    fn advance(&mut self, limits: &[Limit], off: &[f64], step: &[f64], target: f64) {
        let n = self.p.len();
        let d_slack: Vec<f64> = limits.iter().zip(off).map(|(limit, off)| -off - value(limit, &step[..n])).collect();
        let pairs = self.lambda.iter().zip(&self.slack).zip(&d_slack);
        let d_lambda: Vec<f64> =
            pairs.map(|((lambda, slack), d)| (target - lambda * slack - lambda * d) / slack).collect();
        let far = |values: &[f64], d: &[f64]| {
            let ends = values.iter().zip(d).filter(|(_, d)| **d < 0.0).map(|(value, d)| -0.995 * value / d);
            ends.fold(1.0, f64::min)
        };
        let primal = far(&self.p, &step[..n]).min(far(&self.slack, &d_slack));
        let length = primal.min(far(&self.lambda, &d_lambda));
        let go = |values: &mut [f64], d: &[f64]| {
            values.iter_mut().zip(d).for_each(|(value, d)| *value += length * d);
        };
        go(&mut self.p, &step[..n]);
        go(&mut self.y, &step[n..]);
        go(&mut self.slack, &d_slack);
        go(&mut self.lambda, &d_lambda);
    }
}

/// Gaussian elimination with partial pivoting of a system with its right side as last column.
fn solve(mut system: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = system.len();
    for column in 0..size {
        let best = (column..size).max_by(|a, b| system[*a][column].abs().total_cmp(&system[*b][column].abs()))?;
        system.swap(column, best);
        let pivot = system[column].clone();
        if pivot[column] == 0.0 || !pivot[column].is_finite() {
            return None;
        }
        for row in system.iter_mut().skip(column + 1) {
            let factor = row[column] / pivot[column];
            if factor != 0.0 {
                row.iter_mut().zip(&pivot).skip(column).for_each(|(entry, of)| *entry -= factor * of);
            }
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| system[row][column] * solution[column]).sum();
        solution[row] = (system[row][size] - known) / system[row][row];
    }
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}
