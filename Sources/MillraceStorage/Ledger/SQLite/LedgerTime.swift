import Foundation
import GRDB

/// A time as the ledger keeps it: milliseconds since 1970.
struct LedgerTime: Comparable, Sendable {
  let milliseconds: Int64

  init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  init(_ date: Date) {
    milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  func adding(_ seconds: TimeInterval) -> LedgerTime {
    LedgerTime(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
  }

  static func < (left: LedgerTime, right: LedgerTime) -> Bool { left.milliseconds < right.milliseconds }
}

extension LedgerTime: DatabaseValueConvertible {
  var databaseValue: DatabaseValue { milliseconds.databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> LedgerTime? {
    Int64.fromDatabaseValue(value).map(LedgerTime.init(milliseconds:))
  }
}
