//! One-factor maximum likelihood. The discrepancy log|LL'+Psi| + tr(R (LL'+Psi)^-1) is minimised over log psi alone,
//! the loadings being known once psi is (the leading eigenvector of Psi^-1/2 R Psi^-1/2). Steps follow Jöreskog (1967):
//! his approximate Hessian needs the same eigenvector and nothing else, so a fit costs microseconds.

use super::symmetric::{Symmetric, solve};

/// A fitted one-factor model of a correlation matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct OneFactor {
    /// By variable, its correlation with the factor; the signs are such that they sum to a positive number.
    pub loadings: Vec<f64>,
    /// By variable, the share of its variance that is noise.
    pub uniquenesses: Vec<f64>,
    /// Variables whose noise ended at the lower bound.
    pub heywood: Heywood,
    /// Whether the matrix was indefinite and had to be smoothed.
    pub smoothed: bool,
    /// The largest slope left in a direction that is free to move; 0 at an exact optimum.
    pub slope: f64,
}

/// The indices of variables at the lower bound.
pub type Heywood = Vec<usize>;

/// A slope at which the loadings are right to about ten digits.
const FLAT: f64 = 1e-11;
/// Steps at most; five to ten are usual.
const STEPS: usize = 300;

/// Fits one factor to the correlations of `n` variables (`n * n` cells, row by row, unit diagonal; `n >= 3`).
/// `bounds` hold for the uniquenesses; a matrix that is not clearly positive definite is smoothed first,
/// its eigenvalues raised to `min_eigenvalue`.
/// `None` when the number of cells is not a square, `n < 3`, or the bounds are not 0 < least <= most.
pub fn one_factor(correlations: &[f64], bounds: (f64, f64), min_eigenvalue: f64) -> Option<OneFactor> {
    let n = correlations.len().isqrt();
    let ordered = 0.0 < bounds.0 && bounds.0 <= bounds.1;
    if n * n != correlations.len() || n < 3 || !ordered {
        return None;
    }
    let given = Symmetric { n, cells: correlations.to_vec() };
    let (matrix, lower, smoothed) = match given.cholesky(min_eigenvalue) {
        Some(lower) => (given, lower, false),
        None => smooth(&given, min_eigenvalue).map(|(matrix, lower)| (matrix, lower, true))?,
    };
    let mut point = Point::new(&matrix, start(&lower, n, bounds), vec![1.0; n]);
    for _ in 0..STEPS {
        let free = point.free(bounds);
        if point.slope(&free) <= FLAT {
            break;
        }
        match point.improve(&matrix, &free, bounds) {
            Some(better) => point = better,
            None => break,
        }
    }
    let slope = point.slope(&point.free(bounds));
    let sign = if point.loadings.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let heywood = (0..n).filter(|&i| point.psi[i] <= bounds.0 * (1.0 + 1e-9)).collect();
    let loadings = point.loadings.iter().map(|loading| sign * loading).collect();
    Some(OneFactor { loadings, uniquenesses: point.psi, heywood, smoothed, slope })
}

/// The usual start: the noise not explained by the other variables, a little reduced.
fn start(lower: &[f64], n: usize, (least, most): (f64, f64)) -> Vec<f64> {
    let mut psi = Vec::with_capacity(n);
    for i in 0..n {
        let mut column = vec![0.0; n];
        column[i] = 1.0;
        solve(lower, n, &mut column);
        psi.push(((1.0 - 0.5 / n as f64) / column[i]).clamp(least, most));
    }
    psi
}

/// The matrix with its small eigenvalues raised to `least` and its diagonal brought back to 1, and its triangle.
fn smooth(given: &Symmetric, least: f64) -> Option<(Symmetric, Vec<f64>)> {
    let (n, eigen) = (given.n, given.eigen());
    let raised: Vec<f64> = eigen.values.iter().map(|value| value.max(least * 2.0)).collect();
    let vector = |i: usize, m: usize| eigen.vectors[i * n + m];
    let cell = |i: usize, j: usize| (0..n).map(|m| raised[m] * vector(i, m) * vector(j, m)).sum::<f64>();
    let size: Vec<f64> = (0..n).map(|i| cell(i, i).sqrt()).collect();
    let scaled = |at: usize| if at / n == at % n { 1.0 } else { cell(at / n, at % n) / (size[at / n] * size[at % n]) };
    let matrix = Symmetric { n, cells: (0..n * n).map(scaled).collect() };
    let lower = matrix.cholesky(0.0)?;
    Some((matrix, lower))
}

/// The model at one value of psi.
struct Point {
    psi: Vec<f64>,
    /// The leading eigenvector of Psi^-1/2 R Psi^-1/2, of length 1.
    leading: Vec<f64>,
    loadings: Vec<f64>,
    /// Slope of the discrepancy by log psi.
    gradient: Vec<f64>,
    discrepancy: f64,
    /// How much of the discrepancy is rounding.
    noise: f64,
}

