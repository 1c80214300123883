internal import MillraceJSON

/// What is reported of a call, or of a start, that has failed: the error object of the runtime API.
package struct LambdaFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is: the last part of `errorType`.
  package enum Kind: String, Sendable {
    /// The pipeline file is wrong, or cannot be a function.
    case pipelineFile = "PipelineFile"
    /// A place that the pipeline needs cannot be opened.
    case places = "Places"
    /// The event is none that a pipeline takes.
    case event = "UnsupportedEvent"
    /// Some of what the event tells of could not be done; the rest is done.
    case incomplete = "Incomplete"
    /// Time was over before all was done; what was done stays so.
    case timeOver = "TimeOver"
    /// The run could not go on.
    case run = "RunFailed"
    /// The sandbox was shut down meanwhile.
    case shutdown = "Shutdown"
  }

  package var kind: Kind
  /// Says what happened and what to do.
  package var message: String
  /// What has led to it, a line each: `stackTrace`.
  package var details: [String]

  package init(_ kind: Kind, _ message: String, details: [String] = []) {
    self.kind = kind
    self.message = message
    self.details = details
  }

  /// `Millrace.` and the kind, by which alarms and destinations can tell failures apart.
  package var type: String { "Millrace.\(kind.rawValue)" }

  /// `{"errorMessage":…,"errorType":…,"stackTrace":[…]}`.
  package var document: [UInt8] {
    let value: JSONValue = [
      "errorMessage": .string(message), "errorType": .string(type), "stackTrace": .array(details.map { .string($0) }),
    ]
    return value.bytes
  }

  package var description: String { "\(type): \(message)" }
}
