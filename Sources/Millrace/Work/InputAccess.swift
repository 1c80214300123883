internal import MillraceConversion
internal import MillraceStorage

/// Lets converters read files of this machine, or objects.
struct InputAccess: Sendable {
  /// Nil where inputs are files.
  let buckets: BucketBook?

  /// Gives `body` the files as inputs, in their order, for as long as it runs.
  ///
  /// - Throws: what `body` throws; `StoreError` where that is because the store cannot be used.
  func withInputs<Answer: Sendable>(
    _ files: [FileVersion], _ options: ObjectReadAhead.Options,
    _ body: @Sendable ([ConversionInput]) async throws -> Answer
  ) async throws -> Answer {
    guard let buckets else { return try await body(files.map { ConversionInput(path: $0.address) }) }
    var objects: [PlannedObject] = []
    for file in files { objects.append(PlannedObject(file: file, place: await place(of: file, in: buckets))) }
    let readAhead = ObjectReadAhead(objects, options: options)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await readAhead.run() }
      defer { readAhead.end() }
      do {
        return try await body(readAhead.inputs)
      } catch {
        throw readAhead.fault ?? error
      }
    }
  }

  private func place(
    of file: FileVersion, in buckets: BucketBook
  ) async -> Result<(store: any ObjectStore, key: ObjectKey), any Error> {
    do {
      return .success(try await buckets.place(of: file.address))
    } catch {
      return .failure(error)
    }
  }
}
