internal import MillraceConversion
internal import MillraceStorage

/// Converts each object into one output, named by the object's key and version. Each pipeline of a run converts on a thread
/// of its own.
struct ConversionStep: ObjectStep {
  private let settings: ConversionSettings
  private let converter: ObjectConverter

  init(_ settings: ConversionSettings) {
    self.settings = settings
    converter = ObjectConverter(settings)
  }

  func work(on place: ObjectPlace, in setting: ObjectSetting) async throws -> ObjectReport {
    let store = setting.results
    // What fails because of the surroundings is done again from the beginning: a staged object cannot be gone back in.
    return try await setting.patience.attempt("convert into \(store.location)") {
      let result: Result<ObjectReport, any Error>
      do {
        result = .success(try await convert(place, in: setting))
      } catch let error as StoreError where error.code == .notFound || error.code == .changed {
        result = .failure(error)
      }
      return result
    }.get()
  }

  func close() async {}

  private func convert(_ place: ObjectPlace, in setting: ObjectSetting) async throws -> ObjectReport {
    let key = try place.resultKey(suffix: settings.suffix, replacing: ObjectPlace.recordSuffixes)
    let staged = try await setting.results.stage(key)
    do {
      let badKey = try setting.quarantine.badRecordsKey(
        manifest: MessageIdentity.text(
          pipeline: setting.options.pipeline, address: place.address, version: place.version),
        partition: ObjectProcessing.partition, pipeline: setting.options.pipeline)
      let converted = try await convert(place, to: staged, badKey, setting)
      _ = try await staged.publish(.overwrite)
      return ObjectReport(
        output: OutputPlace(store: setting.results.location, key: key, bytes: converted.bytes),
        format: settings.form.rawValue, rows: Int64(converted.rows), badRecords: Int64(converted.badRecords),
        badRecordsPlace: converted.badRecords > 0 ? "\(setting.quarantine.store.location)/\(badKey.text)" : nil,
        droppedRecords: Int64(converted.droppedRecords), columns: converted.columns)
    } catch {
      await staged.abandon()
      throw error
    }
  }

  private func convert(
    _ place: ObjectPlace, to staged: any StagedObject, _ badKey: ObjectKey, _ setting: ObjectSetting
  ) async throws -> ConvertedObject {
    // Reading asks for the ETag, whatever names the version.
    let read = PlannedObject(
      file: FileVersion(address: place.address, version: place.etag, size: place.size),
      place: .success((place.store, place.key)))
    let file = FileVersion(address: place.address, version: place.version, size: place.size)
    let readAhead = ObjectReadAhead([read], options: .reading(ahead: max(setting.readAhead, 1 << 20)))
    let monitor = ConversionMonitor()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await readAhead.run() }
      defer { readAhead.end() }
      do {
        return try await withTaskCancellationHandler {
          try await converter.convert(
            ReadAheadInput(readAhead, index: 0, size: place.size), of: file, to: staged,
            badRecords: { try await setting.quarantine.stageBadRecords(as: badKey) }, monitor: monitor)
        } onCancel: {
          monitor.cancel()
          readAhead.end()
        }
      } catch let error as InputFailure {
        throw readAhead.fault ?? Self.reason(error, place)
      }
    }
  }

  /// Why the object has no output, in the words of stores where it is not there any more.
  private static func reason(_ error: InputFailure, _ place: ObjectPlace) -> any Error {
    switch error.code {
    case .missing: StoreError(.notFound, "\(place.address) is not there any more")
    case .changed: StoreError(.changed, "\(place.address) was replaced")
    default: ProcessingError(.unconvertible, error.message)
    }
  }
}

extension ObjectPlace {
  /// Endings of names that say how records are laid out, and compressed; the output's say it anew.
  static let recordSuffixes = ["csv", "tsv", "txt", "ndjson", "jsonl", "json"].flatMap { form in
    ["", ".gz", ".zst", ".zstd", ".gzip"].map { ".\(form)\($0)" }
  }
}
