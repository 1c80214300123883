/// Something in the source folder that a person should know of.
struct WalkProblem: Hashable {
  enum Kind: Hashable {
    case folderUnreadable
    case fileUnreadable
    case brokenLink
    case linkLoop
  }

  let kind: Kind
  /// The path as text, or a `file:` URL where it is none.
  let address: String
  /// What happened, and what to do.
  let message: String

  init(_ kind: Kind, _ path: [UInt8], reason: String) {
    self.kind = kind
    address = String(validating: path, as: UTF8.self) ?? path.fileURL
    message =
      switch kind {
      case .folderUnreadable: "the folder \(address) cannot be read (\(reason)); it is tried again on each pass"
      case .fileUnreadable: "\(address) cannot be read (\(reason)); it is tried again on each pass"
      case .brokenLink: "the link \(address) leads nowhere (\(reason)); it is tried again on each pass"
      case .linkLoop: "the link \(address) leads back to a folder above it; it is not followed"
      }
  }
}
