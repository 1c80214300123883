import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  /// Files that are entered together.
  private static let batchSize = 100

  package func register(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    let identities = files.map { FileItem.digest($0.file.address, $0.file.version) }
    var found: [String: Registration] = [:]
    var unique: [(identity: String, file: NewFile)] = []
    var seen: Set<String> = []
    for (identity, file) in zip(identities, files) where seen.insert(identity).inserted {
      unique.append((identity, file))
    }
    for start in stride(from: 0, to: unique.count, by: DynamoDBLedger.batchSize) {
      let chunk = unique[start..<min(start + DynamoDBLedger.batchSize, unique.count)]
      let registrations = try await registerSome(chunk.map(\.file), in: pipeline)
      for (element, registration) in zip(chunk, registrations) { found[element.identity] = registration }
    }
    return identities.map { identity in
      let registration = found[identity] ?? Registration(isNew: false, state: .pending)
      // An element that comes twice is new the first time.
      found[identity]?.isNew = false
      return registration
    }
  }

  private func registerSome(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    let known = try await states(of: files, in: pipeline)
    let unknown = files.indices.filter { known[$0] == nil }
    var entered = try await enter(unknown.map { files[$0] }, in: pipeline).makeIterator()
    return known.compactMap { state in
      state.map { Registration(isNew: false, state: $0) } ?? entered.next()
    }
  }

  /// The states of files that are known; nil for the others.
  private func states(of files: [NewFile], in pipeline: String) async throws -> [FileState?] {
    let keys = files.map { ControlKey.known($0.file.address, version: $0.file.version, of: pipeline) }
    let known = try await store.get(keys, from: .items).filter { $0.text("date_prefix") != nil }
    let places = Dictionary(
      known.map { ([$0.text("pk") ?? "", $0.text("sk") ?? ""], $0) }, uniquingKeysWith: { first, _ in first })
    let items = try await store.get(known.map(FileItem.place), from: .files)
    let states = Dictionary(
      items.compactMap { item in
        FileItem(item).map { ([item.text("date_prefix") ?? "", item.text("file_name") ?? ""], $0.state) }
      }, uniquingKeysWith: { first, _ in first })
    return keys.map { key in
      guard let place = places[[key.text("pk") ?? "", key.text("sk") ?? ""]] else { return nil }
      if let state = states[[place.text("date_prefix") ?? "", place.text("file_name") ?? ""]] { return state }
      // It was completed long ago and forgotten, or is being entered at this moment.
      let isOld = place.date("created_at").map { now > $0 + 3_600 } ?? false
      return isOld ? .completed : .pending
    }
  }

  /// Enters files that were not known a moment ago.
  private func enter(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    if files.isEmpty { return [] }
    try await enter(pipeline)
    let first = try await allocate(files.count, of: "files", in: pipeline)
    let batch = FileBatch(
      id: String(UInt64.random(in: .min ... .max), radix: 36), pipeline: pipeline, createdAt: now,
      firstNumber: first, files: files)
    // From here on the files get in, even if this process ends: see `repair`.
    _ = try await store.put(batch.item(until: now + store.options.patience), in: .control)
    return try await perform(batch)
  }

  /// Enters the files of a batch, counts them, and strikes the batch out. Can be done again, and by several at once.
  func perform(_ batch: FileBatch) async throws -> [Registration] {
    let registrations = try await store.concurrently(Array(batch.files.indices)) { index in
      try await self.perform(batch, index)
    }
    var tallies = TallyChanges()
    for (file, registration) in zip(batch.files, registrations) where registration.isNew {
      tallies.add(files: 1, bytes: file.file.size, to: file.refusal?.state ?? .pending, of: file.partition)
    }
    // If it is struck out already, another process has counted the files.
    _ = try await store.transact(
      [store.deleteAction(batch.key, from: .control, if: "attribute_exists(#pk)", [:])]
        + tallies.actions(of: batch.pipeline, at: now, in: store))
    return registrations
  }

  private func perform(_ batch: FileBatch, _ index: Int) async throws -> Registration {
    let file = batch.files[index]
    let item = batch.fileItem(index).item(shards: shards)
    let known = ControlKey.known(file.file.address, version: file.file.version, of: batch.pipeline).merging([
      "date_prefix": item["date_prefix"] ?? .null, "file_name": item["file_name"] ?? .null,
      "batch": .string(batch.id), "created_at": .number(batch.createdAt.milliseconds),
      "ttl": .number(Int64((batch.createdAt + store.options.manifestRetention).timeIntervalSince1970)),
    ]) { $1 }
    let mark = try await store.put(
      known, in: .items, if: "attribute_not_exists(#pk) OR #batch = :batch", [":batch": .string(batch.id)])
    if case .refused(let other) = mark {
      let place = FileItem.place(other ?? known)
      let state = try await store.get(place, from: .files).flatMap(FileItem.init)?.state
      return Registration(isNew: false, state: state ?? .pending)
    }
    let entry = try await store.put(item, in: .files, if: "attribute_not_exists(#date_prefix)")
    guard case .refused(let there) = entry else {
      return Registration(isNew: true, state: file.refusal?.state ?? .pending)
    }
    // Entered by this batch, perhaps by another process that has taken it over.
    let found = there.flatMap(FileItem.init)
    return Registration(isNew: found?.batch == batch.id, state: found?.state ?? .pending)
  }
}
