internal import Crypto
internal import MillraceStorage

/// The stable identity of a message that a pipeline sends: the same whenever the same work is done again, so that whoever
/// receives it can drop repeats.
enum MessageIdentity {
  /// The attribute that carries it.
  static let attribute = ReceivedMessage.stableIDAttribute

  /// 32 hexadecimal digits of a SHA-256 over a pipeline's name and one version of a file.
  static func text(pipeline: String, address: String, version: String) -> String {
    hexadecimal(SHA256.hash(data: Array("\(pipeline)\0\(address)\0\(version)".utf8)).prefix(16))
  }
}
