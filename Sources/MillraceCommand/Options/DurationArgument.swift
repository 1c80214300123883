import ArgumentParser
import Millrace

/// A span of time as an argument: `30s`, `5m`, `2h`, `7d`.
struct DurationArgument: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let duration = DurationText.parse(argument) else { return nil }
    self.duration = duration
  }
}
