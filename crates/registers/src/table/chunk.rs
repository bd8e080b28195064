//! One column of a group of rows as Parquet keeps it, put together page by page. The `parquet` crate writes headers and
//! the table of contents; this is for columns whose pages are known better than a row at a time.

use super::packed::Runs;
use bytes::Bytes;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::page::{CompressedPage, Page, PageWriter as _};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::Result;
use parquet::file::metadata::{ColumnChunkMetaData, OffsetIndexBuilder};
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;
use zstd::bulk::Compressor;

/// How hard zstd tries.
pub(super) const LEVEL: i32 = 1;

/// A column's bytes, and what the table of contents says of them.
pub(super) type Chunk = (Bytes, ColumnCloseResult);

/// What presses pages, one after another in the same room.
pub(super) struct Press {
    zstd: Compressor<'static>,
    page: Vec<u8>,
}

impl Press {
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self { zstd: Compressor::new(LEVEL)?, page: Vec::new() })
    }

    /// The page that `fill` writes; gives its bytes, and how many there were.
    fn press(&mut self, fill: impl FnOnce(&mut Vec<u8>)) -> Result<(Bytes, usize)> {
        self.page.clear();
        fill(&mut self.page);
        Ok((self.zstd.compress(&self.page)?.into(), self.page.len()))
    }
}

/// The pages of a column so far.
pub(super) struct Pages<'p> {
    press: &'p mut Press,
    sink: TrackedWrite<Vec<u8>>,
    plain_size: usize,
    /// Where the first page of words and that of rows begin.
    words_at: Option<i64>,
    rows_at: Option<i64>,
    rows: usize,
    index: OffsetIndexBuilder,
    encodings: Vec<Encoding>,
}

impl<'p> Pages<'p> {
    pub(super) fn new(press: &'p mut Press) -> Self {
        let (sink, index) = (TrackedWrite::new(Vec::new()), OffsetIndexBuilder::new());
        let encodings = vec![Encoding::PLAIN, Encoding::RLE];
        Self { press, sink, plain_size: 0, words_at: None, rows_at: None, rows: 0, index, encodings }
    }

    /// The page of the words that rows are numbers of; it comes before those of rows.
    pub(super) fn words(&mut self, count: usize, fill: impl FnOnce(&mut Vec<u8>)) -> Result<()> {
        let (buf, size) = self.press.press(fill)?;
        let page = Page::DictionaryPage { buf, num_values: count as u32, encoding: Encoding::PLAIN, is_sorted: false };
        let (at, _) = self.push(page, size)?;
        self.words_at.get_or_insert(at);
        self.encodings.push(Encoding::RLE_DICTIONARY);
        Ok(())
    }

    /// A page of so many rows.
    pub(super) fn rows(&mut self, rows: usize, encoding: Encoding, fill: impl FnOnce(&mut Vec<u8>)) -> Result<()> {
        let (buf, size) = self.press.press(fill)?;
        let page = Page::DataPage {
            buf,
            num_values: rows as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let (at, size) = self.push(page, size)?;
        self.rows_at.get_or_insert(at);
        self.index.append_row_count(rows as i64);
        self.index.append_offset_and_size(at, size);
        self.rows += rows;
        Ok(())
    }

    /// Gives where the page begins and its size with its header.
    fn push(&mut self, page: Page, plain_size: usize) -> Result<(i64, i32)> {
        let spec = SerializedPageWriter::new(&mut self.sink).write_page(CompressedPage::new(page, plain_size))?;
        self.plain_size += spec.uncompressed_size;
        Ok((spec.offset as i64, spec.compressed_size as i32))
    }

    pub(super) fn close(self, column: ColumnDescPtr) -> Result<Chunk> {
        let bytes = self.sink.into_inner()?;
        let metadata = ColumnChunkMetaData::builder(column)
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?))
            .set_encodings(self.encodings)
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(self.plain_size as i64)
            .set_num_values(self.rows as i64)
            .set_dictionary_page_offset(self.words_at)
            .set_data_page_offset(self.rows_at.unwrap_or_default())
            .build()?;
        let close = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.rows as u64,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: Some(self.index.build()),
        };
        Ok((bytes.into(), close))
    }
}

/// The start of a page: which rows have a value, 1 or 0 a row.
pub(super) fn presence(there: &Runs, page: &mut Vec<u8>) {
    let from = page.len();
    page.extend_from_slice(&[0; 4]);
    there.pack(1, page);
    let length = (page.len() - from - 4) as u32;
    if let Some(head) = page.get_mut(from..from + 4) {
        head.copy_from_slice(&length.to_le_bytes());
    }
}

/// A text as pages keep it, its length before it.
pub(super) fn text(text: &str, page: &mut Vec<u8>) {
    page.extend_from_slice(&(text.len() as u32).to_le_bytes());
    page.extend_from_slice(text.as_bytes());
}
