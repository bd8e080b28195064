//! Answers kept while the server runs. What is served never changes within an edition of the site, so a page is made and
//! compressed once; the memory for it is bounded, and the oldest answers go first.

use crate::answer::Answer;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Memory for answers, in bytes.
const ROOM: usize = 64 * 1024 * 1024;

/// Answers larger than this are made anew each time: one must not push out all others.
const LARGEST: usize = 4 * 1024 * 1024;

/// The answers.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<String, Answer>,
    /// Keys in the order they came.
    order: VecDeque<String>,
    weight: usize,
}

impl Cache {
    /// The answer under `key`, made now if it is not there.
    pub(crate) fn get(&self, key: String, make: impl FnOnce() -> Answer) -> Answer {
        if let Some(answer) = self.lock().answers.get(&key) {
            return answer.clone();
        }
        // Made without the lock: two readers may make the same answer at once, and it is the same.
        let answer = make();
        if answer.is_ok() && answer.weight() <= LARGEST {
            self.lock().keep(key, answer.clone());
        }
        answer
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // A fault while the lock was held can only have lost an answer, never changed one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn keep(&mut self, key: String, answer: Answer) {
        self.weight += answer.weight() + 2 * key.len();
        if let Some(old) = self.answers.insert(key.clone(), answer) {
            self.weight -= old.weight() + 2 * key.len();
        } else {
            self.order.push_back(key);
        }
        while self.weight > ROOM {
            let Some(oldest) = self.order.pop_front() else { return };
            if let Some(gone) = self.answers.remove(&oldest) {
                self.weight -= gone.weight() + 2 * oldest.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    #[test]
    fn answers_are_made_once_and_memory_is_bounded() {
        let cache = Cache::default();
        let page = |status| Answer::text(status, "text/plain", "x".repeat(1024 * 1024));
        let mut made = 0;
        for key in (0..200).map(|n| format!("{}", n % 100)) {
            cache.get(key, || {
                made += 1;
                page(StatusCode::OK)
            });
        }
        assert!(made > 100, "the oldest were pushed out");
        let kept = cache.lock();
        assert!(kept.weight <= ROOM && kept.answers.len() == kept.order.len() && kept.answers.len() > 40);
        drop(kept);
        cache.get("again".to_owned(), || page(StatusCode::OK));
        cache.get("again".to_owned(), || unreachable!());
    }

    #[test]
    fn failures_and_giants_are_not_kept() {
        let cache = Cache::default();
        cache.get("a".to_owned(), || Answer::text(StatusCode::NOT_FOUND, "text/plain", "no"));
        cache.get("b".to_owned(), || Answer::text(StatusCode::OK, "text/plain", "x".repeat(LARGEST)));
        let kept = cache.lock();
        assert_eq!((kept.answers.len(), kept.weight), (0, 0));
    }
}
