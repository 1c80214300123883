/// Whether a node of the schema must be there, may be null, or occurs any number of times: `FieldRepetitionType`.
package enum Repetition: Int32, Sendable {
  case required = 0
  case optional = 1
  case repeated = 2

  /// The name in the specification, in lower case as schemas are printed.
  package var name: String {
    switch self {
    case .required: "required"
    case .optional: "optional"
    case .repeated: "repeated"
    }
  }
}
