/// What made a manifest close.
package enum ManifestTrigger: String, Codable, Sendable {
  /// Enough bytes were waiting.
  case size
  /// The oldest file had waited long enough.
  case age
  /// The run ends, or someone asked.
  case flush
}
