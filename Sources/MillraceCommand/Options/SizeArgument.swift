import ArgumentParser
import Millrace

/// A size as an argument: `3.5MB` (10⁶ bytes each), `64MiB` (2²⁰), `1GB`, `512`.
struct SizeArgument: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    guard let bytes = ByteSize.parse(argument) else { return nil }
    self.bytes = Int(bytes)
  }

  var defaultValueDescription: String { ByteSize.render(Int64(bytes)) }
}
