//! Small symmetric matrices: what a factor model of a dozen sources needs, no more. Jacobi's method is slow for large
//! matrices and exact for small ones, and it gives the same bits everywhere.

/// A symmetric matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Symmetric {
    pub(super) n: usize,
    pub(super) cells: Vec<f64>,
}

/// Eigenvalues with their vectors; `vectors[i * n + m]` is element `i` of vector `m`.
pub(super) struct Eigen {
    pub(super) values: Vec<f64>,
    pub(super) vectors: Vec<f64>,
}

/// More sweeps than any matrix needs: convergence is quadratic, eight are usual.
const SWEEPS: usize = 60;

impl Symmetric {
    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.n + column]
    }

    /// The lower triangle L with L L' = the matrix, or `None` when a pivot is not above `least`.
    pub(super) fn cholesky(&self, least: f64) -> Option<Vec<f64>> {
        let n = self.n;
        let mut lower = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let dot: f64 = (0..j).map(|k| lower[i * n + k] * lower[j * n + k]).sum();
                let rest = self.at(i, j) - dot;
                if i == j {
                    if rest.is_nan() || rest <= least {
                        return None;
                    }
                    lower[i * n + i] = rest.sqrt();
                } else {
                    lower[i * n + j] = rest / lower[j * n + j];
                }
            }
        }
        Some(lower)
    }

    /// Eigenvalues and vectors by cyclic Jacobi rotations.
    pub(super) fn eigen(&self) -> Eigen {
        let n = self.n;
        let mut a = self.cells.clone();
        let mut vectors = vec![0.0; n * n];
        (0..n).for_each(|i| vectors[i * n + i] = 1.0);
        for _ in 0..SWEEPS {
            let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| i * n + j)).map(|at| a[at] * a[at]).sum();
            let on: f64 = (0..n).map(|i| a[i * n + i] * a[i * n + i]).sum();
            if off <= 1e-30 * on {
                break;
            }
            for p in 0..n {
                for q in p + 1..n {
                    rotate(&mut a, &mut vectors, n, p, q);
                }
            }
        }
        Eigen { values: (0..n).map(|i| a[i * n + i]).collect(), vectors }
    }
}

/// Turns rows and columns `p`, `q` so that their common cell becomes 0.
fn rotate(a: &mut [f64], vectors: &mut [f64], n: usize, p: usize, q: usize) {
    let common = a[p * n + q];
    if common == 0.0 {
        return;
    }
    let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * common);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for k in 0..n {
        let (x, y) = (a[k * n + p], a[k * n + q]);
        a[k * n + p] = cosine * x - sine * y;
        a[k * n + q] = sine * x + cosine * y;
    }
    for k in 0..n {
        let (x, y) = (a[p * n + k], a[q * n + k]);
        a[p * n + k] = cosine * x - sine * y;
        a[q * n + k] = sine * x + cosine * y;
        let (x, y) = (vectors[k * n + p], vectors[k * n + q]);
        vectors[k * n + p] = cosine * x - sine * y;
        vectors[k * n + q] = sine * x + cosine * y;
    }
}

/// Solves L L' x = b for the lower triangle L, in place.
pub(super) fn solve(lower: &[f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| lower[i * n + k] * b[k]).sum();
        b[i] = (b[i] - dot) / lower[i * n + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| lower[k * n + i] * b[k]).sum();
        b[i] = (b[i] - dot) / lower[i * n + i];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matrix() -> impl Strategy<Value = Symmetric> {
        (1usize..8).prop_flat_map(|n| {
            prop::collection::vec(-2.0..2.0f64, n * n).prop_map(move |c| {
                let cells = (0..n * n).map(|at| c[at] + c[at % n * n + at / n]).collect();
                Symmetric { n, cells }
            })
        })
    }

    proptest! {
        #[test]
        fn eigenvectors_rebuild_the_matrix(matrix in matrix()) {
            let (n, eigen) = (matrix.n, matrix.eigen());
            for i in 0..n {
                for j in 0..n {
                    let term = |m: usize| eigen.values[m] * eigen.vectors[i * n + m] * eigen.vectors[j * n + m];
                    prop_assert!(((0..n).map(term).sum::<f64>() - matrix.at(i, j)).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn solving_undoes_multiplying(matrix in matrix(), x in prop::collection::vec(-1.0..1.0f64, 8)) {
            let n = matrix.n;
            let mut definite = matrix;
            (0..n).for_each(|i| definite.cells[i * n + i] = definite.cells[i * n + i].abs() + 30.0);
            let mut b: Vec<f64> = (0..n).map(|i| (0..n).map(|j| definite.at(i, j) * x[j]).sum()).collect();
            solve(&definite.cholesky(0.0).unwrap(), n, &mut b);
            prop_assert!(b.iter().zip(&x).all(|(found, x)| (found - x).abs() < 1e-12));
        }
    }

    #[test]
    fn an_indefinite_matrix_has_no_triangle() {
        assert_eq!(Symmetric { n: 2, cells: vec![1.0, 2.0, 2.0, 1.0] }.cholesky(0.0), None);
    }
}
