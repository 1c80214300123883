package import Foundation

/// What happens after an attempt has failed.
package enum FailureDisposition: Sendable, Equatable {
  /// The manifest is not handed out before this time.
  case retry(at: Date)
  /// No more attempts: the files become `failed`.
  case dead
}
