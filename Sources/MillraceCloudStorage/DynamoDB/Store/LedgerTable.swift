import MillraceAWS

/// The tables of a ledger. Their names begin with the one in the address.
enum LedgerTable: CaseIterable, Sendable {
  /// One item a file: `date_prefix`, `file_name`; with the index `status-index`.
  case files
  /// One item a completed or failed manifest: `metric_date`, `metric_type`.
  case metrics
  /// Manifests, totals, plans under way, schemas, checkpoints: what transactions are about, and little of it.
  case control
  /// Which files are known, inputs of manifests, claims: as many items as there are files.
  case items

  static let statusIndex = "status-index"
  static let heldIndex = "held-index"

  func name(_ base: String) -> String {
    switch self {
    case .files: base
    case .metrics: "\(base)-metrics"
    case .control: "\(base)-ledger"
    case .items: "\(base)-items"
    }
  }

  var key: TableKey {
    switch self {
    case .files: TableKey(partition: .init("date_prefix"), sort: .init("file_name"))
    case .metrics: TableKey(partition: .init("metric_date"), sort: .init("metric_type"))
    case .control, .items: TableKey(partition: .init("pk"), sort: .init("sk"))
    }
  }

  /// Indexes hold keys only: what they name is read from the table itself, since they lag behind it.
  var indexes: [TableIndex] {
    switch self {
    case .files:
      [
        TableIndex(
          name: LedgerTable.statusIndex, key: TableKey(partition: .init("status"), sort: .init("entry")),
          projection: .keysOnly)
      ]
    case .items:
      [
        TableIndex(
          name: LedgerTable.heldIndex, key: TableKey(partition: .init("held"), sort: .init("held_since")),
          projection: .all)
      ]
    case .metrics, .control: []
    }
  }
}
