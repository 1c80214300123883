import Foundation

/// A file that holds a token and nothing else.
enum TokenFile {
  static func read(_ path: String) throws(AWSError) -> String {
    do {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if !token.isEmpty { return token }
    } catch {
      throw AWSError(
        .credentials, code: "UnreadableToken", "The token's file \(path) cannot be read: \(error).",
        isRetryable: true, cause: error)
    }
    throw AWSError(.credentials, code: "UnreadableToken", "The token's file \(path) is empty.", isRetryable: true)
  }
}
