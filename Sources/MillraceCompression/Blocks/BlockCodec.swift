import CSnappy
import CZstd

/// How a block whose decompressed length is known elsewhere, such as a Parquet page, is compressed.
package enum BlockCodec: String, Sendable, CaseIterable {
  case none
  case snappy
  case gzip
  case zstd

  /// The most bytes that `count` bytes can become.
  package func maximumCompressedLength(_ count: Int) -> Int {
    switch self {
    case .none: count
    case .snappy: snappy_max_compressed_length(count)
    case .gzip: count + DeflateBlock.maximumOverhead(count)
    case .zstd: ZSTD_compressBound(count)
    }
  }

  /// The compression levels of the codec; nil where it has none.
  package var levels: ClosedRange<Int>? {
    switch self {
    case .none, .snappy: nil
    case .gzip: 1...3
    case .zstd: 1...22
    }
  }

  /// The level that is used where none is asked for.
  package var defaultLevel: Int { 3 }
}
