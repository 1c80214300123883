/// Why a pipeline cannot be run, or has ended before its work was done. Nothing is lost: the next run goes on.
public struct PipelineError: Error, Sendable, CustomStringConvertible {
  /// What kind of problem it is.
  public enum Code: String, Sendable {
    /// The configuration cannot work.
    case configuration
    /// The source folder is not there or cannot be read.
    case sourceUnavailable
    /// The output, quarantine or manifests folder cannot be written to: no space, no rights, or gone.
    case outputUnavailable
    /// The ledger cannot be used: locked, damaged, no space, or gone.
    case ledgerUnavailable
    /// What was asked for does not exist or makes no sense.
    case invalidRequest
  }

  /// What kind of problem it is.
  public var code: Code
  /// What happened, where, and what to do.
  public var message: String
  /// What lies behind it.
  public var cause: (any Error)?

  init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// The message.
  public var description: String { message }
}
