import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func versions(of address: String, in pipeline: String?) async throws -> [LedgerFile] {
    let names = if let pipeline { [pipeline] } else { try await pipelines() }
    var files: [LedgerFile] = []
    for name in names { files += try await described(fileItems(of: address, in: name), of: name) }
    // Each pipeline's are in the order of their entry, and the sort keeps it.
    return files.sorted { $0.createdAt < $1.createdAt }
  }

  /// The versions of an address, in the order of their entry.
  func fileItems(of address: String, in pipeline: String) async throws -> [FileItem] {
    let known = try await store.query(ControlKey.known(address, of: pipeline), in: .items)
    return try await store.get(known.map(FileItem.place), from: .files).compactMap(FileItem.init)
      .filter { $0.file.address.utf8.elementsEqual(address.utf8) }
      .sorted { $0.number < $1.number }
  }

  package func files(
    in state: FileState, of pipeline: String, after cursor: String?, limit: Int
  ) async throws -> FilePage {
    var entry: String?
    if let cursor {
      guard cursor.hasPrefix("after ") else {
        throw LedgerError(
          .invalidRequest, "“\(cursor)” is not a place in a list of files: use the one that came with a page.")
      }
      entry = String(cursor.dropFirst(6))
    }
    let limit = max(1, limit)
    var index = StatusIndex(
      state, prefix: "\(keyPart(pipeline))#", after: entry, page: min(limit, 1_000), shards: shards, in: store)
    let keys = try await index.next(limit)
    let items = try await store.get(keys.map(FileItem.place), from: .files)
    let order = Dictionary(
      items.map { ($0.text("entry") ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    // The index may be behind: what is in another state by now is left out.
    let files = keys.compactMap { order[$0.text("entry") ?? ""].flatMap(FileItem.init) }.filter { $0.state == state }
    let next = keys.count < limit ? nil : keys.last?.text("entry").map { "after \($0)" }
    return FilePage(files: try await described(files, of: pipeline), next: next)
  }

  /// Files with what their manifests say of them.
  private func described(_ files: [FileItem], of pipeline: String) async throws -> [LedgerFile] {
    let numbers = Set(
      files.compactMap { [.manifested, .completed].contains($0.state) ? $0.manifestNumber : nil })
    let keys = numbers.flatMap { number in
      [ControlKey.open(pipeline), ControlKey.closed(pipeline)].map { DynamoDBItem.key($0, ordered(number)) }
    }
    let manifests = try await store.get(keys, from: .control).compactMap { try ManifestItem($0) }
    let found = Dictionary(manifests.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    return files.map { file in
      let manifest = file.manifestNumber.flatMap { found[$0] }
      var attempts = file.attempts
      if file.state == .manifested, manifest?.summary.state == .unfinished {
        attempts += manifest?.summary.failures ?? 0
      }
      return LedgerFile(
        file: file.file, pipeline: file.pipeline, partition: file.partition, state: file.state,
        manifest: file.manifest, attempts: attempts, reason: file.reason, createdAt: file.createdAt,
        updatedAt: file.updatedAt, counts: file.state == .completed ? file.counts : nil,
        outputs: file.state == .completed ? manifest?.summary.outputs ?? [] : [])
    }
  }
}
