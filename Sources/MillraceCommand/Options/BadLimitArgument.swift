import ArgumentParser
import Millrace
import MillraceConversion

/// `--bad-limit`: `50%`, `1000` or `none`.
struct BadLimitArgument: ExpressibleByArgument {
  let policy: BadRecordPolicy
  let defaultValueDescription: String

  static let half = BadLimitArgument(policy: BadRecordPolicy(), text: "50%")

  private init(policy: BadRecordPolicy, text: String) {
    self.policy = policy
    defaultValueDescription = text
  }

  init?(argument: String) {
    guard let limit = PipelineConfiguration.BadRecordLimit(text: argument) else { return nil }
    switch limit {
    case .none: policy = BadRecordPolicy(maximumCount: nil, maximumFraction: nil)
    case .count(let count): policy = BadRecordPolicy(maximumCount: count, maximumFraction: nil)
    case .fraction(let share): policy = BadRecordPolicy(maximumCount: nil, maximumFraction: share)
    }
    defaultValueDescription = argument
  }
}
