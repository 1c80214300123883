internal import Foundation
package import MillraceStorage

/// Sends what is in quarantine round again: files as they are, bad records as a new file in the source folder.
///
/// Each step can be done again, so a release that was interrupted is simply repeated.
package struct QuarantineRelease: Sendable {
  private let configuration: PipelineConfiguration
  private let ledger: any Ledger
  private let quarantine: QuarantineStore

  package init(configuration: PipelineConfiguration, ledger: any Ledger, quarantine: QuarantineStore) {
    self.configuration = configuration
    self.ledger = ledger
    self.quarantine = quarantine
  }

  /// Lets files wait again, whatever the checks say of them; the next run takes them. The answer is how many.
  ///
  /// - Parameter address: only the versions of this file; `nil`: all that are quarantined or have failed.
  package func releaseFiles(address: String?) async throws -> Int {
    var entries: [(key: ObjectKey, file: FileVersion)] = []
    try await quarantine.forEach(of: configuration.name, kind: .files) { item in
      let file = try await quarantine.file(in: item.key).input
      if address == nil || file.address == address { entries.append((item.key, file)) }
    }
    let count: Int
    if configuration.parquet == nil {
      count = entries.count
      try await forget(entries.map(\.file))
    } else {
      count = try await ledger.redrive(RedriveSelection(address: address), in: configuration.name)
    }
    try await quarantine.remove(entries.map(\.key))
    return count
  }

  /// Lets what was claimed and given up be done again, from its beginning.
  private func forget(_ files: [FileVersion]) async throws {
    let name = configuration.name
    try await ledger.removeCheckpoints(
      files.map { FileIdentifier(pipeline: name, address: $0.address, version: $0.version).checkpoint }, of: name)
    try await ledger.forget(files.map { ObjectPlace.item(address: $0.address, version: $0.version) }, in: name)
  }

  /// Writes the bad records of one manifest, as they stood in their inputs, into the source folder as a new file, and takes
  /// them out of quarantine. The next run converts them as the pipeline file then says. Records of CSV come below the header of
  /// their files; where those differ, there are several files.
  ///
  /// The files' names derive from the manifest, and a file that is there, or that the ledger knows, is not written again:
  /// the same records are released once.
  ///
  /// - Returns: the paths of the files, and how many records there are in them.
  /// - Throws: `PipelineError` where there are none, where a file would be refused by the pipeline's own checks, or where a header
  ///   is needed that is gone with its file.
  package func releaseBadRecords(in key: ObjectKey) async throws -> (paths: [String], records: Int) {
    guard let info = try await quarantine.store.head(key), let item = Self.item(key) else {
      throw PipelineError(
        .invalidRequest, "there are no bad records under \(key); `quarantine list` shows what there is")
    }
    if info.size == 0 { return ([], 0) }
    guard let source = configuration.directory else {
      throw PipelineError(
        .invalidRequest,
        "the records would come back as a file in the source folder, but the source is “\(configuration.source.key)”; use "
          + "`quarantine show --records` and put them where the source finds them")
    }
    let records = try await quarantine.badRecords(in: key)
    var paths: [String] = []
    for (index, file) in try files(of: records).enumerated() {
      let path = source.path + "/" + (try fileName(item, source, number: index + 1))
      paths.append(path)
      let isKnown = try await !ledger.versions(of: path, in: configuration.name).isEmpty
      if !isKnown, !FileManager.default.fileExists(atPath: path) { try write(Data(file), to: path) }
    }
    try await quarantine.remove([key])
    return (paths, records.count)
  }

  /// The contents of the files that records come back in.
  private func files(of records: [BadRecordEntry]) throws -> [[UInt8]] {
    if configuration.format == .csv { return try ReleasedRows(configuration.csv).files(of: records) }
    return [records.reduce(into: []) { $0 += $1.bytes + [UInt8(ascii: "\n")] }]
  }

  private func write(_ bytes: Data, to path: String) throws {
    // Hidden while it is written, so that no run takes a half of it.
    let hidden = PathText.parent(path) + "/." + PathText.name(path)
    do {
      try bytes.write(to: URL(fileURLWithPath: hidden))
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: hidden))
      try handle.synchronize()
      try handle.close()
      guard rename(hidden, path) == 0 else { throw FileSystemError(errno: errno) }
    } catch {
      throw PipelineError(
        .sourceUnavailable, "the released records cannot be written to \(path): \(error)", cause: error)
    }
  }

  /// The name under which records come back, which must satisfy the pipeline's own checks.
  private func fileName(
    _ item: (partition: String, manifest: String), _ source: PipelineConfiguration.Source.Directory, number: Int
  ) throws -> String {
    let date = item.partition.isEmpty ? "" : "\(item.partition)-"
    let suffix =
      switch configuration.format {
      case .json: "json"
      case .csv: "csv"
      case .ndjson, .auto: "ndjson"
      }
    // A part of a file is named by the file and by where it begins.
    let parts = item.manifest.split(separator: "-")
    let stem = ([parts.first?.prefix(16) ?? ""] + parts.dropFirst()).joined(separator: "-")
    let name = "\(date)released-\(stem)\(number > 1 ? "-\(number)" : "").\(suffix)"
    let bytes = Array(name.utf8)
    let isTaken = source.match.contains { $0.matches(bytes) }
    guard isTaken, case .match = try NameMatcher(configuration.checks.name).match(bytes) else {
      throw PipelineError(
        .invalidRequest,
        "the records would come back as \(name), which “source.match” or “checks.name” does not take; use "
          + "`quarantine show --records` and put them into the source folder under a name that fits")
    }
    return name
  }

  /// `bad-records/<pipeline>/<partition>/<manifest>.ndjson`
  private static func item(_ key: ObjectKey) -> (partition: String, manifest: String)? {
    let parts = key.text.split(separator: "/")
    guard parts.count == 4, parts[0] == "bad-records", parts[3].hasSuffix(".ndjson") else { return nil }
    let partition = CalendarDate(String(parts[2]))?.description ?? ""
    return (partition, String(parts[3].dropLast(7)))
  }
}
