internal import MillracePacking

/// Counts what comes out of a file, and ends it when too much is bad.
struct BadRecordTally {
  /// As many records must have been seen before a share of them says something; at the end of the file any number does.
  private static let sample = 1000

  let limit: PipelineConfiguration.BadRecordLimit
  private(set) var records = 0
  private(set) var bad = 0

  init(limit: PipelineConfiguration.BadRecordLimit) {
    self.limit = limit
  }

  /// Counts records that the transforms have dropped: they were no bad ones.
  mutating func add(dropped: Int) { records += dropped }

  /// Counts; the answer is the record behind which nothing can be read, if there is one.
  mutating func add(_ items: [PackedItem]) -> PackedBadRecord? {
    var broken: PackedBadRecord?
    for item in items {
      switch item {
      case .message(let message): records += message.recordCount
      case .oversize: records += 1
      case .bad(let record):
        records += 1
        bad += 1
        if record.endsFile { broken = record }
      }
    }
    return broken
  }

  /// - Throws: ``TooManyBadRecords``.
  func check(atEnd: Bool) throws {
    let isOver =
      switch limit {
      case .none: false
      case .count(let count): bad > count
      case .fraction(let share): (atEnd || records >= Self.sample) && Double(bad) > share * Double(records)
      }
    if isOver { throw TooManyBadRecords(bad: bad, records: records, limit: limit) }
  }
}
