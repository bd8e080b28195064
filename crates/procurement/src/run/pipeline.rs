//! Files through threads: one reads ahead, the others look at blocks, and what they find comes back in the order of the
//! input. A run that is to begin again stops early.

use crate::source::{Block, Reading, read};
use probity_core::Diagnostic;
use probity_registers::Input;
use rayon::prelude::*;
use std::sync::mpsc::sync_channel;

/// Calls `job` for every block on `pool` and `take` with what it gives, in the order of the input, until `take` wants no
/// more. Gives the files that could not be read, or not to their end.
///
/// # Errors
/// What `take` returns.
pub fn each_block<T: Send, E>(
    inputs: &[Input],
    readings: &[Reading],
    pool: &rayon::ThreadPool,
    job: impl Fn(&Block) -> T + Sync,
    mut take: impl FnMut(T) -> Result<bool, E>,
) -> Result<Vec<Diagnostic>, E> {
    let threads = pool.current_num_threads();
    // Uneven blocks even out over two rounds; with many threads one is enough, and memory stays small.
    let round = threads + threads.min(4);
    let mut faults = Vec::new();
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Result<Block, Diagnostic>>(threads);
        scope.spawn(move || {
            for (file, input) in inputs.iter().enumerate() {
                let reading = readings.get(file).copied().unwrap_or_default();
                let mut wanted = true;
                let whole = read(input, file, reading, &mut |block| {
                    wanted = sender.send(Ok(block)).is_ok();
                    wanted
                });
                let wanted = wanted && whole.map_or_else(|fault| sender.send(Err(fault)).is_ok(), |()| true);
                if !wanted {
                    return;
                }
            }
        });
        loop {
            let mut blocks = Vec::with_capacity(round);
            let mut ended = false;
            while blocks.len() < round && !ended {
                match receiver.recv() {
                    Ok(Ok(block)) => blocks.push(block),
                    Ok(Err(fault)) => faults.push(fault),
                    Err(_) => ended = true,
                }
            }
            let found: Vec<T> = pool.install(|| blocks.par_iter().map(&job).collect());
            drop(blocks);
            for one in found {
                if !take(one)? {
                    return Ok(std::mem::take(&mut faults));
                }
            }
            if ended {
                return Ok(std::mem::take(&mut faults));
            }
        }
    })
}
