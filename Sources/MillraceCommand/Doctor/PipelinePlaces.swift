import Millrace
import MillraceStorage

/// Where a pipeline reads and writes, for `doctor`.
struct PipelinePlaces {
  /// A folder or a bucket that is written to.
  struct Output {
    /// What the pipeline file calls it.
    var role: String
    var address: Address
  }

  /// A folder that is read.
  var sourceFolder: String?
  /// A bucket, or a web server's folder, that is listed.
  var sourceBucket: Address?
  /// A queue that is received from.
  var sourceQueue: Address?
  /// Where the pipeline file says that its dead messages go, and after how many receipts.
  var redrive: (deadLetter: Address, attempts: Int)?
  /// What is told of outputs.
  var topic: Address?
  /// Whether that queue tells of objects.
  var hasObjectEvents = false
  /// Where the buckets of events are folders; nil: on S3.
  var objects: Address?
  var outputs: [Output] = []
  /// The pipeline keeps one.
  var ledger: Address?
  var manifestQueue: Address?
  /// A queue that is sent to.
  var sinkQueue: Address?

  init(_ configuration: PipelineConfiguration) {
    switch configuration.source {
    case .directory(let directory): sourceFolder = directory.path
    case .s3Events(let events):
      sourceQueue = events.queue
      hasObjectEvents = true
      objects = events.objects
    case .s3List(let list):
      sourceBucket = list.from
      objects = list.objects
    case .httpIndex(let index): sourceBucket = index.url
    case .sqs(let queue): sourceQueue = queue.queue
    }
    topic = configuration.notify?.topic
    if let deadLetter = configuration.deadLetter { redrive = (deadLetter, configuration.attempts) }
    switch configuration.sink {
    case .parquet(let parquet):
      outputs = [
        Output(role: "sink.parquet.to", address: parquet.to),
        Output(role: "manifests", address: configuration.manifests),
        Output(role: "quarantine", address: configuration.quarantine),
      ]
      ledger = configuration.ledger
      manifestQueue = configuration.manifestQueue
    case .results(let results):
      outputs = [
        Output(role: "sink.results.to", address: results.to),
        Output(role: "quarantine", address: configuration.quarantine),
      ]
    case .archive(let archive): outputs = [Output(role: "sink.archive.to", address: archive.to)]
    case .converted(let converted):
      outputs = [
        Output(role: "sink.converted.to", address: converted.to),
        Output(role: "quarantine", address: configuration.quarantine),
      ]
      ledger = configuration.ledger
    case .webhook: outputs = [Output(role: "quarantine", address: configuration.quarantine)]
    case .queue(let queue):
      sinkQueue = queue.to
      ledger = configuration.ledger
      outputs = [Output(role: "quarantine", address: configuration.quarantine)]
      if case .claimCheck(let address) = queue.oversize {
        outputs.append(Output(role: "sink.queue.oversize.claim-check", address: address))
      }
    }
  }

  /// Whether anything of it is on AWS.
  var usesAWS: Bool {
    let addresses =
      [sourceBucket, sourceQueue, sinkQueue, ledger, manifestQueue, topic].compactMap { $0 } + outputs.map(\.address)
    return addresses.contains { [.s3, .sqs, .sns, .dynamodb].contains($0.scheme) }
      || (hasObjectEvents && objects == nil)
  }
}
