extension PipelineConfiguration.BadRecordLimit {
  /// A limit as a person writes it: `50%`, `1000` or `none`.
  package init?(text: String) {
    if text == "none" {
      self = .none
    } else if text.hasSuffix("%"), let share = DecimalNumber.parse(text.dropLast()), share <= 100 {
      self = .fraction(share / 100)
    } else if let count = Int(text), count >= 0 {
      self = .count(count)
    } else {
      return nil
    }
  }

  /// The form that `init(text:)` reads.
  package var text: String {
    switch self {
    case .none: "none"
    case .count(let count): "\(count)"
    case .fraction(let share): share * 100 == (share * 100).rounded() ? "\(Int(share * 100))%" : "\(share * 100)%"
    }
  }
}
