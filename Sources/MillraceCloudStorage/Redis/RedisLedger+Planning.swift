import Foundation
package import MillraceStorage

extension RedisLedger {
  package func pendingPartitions(of pipeline: String) async throws -> [PendingPartition] {
    let reply = try await ask(.pendingPartitions, of: pipeline)
    return try (reply.list ?? []).map { entry in
      guard let values = entry.list, values.count == 4, let name = values[0].text, let count = values[1].number,
        let bytes = values[2].number, let oldest = values[3].number
      else { throw unexpected(entry) }
      return PendingPartition(partition: name, count: Int(count), bytes: bytes, oldest: Date(milliseconds: oldest))
    }
    .sorted { $0.partition.utf8.lexicographicallyPrecedes($1.partition.utf8) }
  }

  /// The choice is made here, and the script takes it only if all of it still waits. If another process was faster, it is made
  /// anew; each time this happens some process has made a manifest.
  package func plan(_ request: PlanRequest) async throws -> Manifest? {
    while true {
      try Task.checkCancellation()
      let chosen = try await select(request).sorted { $0.file < $1.file }
      if chosen.isEmpty { return nil }
      let inputs = chosen.map(\.file)
      let id = Manifest.identity(schemaVersion: request.schemaVersion, inputs: inputs)
      let bytes = inputs.reduce(0) { $0 + $1.size }
      let reply = try await change(
        .plan, of: request.pipeline,
        [id, request.partition, String(request.schemaVersion), request.trigger.rawValue, String(bytes)]
          + chosen.map(\.number))
      if let now = reply.number {
        return Manifest(
          pipeline: request.pipeline, partition: request.partition, schemaVersion: request.schemaVersion,
          inputs: inputs, trigger: request.trigger, createdAt: Date(milliseconds: now))
      }
    }
  }

  private struct Candidate {
    var number: String
    var file: FileVersion
  }

  private static let candidatePage = 1_000

  private func select(_ request: PlanRequest) async throws -> [Candidate] {
    var selection = ManifestSelection(targetBytes: request.targetBytes, maximumFiles: request.maximumFiles)
    var offered: [Candidate] = []
    while true {
      let page = try await candidates(in: request, after: offered.last?.number ?? "0")
      if offered.isEmpty, request.trigger == .size, page.bytes < request.targetBytes,
        page.count < request.maximumFiles
      {
        return []
      }
      for candidate in page.files where !selection.isFull {
        selection.offer(size: candidate.file.size)
        offered.append(candidate)
      }
      if selection.isFull || page.files.count < RedisLedger.candidatePage { break }
    }
    return selection.indexes(for: request.trigger).map { offered[$0] }
  }

  private func candidates(
    in request: PlanRequest, after number: String
  ) async throws -> (count: Int, bytes: Int64, files: [Candidate]) {
    let reply = try await ask(
      .candidates, of: request.pipeline, [request.partition, number, String(RedisLedger.candidatePage)])
    guard let values = reply.list, values.count >= 2, values.count % 4 == 2, let count = values[0].number,
      let bytes = values[1].number
    else { throw unexpected(reply) }
    let files = try stride(from: 2, to: values.count, by: 4).map { index in
      guard let number = values[index].text, let file = RedisLedger.fileVersion(values[(index + 1)...]) else {
        throw unexpected(reply)
      }
      return Candidate(number: number, file: file)
    }
    return (Int(count), bytes, files)
  }

  /// A file from address, version and size, which stand first.
  static func fileVersion(_ values: ArraySlice<RedisReply>) -> FileVersion? {
    let start = values.startIndex
    guard values.count >= 3, let address = values[start].text, let version = values[start + 1].text,
      let size = values[start + 2].number
    else { return nil }
    return FileVersion(address: address, version: version, size: size)
  }
}
