//! Kazakhstan's procurement portal (goszakup) as OCDS 1.1 with lots and bids.
