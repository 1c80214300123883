/// Something that happened to an object.
struct S3Event: Sendable {
  /// `ObjectCreated:Put` and the like, without `s3:`.
  var name: String
  var bucket: String
  var key: ObjectName
  /// Nil where the object is gone.
  var size: Int?
  var etag: String?
  var sequence: UInt64
  /// Milliseconds since 1970.
  var time: Int64

  /// Orders events of one key: hexadecimal digits, compared from the left.
  var sequencer: String {
    let digits = String(sequence, radix: 16, uppercase: true)
    return "00" + String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
  }
}
