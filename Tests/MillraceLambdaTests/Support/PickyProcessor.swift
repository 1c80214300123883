import Foundation

@testable import Millrace

/// A step that does what an object tells it: it fails, takes very long, or heeds no cancellation until a time in seconds since
/// 1970.
struct PickyProcessor: ObjectProcessor {
  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    var text = ""
    for try await line in content.lines() { text += String(decoding: line, as: UTF8.self) }
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case "poison": throw ProcessingError(.programFailed, "it is poisoned")
    case "slow": try await Task.sleep(for: .seconds(600))
    case "stuck":
      let end = words.last.flatMap(Double.init) ?? 0
      while Date().timeIntervalSince1970 < end { usleep(10_000) }
    default: break
    }
    return ProcessedObject(json: Array(#"{"ok":true}"#.utf8))
  }
}
