/// Jobs for which `init` writes a pipeline file.
enum PipelineTemplate: String, CaseIterable {
  case ndjsonToParquet = "ndjson-to-parquet"
  case processObjects = "process-objects"
  case archiveQueue = "archive-queue"

  /// The pipeline file. It holds every key; those that are commented out show their default. It runs on folders and SQLite
  /// as it stands; comments show the addresses on AWS.
  var text: String {
    switch self {
    case .ndjsonToParquet: Self.ndjsonToParquetText
    case .processObjects: Self.processObjectsText
    case .archiveQueue: Self.archiveQueueText
    }
  }

  /// The folder that it reads; nil: it reads a queue.
  var folder: String? { self == .archiveQueue ? nil : "inbox" }

  /// Commands to go on with, each with what it does.
  func nextSteps(path: String, prefix: String) -> [(command: String, purpose: String)] {
    var steps = [("millrace validate \(path)", "shows every key with its value")]
    if self == .archiveQueue {
      steps.append(
        ("echo '{\"hello\": 1}' | millrace send sqlite:\(prefix)state/queues.sqlite#messages", "sends a message"))
    } else {
      steps.append(("millrace generate \(prefix)inbox --count 10", "makes sample data, if you have none at hand"))
    }
    steps += [
      ("millrace run \(path) --until-idle", "does what is there to do, then stops"),
      ("millrace run \(path)", "goes on until it is stopped"),
      ("millrace doctor \(path)", "checks the services and places that it names; run it when you have changed them"),
    ]
    return steps
  }
}
