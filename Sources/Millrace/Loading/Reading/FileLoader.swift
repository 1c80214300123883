internal import Foundation
internal import MillraceCompression
internal import MillracePacking
internal import MillraceStorage

/// Reads files and turns them into messages. One of these runs on each reader's thread.
struct FileLoader: Sendable {
  let options: LoadOptions
  let packing: PackingOptions
  let backlog: FileBacklog
  let window: SendWindow
  let maker: MessageMaker
  let desk: ClaimDesk
  let patience: Patience
  let isStopping: @Sendable () -> Bool
  /// Whether a file that fails too often is ours to give up; otherwise the queue of its event does that.
  let countsAttempts: @Sendable () -> Bool
  let counters: LoadCounters
  let events: any EventSink
  private let suspects = SuspectLine()

  /// Reads files until no more come.
  ///
  /// - Throws: what is wrong with the surroundings. The file is given back then.
  func work() async throws {
    while let file = await backlog.next() {
      let number = window.open(file)
      do {
        window.end(number, try await load(file, into: number))
      } catch {
        if Task.isCancelled { throw CancellationError() }
        let (end, failure) = judge(error, file)
        window.end(number, end)
        if let failure { throw failure }
      }
    }
  }

  private func load(_ file: ClaimedFile, into number: Int) async throws -> FileEnd {
    if let reason = try refusal(of: file.place) { return .refused(reason: reason) }
    if file.progress.deaths > options.deaths {
      return .quarantined(
        reason:
          "the process that loaded it died, or hung, \(EventText.counted(options.deaths, "time")); look at the file, and at "
          + "the log of the last of them")
    }
    guard file.isTakenOver else {
      try await read(file, into: number)
      return .loaded
    }
    // The first death may be any file's; who has died over one before is watched more closely.
    guard file.progress.deaths > 1 else { return try await takeOver(file, into: number) }
    return try await suspects.alone { try await takeOver(file, into: number) }
  }

  /// Reads a file that someone has died over; that is written down first, since it may happen again.
  private func takeOver(_ file: ClaimedFile, into number: Int) async throws -> FileEnd {
    if isStopping() { throw LoadInterruption.stopping }
    try await patience.attempt("use the ledger") {
      try await desk.ledger.setCheckpoint(file.progress.text, named: file.identity.checkpoint, of: desk.pipeline)
    }
    try await read(file, into: number)
    return .loaded
  }

  /// Why a file is not to be loaded; nil where it is.
  private func refusal(of place: ObjectPlace) throws -> String? {
    if options.checks == .none { return nil }
    let name = place.key.text.split(separator: "/").last ?? place.key.text[...]
    return try FileCheck(options.checks).refusal(size: place.size, name: name)
  }

  private func read(_ file: ClaimedFile, into number: Int) async throws {
    if isStopping() { throw LoadInterruption.stopping }
    if file.start != nil {
      events.record(
        PipelineEvent(
          .info, "file-resumed", "\(file.place.address) goes on where an earlier run has left it",
          [("address", .text(file.place.address))]))
    }
    let place = file.place
    let download = ObjectDownload(
      store: place.store, key: place.key, metadata: place.metadata, patience: patience, readAhead: options.readAhead,
      limits: options.limits, wantedFrom: file.start?.byteOffset ?? 0)
    try await download.withContent { content in
      let packer = FilePacker(packing, startingAt: file.start ?? .start)
      packer.stop(when: isStopping)
      var tally = BadRecordTally(limit: options.badRecords)
      var pieces = content.makeAsyncIterator()
      // One piece ahead: that the file ends with this one decides what becomes of a short file that is mostly bad.
      var next = try await pieces.next()
      var toSkip = (file.start?.byteOffset ?? 0) - content.start
      repeat {
        let piece = next ?? []
        next = try await pieces.next()
        if isStopping() { throw LoadInterruption.stopping }
        if !desk.keeper.holds(file.claim) { throw LoadInterruption.claimLost }
        let skipped = min(toSkip, Int64(piece.count))
        toSkip -= skipped
        let isReadable = try await pack(piece[Int(skipped)...], next == nil, with: packer, &tally, file, number)
        if !isReadable { return }
      } while next != nil
    }
  }

  /// Packs a piece; false where nothing behind it can be read.
  private func pack(
    _ piece: ArraySlice<UInt8>, _ isLast: Bool, with packer: FilePacker, _ tally: inout BadRecordTally,
    _ file: ClaimedFile,
    _ number: Int
  ) async throws -> Bool {
    var packed: [PackedItem] = []
    let dropped = packer.droppedRecords
    window.produce {
      piece.withUnsafeBytes { bytes in packer.add(bytes, isLast: isLast) { packed.append($0) } }
    }
    if let failure = packer.failure { throw isStopping() ? LoadInterruption.stopping : failure }
    let broken = tally.add(packed)
    tally.add(dropped: packer.droppedRecords - dropped)
    counters.update { $0.droppedRecords += Int64(packer.droppedRecords - dropped) }
    try tally.check(atEnd: isLast || broken != nil)
    let items = try await maker.items(of: packed, from: file)
    await window.waitForRoom()
    try Task.checkCancellation()
    window.add(items, to: number)
    if let broken { tell(broken, of: file) }
    return broken == nil
  }

  /// A document or array that is broken ends there: its beginning is sent, and the rest is told of once.
  private func tell(_ record: PackedBadRecord, of file: ClaimedFile) {
    events.record(
      PipelineEvent(
        .warning, "file-broken",
        "\(file.place.address), line \(record.line), byte \(record.byteOffset + Int64(record.errorOffset)): \(record.reason)",
        [("address", .text(file.place.address)), ("line", .number(Int64(record.line)))]))
  }

  /// How a file ends that could not be read, and whether the run must end with it.
  private func judge(_ error: any Error, _ file: ClaimedFile) -> (FileEnd, failure: (any Error)?) {
    switch error {
    case LoadInterruption.stopping: return (.givenBack, nil)
    case LoadInterruption.claimLost: return (.lost, nil)
    case let error as StoreError where error.code == .notFound || error.code == .changed:
      return (.gone(reason: error.message), nil)
    case is CompressionError, is TooManyBadRecords:
      // The same bytes would give the same at each attempt.
      return (.quarantined(reason: "\(error)"), nil)
    case is ProcessingError:
      let isLast = countsAttempts() && file.progress.failures + 1 >= options.attempts
      return (isLast ? .quarantined(reason: "\(error)") : .failed(reason: "\(error)"), nil)
    default: return (.givenBack, isStopping() ? nil : error)
    }
  }
}
