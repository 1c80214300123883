internal import MillracePacking
internal import MillraceStorage

/// What is between the files that are read and the ledger that knows they are loaded: messages that wait, batches that are
/// under way, and items that are done and not recorded.
struct SendWindowState: Sendable {
  let limits: SendLimits
  private(set) var line: SendLine
  private var files: [Int: FileItems] = [:]
  /// Batches that hold a place, with how many of their messages are not recorded.
  private var batches: [Int: Int] = [:]
  /// Messages of each batch that the queue has not answered for.
  private var unanswered: [Int: Int] = [:]
  private var bytesUnderWay = 0
  private var badBytes = 0
  /// Files of which all is resolved, for the next report.
  private var finals: [Int] = []
  private var serial = 0
  /// Those who are working out what to send next.
  var producers = 0
  /// No more files come.
  var isClosed = false
  /// Nothing more is to be sent.
  private(set) var isStopped = false

  init(limits: SendLimits, isOrdered: Bool) {
    self.limits = limits
    line = SendLine(isOrdered: isOrdered)
  }

  private mutating func next() -> Int {
    serial += 1
    return serial
  }

  /// Whether all is sent and recorded.
  var isOver: Bool { isClosed && files.isEmpty }
  /// Whether nothing more will be sent.
  var isSendingOver: Bool { (isClosed || isStopped) && line.count == 0 && unanswered.isEmpty }
  var messagesUnderWay: Int { unanswered.values.reduce(line.count, +) }

  var hasRoom: Bool {
    isStopped
      || line.count < limits.waitingMessages && line.bytes < limits.waitingBytes && badBytes < limits.badBytes
  }

  // MARK: Files

  mutating func open(_ file: ClaimedFile) -> Int {
    let number = next()
    files[number] = FileItems(file)
    return number
  }

  mutating func add(_ item: LoadItem, to number: Int) {
    switch item {
    case .message(let message):
      guard let item = files[number]?.append(.open, position: message.position) else { return }
      let pending = PendingMessage(file: number, item: item, order: next(), content: message)
      if isStopped { resolve(pending, as: .dropped) } else { line.append(pending) }
    case .bad(let entry):
      _ = files[number]?.append(.bad(entry), position: nil)
      badBytes += entry.bytes.count
    }
  }

  mutating func end(_ number: Int, _ end: FileEnd) {
    files[number]?.end = end
    noteResolved(number)
  }

  private mutating func noteResolved(_ number: Int) {
    if files[number]?.isResolved == true { finals.append(number) }
  }

  private mutating func resolve(_ message: PendingMessage, as status: FileItems.Status) {
    if case .bad(let entry) = status { badBytes += entry.bytes.count }
    if files[message.file]?.resolve(message.item, as: status) == true { finals.append(message.file) }
  }

  // MARK: Sending

  /// Whether a batch may be smaller than it could be: waiting would not make it larger, or would cost time for nothing.
  private var mayBeSmall: Bool {
    if unanswered.isEmpty { return producers == 0 || isClosed }
    return isClosed || (line.isOrdered && unanswered.count < limits.batches / 2)
  }

  private var freePlaces: Int { limits.batches - batches.count }

  /// What waits longest may be what all other places wait for, so that one is kept for it.
  private var isLastPlaceKept: Bool { line.isOrdered && freePlaces == 1 }

  /// Whether there is a batch to be sent, and a place for it.
  var canSend: Bool {
    guard freePlaces > 0, bytesUnderWay < limits.bytes, line.hasAny else { return false }
    return isLastPlaceKept ? line.isOldestReady : line.hasFullBatch || mayBeSmall
  }

  /// The next batch to be sent; nil where there is none yet, or no place for it.
  mutating func takeBatch() -> OutgoingBatch? {
    guard canSend else { return nil }
    return open(line.take(atMost: isLastPlaceKept ? 1 : QueueLimits.batchCount))
  }

  private mutating func open(_ messages: [PendingMessage]) -> OutgoingBatch {
    let number = next()
    batches[number] = messages.count
    unanswered[number] = messages.count
    for message in messages {
      bytesUnderWay += message.bytes
      files[message.file]?.assign(message.item, to: number)
    }
    return OutgoingBatch(number: number, messages: messages)
  }

  /// Says what became of messages of a batch.
  mutating func settle(_ messages: [(PendingMessage, FileItems.Status)], of batch: Int) {
    unanswered[batch, default: messages.count] -= messages.count
    if unanswered[batch] == 0 { unanswered[batch] = nil }
    for (message, status) in messages {
      bytesUnderWay -= message.bytes
      line.release(message)
      resolve(message, as: status)
    }
  }

  /// Sends nothing more: what waits is dropped, and its files are given back.
  mutating func stop() {
    isStopped = true
    for message in line.removeAll() { resolve(message, as: .dropped) }
  }

  // MARK: Recording

  /// Whether the ledger should be told how far files are, although they are not done.
  private var isPressed: Bool { batches.count * 2 >= limits.batches || badBytes * 2 >= limits.badBytes }

  var hasNews: Bool { !finals.isEmpty || isPressed }

  /// What the ledger is to be told now, of at most so many files.
  mutating func reports(limit: Int) -> [FileReport] {
    let taken = finals.prefix(limit)
    finals.removeFirst(taken.count)
    var reports = taken.compactMap { number in files[number].map { Self.final(number, $0) } }
    guard isPressed else { return reports }
    let isCut = badBytes * 2 < limits.badBytes
    for (number, items) in files where !items.isResolved && reports.count < limit {
      let report = items.report(cut: isCut)
      guard report.count > 0 else { continue }
      reports.append(
        FileReport(
          number: number, file: items.file, count: report.count, position: report.position, bad: report.bad, end: nil))
    }
    return reports
  }

  private static func final(_ number: Int, _ items: FileItems) -> FileReport {
    var end = items.end ?? .givenBack
    if case .loaded = end, items.hasDropped { end = .givenBack }
    let isWhole = if case .loaded = end { true } else { false }
    let report = items.report(cut: !isWhole)
    return FileReport(
      number: number, file: items.file, count: report.count, position: report.position, bad: report.bad, end: end)
  }

  /// The ledger knows what was reported.
  mutating func record(_ report: FileReport) {
    badBytes -= report.bad.reduce(0) { $0 + $1.bytes.count }
    var freed = files[report.number]?.removeFirst(report.count) ?? [:]
    if report.end != nil {
      freed.merge(files[report.number]?.places ?? [:], uniquingKeysWith: +)
      badBytes -= files[report.number]?.report(cut: false).bad.reduce(0) { $0 + $1.bytes.count } ?? 0
      files[report.number] = nil
    }
    for (batch, count) in freed {
      batches[batch, default: count] -= count
      if batches[batch] == 0 { batches[batch] = nil }
    }
  }
}