impl Point {
    fn new(matrix: &Symmetric, psi: Vec<f64>, guess: Vec<f64>) -> Self {
        let n = matrix.n;
        let root: Vec<f64> = psi.iter().map(|psi| psi.sqrt()).collect();
        let cells = (0..n * n).map(|at| matrix.cells[at] / (root[at / n] * root[at % n])).collect();
        let (top, leading) = leading(&Symmetric { n, cells }, guess);
        // An eigenvalue below 1 means no common factor: loadings 0.
        let top = top.max(1.0);
        let loadings: Vec<f64> = leading.iter().zip(&root).map(|(v, root)| root * v * (top - 1.0).sqrt()).collect();
        let gradient = loadings.iter().zip(&psi).map(|(l, psi)| (l * l + psi - 1.0) / psi).collect();
        // Up to a constant, sum over the other eigenvalues of e - log e.
        let own: f64 = psi.iter().map(|&psi| 1.0 / psi + libm::log(psi)).sum();
        let (discrepancy, noise) = (own - top + libm::log(top), 2e-15 * (own.abs() + top));
        Self { discrepancy, noise, psi, leading, loadings, gradient }
    }

    /// The variables that may move: not those pressed against a bound.
    fn free(&self, (least, most): (f64, f64)) -> Vec<usize> {
        let pressed = |i: usize| {
            (self.psi[i] <= least && self.gradient[i] > 0.0) || (self.psi[i] >= most && self.gradient[i] < 0.0)
        };
        (0..self.psi.len()).filter(|&i| !pressed(i)).collect()
    }

    fn slope(&self, free: &[usize]) -> f64 {
        free.iter().map(|&i| self.gradient[i].abs()).fold(0.0, f64::max)
    }

    /// The next point, or `None` when no step along the direction lowers the discrepancy any more.
    fn improve(&self, matrix: &Symmetric, free: &[usize], (least, most): (f64, f64)) -> Option<Self> {
        let direction = self.direction(free)?;
        let mut length = 1.0;
        for _ in 0..40 {
            let mut psi = self.psi.clone();
            for (&i, step) in free.iter().zip(&direction) {
                psi[i] = (psi[i] * libm::exp((length * step).clamp(-2.0, 2.0))).clamp(least, most);
            }
            let next = Self::new(matrix, psi, self.leading.clone());
            // Near the optimum the discrepancy is flat to the last digit; the slope along the step still tells.
            let along =
                |point: &Self| free.iter().zip(&direction).map(|(&i, step)| point.gradient[i] * step).sum::<f64>();
            let level = next.discrepancy <= self.discrepancy + self.noise;
            if next.discrepancy < self.discrepancy - self.noise
                || (level && along(&next).abs() < 0.9 * along(self).abs())
            {
                return Some(next);
            }
            length *= 0.5;
        }
        None
    }

    /// The Newton direction with Jöreskog's approximation G_ij = (delta_ij - v_i v_j)^2 of the Hessian.
    fn direction(&self, free: &[usize]) -> Option<Vec<f64>> {
        let n = free.len();
        let v = &self.leading;
        let cell = |at: usize| {
            let (i, j) = (free[at / n], free[at % n]);
            let residual = if i == j { 1.0 - v[i] * v[i] } else { -v[i] * v[j] };
            // A trace of ridge keeps the system solvable when one variable is the factor.
            residual * residual + if i == j { 1e-8 } else { 0.0 }
        };
        let hessian = Symmetric { n, cells: (0..n * n).map(cell).collect() };
        let lower = hessian.cholesky(0.0)?;
        let mut direction: Vec<f64> = free.iter().map(|&i| -self.gradient[i]).collect();
        solve(&lower, n, &mut direction);
        Some(direction)
    }
}

/// The largest eigenvalue and its vector: power iteration from a good guess, Jacobi when that is slow.
fn leading(matrix: &Symmetric, mut vector: Vec<f64>) -> (f64, Vec<f64>) {
    let n = matrix.n;
    let mut image = vec![0.0; n];
    for _ in 0..80 {
        for (cell, row) in image.iter_mut().zip(matrix.cells.chunks_exact(n)) {
            *cell = row.iter().zip(&vector).map(|(a, b)| a * b).sum();
        }
        let length = image.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length.is_nan() || length <= 0.0 {
            break;
        }
        image.iter_mut().for_each(|x| *x /= length);
        let change = image.iter().zip(&vector).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        std::mem::swap(&mut image, &mut vector);
        if change <= 1e-15 {
            return (length, vector);
        }
    }
    let eigen = matrix.eigen();
    let best = (0..n).fold(0, |best, m| if eigen.values[m] > eigen.values[best] { m } else { best });
    (eigen.values[best], (0..n).map(|i| eigen.vectors[i * n + best]).collect())
}
