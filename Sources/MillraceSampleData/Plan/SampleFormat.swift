/// How sample events are written.
package enum SampleFormat: String, Sendable, CaseIterable {
  /// One JSON object a line.
  case ndjson
  /// RFC 4180 with a header; nested values stand as JSON text in their field.
  case csv
  /// One JSON array a file, after some comment lines (`// …`) that are no JSON.
  case json
}
