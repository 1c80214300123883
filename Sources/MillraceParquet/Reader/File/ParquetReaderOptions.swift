/// How a Parquet file is read, and how much of the memory it may claim.
package struct ParquetReaderOptions: Sendable {
  /// Whether pages that carry a checksum are compared with it.
  package var verifiesChecksums = true
  /// The largest footer, in bytes.
  package var maximumFooterBytes = 256 << 20
  /// The largest page, in bytes, before and after decompression and after decoding.
  package var maximumPageBytes = 1 << 30
  /// The most values a page may have, nulls included.
  package var maximumPageValues = 1 << 26

  package init() {}
}
