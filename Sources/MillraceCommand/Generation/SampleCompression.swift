import ArgumentParser
import MillraceCompression
import MillraceSampleData

/// `--gzip` or `--zstd`.
enum SampleCompression: String, EnumerableFlag {
  case gzip
  case zstd

  var format: CompressionFormat {
    switch self {
    case .gzip: .gzip
    case .zstd: .zstd
    }
  }
}

extension SampleFormat: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }

  package var defaultValueDescription: String { description }
}
