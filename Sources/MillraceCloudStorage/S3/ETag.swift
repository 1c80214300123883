import Foundation

/// The names of versions: S3 has them in quotes in its answers and without in its events.
enum ETag {
  static func bare(_ etag: String) -> String {
    etag.utf8.count >= 2 && etag.hasPrefix("\"") && etag.hasSuffix("\"") ? String(etag.dropFirst().dropLast()) : etag
  }

  static func quoted(_ etag: String) -> String { etag.hasPrefix("\"") ? etag : "\"\(etag)\"" }

  /// Lists have fractions of a second, heads have none: both must say the same of one object.
  static func wholeSeconds(_ date: Date?) -> Date {
    Date(timeIntervalSince1970: (date?.timeIntervalSince1970 ?? 0).rounded(.down))
  }
}
