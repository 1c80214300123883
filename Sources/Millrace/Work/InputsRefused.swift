internal import MillraceStorage

/// Some inputs of a manifest cannot be converted.
struct InputsRefused: Error {
  struct Refused {
    /// Index into the inputs.
    let input: Int
    let kind: Kind
    let reason: String
  }

  enum Kind {
    /// It is bad by what it holds.
    case bad
    /// It is not there any more, or is another version now.
    case gone
    /// It could not be read, but might be another time.
    case unreadable
  }

  let refused: [Refused]
}
