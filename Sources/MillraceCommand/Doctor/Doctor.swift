import Millrace
import MillraceStorage

/// All examinations of a pipeline, in the order in which they are shown.
struct Doctor {
  let places: PipelinePlaces
  let pipeline: String
  let storage: any StorageProvider
  /// What speaks to AWS itself; nil where nothing is on AWS.
  let cloud: CloudExaminations?
  /// Whether to try writing.
  let tryWriting: Bool
  /// The buckets whose notifications are looked at; empty: those that the queue's policy names.
  let buckets: [String]

  func findings() async -> [Finding] {
    var found: [Finding] = []
    for examination in examinations { found += await examination.findings() }
    return found
  }

  private var examinations: [any Examination] {
    var list: [any Examination] = []
    if let cloud { list.append(cloud.identity) }
    list += sources
    for output in places.outputs { list.append(examination(of: output)) }
    if let topic = places.topic { list.append(TopicExamination(address: topic, storage: storage)) }
    if let ledger = places.ledger {
      list.append(LedgerExamination(address: ledger, pipeline: pipeline, storage: storage))
    }
    if let queue = places.manifestQueue {
      list.append(QueueExamination(address: queue, storage: storage, isReceived: true))
    }
    if let queue = places.sinkQueue {
      list.append(QueueExamination(address: queue, storage: storage, isReceived: false))
    }
    if let cloud { list.append(cloud.clock) }
    return list
  }

  private var sources: [any Examination] {
    var list: [any Examination] = []
    if let folder = places.sourceFolder {
      list.append(FolderExamination(path: folder, role: "source", isWritten: false))
    }
    if let bucket = places.sourceBucket {
      list.append(
        StoreExamination(address: bucket, storage: storage, role: "source", isWritten: false, tryWriting: false))
    }
    if let queue = places.sourceQueue {
      list.append(
        QueueExamination(
          address: queue, storage: storage, isReceived: true, wanted: places.redrive.map(WantedRedrive.init)))
      if places.hasObjectEvents, let cloud, queue.scheme == .sqs, places.objects == nil {
        list += cloud.events(on: queue, buckets: buckets, storage: storage)
      }
    }
    return list
  }

  private func examination(of output: PipelinePlaces.Output) -> any Examination {
    output.address.scheme == .file
      ? FolderExamination(path: output.address.path, role: output.role, isWritten: true)
      : StoreExamination(
        address: output.address, storage: storage, role: output.role, isWritten: true, tryWriting: tryWriting)
  }
}
