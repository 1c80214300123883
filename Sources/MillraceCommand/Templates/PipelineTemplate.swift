/// Jobs for which `init` writes a pipeline file.
enum PipelineTemplate: String, CaseIterable {
  case ndjsonToParquet = "ndjson-to-parquet"
  case processObjects = "process-objects"
  case archiveQueue = "archive-queue"
  case csvToTopic = "csv-to-topic"
  case loadDirectory = "load-directory"

  /// The pipeline files, by their names. They hold every key; those that are commented out show their default. They run on
  /// folders and SQLite as they stand; comments show the addresses on AWS.
  var files: [(name: String, text: String)] {
    switch self {
    case .ndjsonToParquet: [("pipeline.yaml", Self.ndjsonToParquetText)]
    case .processObjects: [("pipeline.yaml", Self.processObjectsText)]
    case .archiveQueue: [("pipeline.yaml", Self.archiveQueueText)]
    case .csvToTopic: [("csv-to-topic.yaml", Self.csvToTopicText), ("consumer.yaml", Self.consumerText)]
    case .loadDirectory: [("pipeline.yaml", Self.loadDirectoryText)]
    }
  }

  /// The folder that it reads; nil: it reads a queue.
  var folder: String? { self == .archiveQueue ? nil : "inbox" }

  /// Whether queues in an SQLite file are part of it, which people may send to before the pipeline runs.
  var hasState: Bool { self == .archiveQueue || self == .csvToTopic }

  /// Commands to go on with, each with what it does.
  ///
  /// - Parameter path: the first of the files.
  func nextSteps(path: String, prefix: String) -> [(command: String, purpose: String)] {
    var steps = [("millrace validate \(path)", "shows every key with its value")]
    switch self {
    case .archiveQueue:
      steps.append(
        ("echo '{\"hello\": 1}' | millrace send sqlite:\(prefix)state/queues.sqlite#messages", "sends a message"))
    case .csvToTopic:
      steps += [
        ("printf 'id,amount\\n1,9.5\\n' > \(prefix)inbox/sales.csv", "makes a file, if you have none at hand"),
        ("millrace run \(path) --until-idle", "converts what is there, and tells the topic"),
        ("millrace run \(prefix)consumer.yaml --until-idle", "works on what the topic was told"),
      ]
      return steps + [("millrace run \(path)", "goes on until it is stopped; run the consumer beside it")]
    case .ndjsonToParquet, .processObjects, .loadDirectory:
      steps.append(("millrace generate \(prefix)inbox --count 10", "makes sample data, if you have none at hand"))
    }
    steps += [
      ("millrace run \(path) --until-idle", "does what is there to do, then stops"),
      ("millrace run \(path)", "goes on until it is stopped"),
      ("millrace doctor \(path)", "checks the services and places that it names; run it when you have changed them"),
    ]
    if self == .loadDirectory {
      steps.append(
        ("millrace check \(path)", "shows files that a dead process still holds, and frees them with --free"))
    }
    return steps
  }
}
