//! Files through threads: one reads ahead, the others look at blocks, and what they find comes back in the order of the
//! input. A run that is to begin again stops early.

use crate::source::{Block, Digest, Reading, read};
use probity_core::Diagnostic;
use probity_registers::Input;
use rayon::prelude::*;
use std::sync::mpsc::{Receiver, channel, sync_channel};

/// What a pass does with blocks.
pub(super) trait Pass: Sync {
    /// What is kept of all blocks.
    type Part: Send;
    /// What one block gives besides.
    type Parcel: Send;
    /// Why a pass ends without an answer.
    type Error;

    /// Whether a part goes on from block to block; where not, every block has one of its own, merged in the order of the
    /// input.
    const GOES_ON: bool = true;

    /// Nothing seen.
    fn start(&self) -> Self::Part;
    /// Looks at a block; `part` is of the blocks before it.
    fn look(&self, part: &mut Self::Part, block: &Block) -> Self::Parcel;
    /// Takes what was kept of blocks that follow into this.
    fn merge(&self, into: &mut Self::Part, other: Self::Part);
}

/// Files and how they are read.
pub(super) struct Files<'f> {
    /// The files.
    pub inputs: &'f [Input],
    /// How each is to be read.
    pub readings: Vec<Reading>,
    /// What was hashed of each, in this pass or before.
    pub digests: Vec<Digest>,
}

/// Runs a pass over all blocks on `pool` and calls `take` with what each gives, in the order of the input, until `take`
/// wants no more. Gives what was kept, and the files that could not be read, or not to their end.
///
/// Each thread looks at neighbouring blocks one after another and keeps one part of them; the first goes on with the part
/// of all blocks before, so that a single thread has nothing to merge.
///
/// # Errors
/// What `take` returns.
pub(super) fn run<P: Pass>(
    pass: &P,
    files: &mut Files<'_>,
    pool: &rayon::ThreadPool,
    mut take: impl FnMut(P::Parcel) -> Result<bool, P::Error>,
) -> Result<(P::Part, Vec<Diagnostic>), P::Error> {
    let threads = pool.current_num_threads();
    let mut faults = Vec::new();
    let mut whole = pass.start();
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(threads);
        // Fresh room is cleared page by page when it is first written; used room is not.
        let (give_back, rooms) = channel();
        scope.spawn(move || send(files, &rooms, &|block| sender.send(block).is_ok()));
        loop {
            let (blocks, ended) = round(&receiver, threads, &mut faults);
            let mut before = Some(whole);
            let mut part = || before.take_if(|_| P::GOES_ON).unwrap_or_else(|| pass.start());
            let length = if P::GOES_ON { blocks.len().div_ceil(threads).max(1) } else { 1 };
            let runs: Vec<(P::Part, &[Block])> = blocks.chunks(length).map(|run| (part(), run)).collect();
            let looked: Vec<_> =
                pool.install(|| runs.into_par_iter().map(|(part, run)| look(pass, part, run)).collect());
            // Nobody takes it any more where all was read.
            blocks.into_iter().for_each(|block| drop(give_back.send(block.into_room())));
            let mut found = Vec::new();
            let mut together = before;
            for (part, parcels) in looked {
                together = Some(match together {
                    None => part,
                    Some(before) => merged(pass, before, part),
                });
                found.extend(parcels);
            }
            whole = together.unwrap_or_else(|| pass.start());
            for parcel in found {
                if !take(parcel)? {
                    return Ok((whole, faults));
                }
            }
            if ended {
                return Ok((whole, faults));
            }
        }
    })
}

/// Looks at neighbouring blocks.
fn look<P: Pass>(pass: &P, mut part: P::Part, run: &[Block]) -> (P::Part, Vec<P::Parcel>) {
    let parcels = run.iter().map(|block| pass.look(&mut part, block)).collect();
    (part, parcels)
}

fn merged<P: Pass>(pass: &P, mut into: P::Part, other: P::Part) -> P::Part {
    pass.merge(&mut into, other);
    into
}

/// Sends all blocks of all files, as long as they are wanted.
fn send(files: &mut Files<'_>, rooms: &Receiver<Vec<u8>>, to: &dyn Fn(Result<Block, Diagnostic>) -> bool) {
    let all = files.inputs.iter().zip(&files.readings).zip(&mut files.digests);
    for (file, ((input, reading), digest)) in all.enumerate() {
        let mut wanted = true;
        let whole = read(input, file, *reading, digest, &mut |block| {
            wanted = to(Ok(block));
            wanted.then(|| rooms.try_recv().unwrap_or_default())
        });
        if !wanted || whole.is_err_and(|fault| !to(Err(fault))) {
            return;
        }
    }
}

/// The next blocks, and whether they are the last.
fn round(
    receiver: &Receiver<Result<Block, Diagnostic>>,
    threads: usize,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<Block>, bool) {
    // Uneven blocks even out over two rounds; with many threads one is enough, and memory stays small.
    let most = threads + threads.min(4);
    let mut blocks = Vec::with_capacity(most);
    while blocks.len() < most {
        match receiver.recv() {
            Ok(Ok(block)) => blocks.push(block),
            Ok(Err(fault)) => faults.push(fault),
            Err(_) => return (blocks, true),
        }
    }
    (blocks, false)
}
