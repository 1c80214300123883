import Foundation
package import MillraceStorage

extension RedisLedger {
  package func versions(of address: String, in pipeline: String?) async throws -> [LedgerFile] {
    var files: [LedgerFile] = []
    let names = if let pipeline { [pipeline] } else { try await pipelines() }
    for pipeline in names {
      let reply = try await ask(.versions, of: pipeline, [RedisLedger.digest(of: address), address])
      files += try (reply.list ?? []).map { try file($0, of: pipeline) }
    }
    // Each pipeline's are in the order of their entry, and the sort keeps it.
    return files.sorted { $0.createdAt < $1.createdAt }
  }

  package func files(
    in state: FileState, of pipeline: String, after cursor: String?, limit: Int
  ) async throws -> FilePage {
    var position = try RedisLedger.position(cursor)
    let limit = max(1, limit)
    if state != .pending {
      let set = state == .completed ? "" : state.rawValue
      return try await page(set, in: state, of: pipeline, at: position, limit: limit)
    }
    let partitions = try await pendingPartitions(of: pipeline).map(\.partition)
    for partition in partitions {
      if partition.utf8.lexicographicallyPrecedes(position.partition.utf8) { continue }
      if partition != position.partition { position = Position(number: 0, partition: partition) }
      let page = try await page("pending:\(partition)", in: state, of: pipeline, at: position, limit: limit)
      let isLast = partition == partitions.last
      if page.next != nil || isLast { return page }
      if !page.files.isEmpty {
        return FilePage(files: page.files, next: Position(number: .max, partition: partition).description)
      }
    }
    return FilePage(files: [], next: nil)
  }

  /// Where a page begins. Only the list of pending files goes partition by partition.
  private struct Position: CustomStringConvertible {
    var number: Int64
    var partition: String

    var description: String { "\(number):\(partition)" }
  }

  private static func position(_ cursor: String?) throws -> Position {
    guard let cursor else { return Position(number: 0, partition: "") }
    let parts = cursor.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number >= 0 else {
      throw LedgerError(
        .invalidRequest, "“\(cursor)” is not a place in a list of files: use the one that came with a page.")
    }
    return Position(number: number, partition: String(parts[1]))
  }

  private func page(
    _ set: String, in state: FileState, of pipeline: String, at position: Position, limit: Int
  ) async throws -> FilePage {
    let reply = try await ask(
      .page, of: pipeline, [set, state.letter, String(position.number), String(limit)])
    guard let values = reply.list, let next = values.first?.number else { throw unexpected(reply) }
    return FilePage(
      files: try values.dropFirst().map { try file($0, of: pipeline) },
      next: next == 0 ? nil : Position(number: next, partition: position.partition).description)
  }

  private func file(_ reply: RedisReply, of pipeline: String) throws -> LedgerFile {
    guard let values = reply.list, values.count == 13, let file = RedisLedger.fileVersion(values[...]),
      let partition = values[3].text, let state = values[4].text.flatMap(FileState.init(letter:)),
      let created = values[5].number, let updated = values[6].number, let attempts = values[7].number
    else { throw unexpected(reply) }
    var counts: InputCounts?
    if state == .completed, let rows = values[10].number, let badRecords = values[11].number {
      counts = InputCounts(rows: rows, badRecords: badRecords)
    }
    return LedgerFile(
      file: file, pipeline: pipeline, partition: partition, state: state, manifest: values[8].text,
      attempts: Int(attempts), reason: values[9].text, createdAt: Date(milliseconds: created),
      updatedAt: Date(milliseconds: updated), counts: counts, outputs: try OutputList.decode(values[12].text))
  }
}
