internal import Millrace
internal import MillraceStorage

/// Where a function can write: not beside its own code.
package struct LambdaPlaces: Sendable {
  /// The folder of the function's code, which is read-only; nil where the program is not in Lambda.
  package var taskRoot: String?
  /// A folder that lives as long as the sandbox.
  package var scratch: String

  package init(taskRoot: String?, scratch: String) {
    self.taskRoot = taskRoot
    self.scratch = scratch
  }

  /// Moves what may be forgotten to the scratch folder, where it would lie beside the code by default.
  ///
  /// - Throws: ``LambdaFailure`` with every place that must not be forgotten.
  func adapt(
    _ configuration: PipelineConfiguration, events: any EventSink
  ) throws(LambdaFailure) -> PipelineConfiguration {
    var adapted = configuration
    adapted.health = nil
    var problems: [String] = []
    // A webhook has no place; the quarantine stands for it.
    if configuration.output != configuration.quarantine, isReadOnly(configuration.output) {
      problems.append(problem("sink", configuration.output, "to: s3://bucket/prefix"))
    }
    if isReadOnly(configuration.ledger) {
      if configuration.canForgetLedger {
        adapted.ledger.path = "\(scratch)/millrace.sqlite"
        note(
          "ledger", "objects are told apart by their names only; a ledger in DynamoDB or Redis saves repeated work",
          events)
      } else {
        problems.append(problem("ledger", configuration.ledger, "ledger: dynamodb:TABLE” or “ledger: redis://HOST"))
      }
    }
    if isReadOnly(configuration.quarantine) {
      if configuration.canForgetQuarantine {
        adapted.quarantine.path = "\(scratch)/quarantine"
      } else {
        problems.append(problem("quarantine", configuration.quarantine, "quarantine: s3://bucket/quarantine"))
      }
    }
    if configuration.parquet != nil, isReadOnly(configuration.manifests) {
      problems.append(problem("manifests", configuration.manifests, "manifests: s3://bucket/manifests"))
    }
    if problems.isEmpty { return adapted }
    throw LambdaFailure(.pipelineFile, problems.joined(separator: "\n"))
  }

  private func isReadOnly(_ address: Address) -> Bool {
    guard let taskRoot, address.scheme.isLocal else { return false }
    return address.path == taskRoot || address.path.hasPrefix(taskRoot == "/" ? "/" : taskRoot + "/")
  }

  private func problem(_ key: String, _ address: Address, _ remedy: String) -> String {
    "“\(key)” would be \(address.path), beside the function's code, where nothing can be written and nothing would be kept; "
      + "write “\(remedy)”"
  }

  private func note(_ key: String, _ consequence: String, _ events: any EventSink) {
    events.record(
      PipelineEvent(
        .info, "place-moved", "the \(key) is in \(scratch) and is forgotten with the sandbox: \(consequence)"))
  }
}

extension PipelineConfiguration {
  /// Whether nothing is lost with the ledger: what is done twice has the same name, and nothing waits in it.
  fileprivate var canForgetLedger: Bool {
    switch sink {
    case .archive, .converted, .results, .webhook: sourceQueue != nil
    default: false
    }
  }

  /// Whether nothing is put there: what fails stays in the caller's hands, and no records are taken out of what succeeds.
  fileprivate var canForgetQuarantine: Bool {
    if case .converted = sink { return false }
    return canForgetLedger && transforms.isEmpty
  }
}
