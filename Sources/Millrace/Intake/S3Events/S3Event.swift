/// One event of one object, whoever wrapped it.
struct S3Event: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// There is a new object, or a new version of one.
    case created
    /// It was deleted, or has expired.
    case removed
    /// Something else: restored, tagged, moved to another storage class.
    case other
  }

  /// How the event came, which decides how its key is written.
  enum Form: Hashable, Sendable {
    /// A record as S3 and those who speak its protocol write it; keys are form-encoded.
    case notification
    /// As EventBridge writes it; keys are written as they are.
    case eventBridge
  }

  var kind: Kind
  /// As in `ObjectCreated:Put` or `Object Created`.
  var name: String
  var form: Form
  var bucket: String
  /// The key as it is most likely meant, and then as it may be meant if there is no such object. Never empty.
  var keys: [String]
  /// In bytes; nil where the event does not say.
  var size: Int64?
  /// Without quotes; nil where the event does not say.
  var etag: String?
  /// Nil in buckets without versions.
  var version: String?
  /// Orders the events of one key; nil where the event does not say.
  var sequencer: S3Sequencer?

  /// The object as a person knows it.
  var address: String { "s3://\(bucket)/\(keys[0])" }
}
