import GRDB

extension SQLiteLedger {
  /// Every layout the file ever had, in order. A migration that was released is never changed.
  static func makeMigrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 files, manifests, schemas") { db in
      try db.execute(sql: "PRAGMA application_id = \(SQLiteFileKind.ledger.mark)")
      try db.execute(sql: pipelineTables)
      try db.execute(sql: fileTable)
      try db.execute(sql: manifestTable)
      try db.execute(sql: schemaTable)
    }
    migrator.registerMigration("2 claims, checkpoints, lapses") { db in
      try db.execute(sql: claimTables)
      try db.execute(sql: "ALTER TABLE manifests ADD COLUMN lapses INTEGER NOT NULL DEFAULT 0")
    }
    migrator.registerMigration("3 since when claims are done") { db in
      // Null for what was done before there was this column.
      try db.execute(sql: "ALTER TABLE claims ADD COLUMN done_at INTEGER")
    }
    return migrator
  }

  /// `tallies` holds running totals, so that no report and no planning decision counts files.
  private static let pipelineTables = """
    CREATE TABLE pipelines (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      rows INTEGER NOT NULL DEFAULT 0,
      bad_records INTEGER NOT NULL DEFAULT 0,
      bytes_in INTEGER NOT NULL DEFAULT 0,
      bytes_out INTEGER NOT NULL DEFAULT 0,
      files_completed INTEGER NOT NULL DEFAULT 0,
      manifests_completed INTEGER NOT NULL DEFAULT 0,
      last_token INTEGER NOT NULL DEFAULT 0,
      last_activity INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE partitions (
      id INTEGER PRIMARY KEY,
      pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
      name TEXT NOT NULL,
      UNIQUE (pipeline_id, name)
    ) STRICT;
    CREATE TABLE tallies (
      partition_id INTEGER NOT NULL REFERENCES partitions (id),
      state INTEGER NOT NULL,
      files INTEGER NOT NULL CHECK (files >= 0),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      PRIMARY KEY (partition_id, state)
    ) STRICT, WITHOUT ROWID;
    """

  /// Addresses are found by a 64-bit key: an index of their text would be as large as the table. Only files that are not
  /// completed (state 2) are in an index by state, which therefore stays as small as the backlog. The numbers grow in the
  /// order of arrival.
  private static let fileTable = """
    CREATE TABLE files (
      id INTEGER PRIMARY KEY,
      pipeline_id INTEGER NOT NULL,
      partition_id INTEGER NOT NULL,
      state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
      attempts INTEGER NOT NULL DEFAULT 0,
      size INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      manifest_id INTEGER,
      rows INTEGER,
      bad_records INTEGER,
      address_key INTEGER NOT NULL,
      address TEXT NOT NULL,
      version TEXT NOT NULL,
      reason TEXT
    ) STRICT;
    CREATE INDEX files_by_address ON files (address_key);
    CREATE INDEX files_by_manifest ON files (manifest_id) WHERE manifest_id IS NOT NULL;
    CREATE INDEX files_by_state ON files (state, partition_id, id) WHERE state <> 2;
    """

  private static let manifestTable = """
    CREATE TABLE manifests (
      id INTEGER PRIMARY KEY,
      pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
      partition_id INTEGER NOT NULL REFERENCES partitions (id),
      state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
      digest TEXT NOT NULL,
      schema_version INTEGER NOT NULL,
      closed_by TEXT NOT NULL,
      files INTEGER NOT NULL,
      input_bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      lease_owner TEXT,
      lease_token INTEGER,
      lease_until INTEGER,
      failures INTEGER NOT NULL DEFAULT 0,
      not_before INTEGER,
      reason TEXT,
      outputs TEXT,
      rows INTEGER NOT NULL DEFAULT 0,
      bad_records INTEGER NOT NULL DEFAULT 0,
      UNIQUE (pipeline_id, digest)
    ) STRICT;
    CREATE INDEX manifests_by_pipeline ON manifests (pipeline_id, id);
    CREATE INDEX manifests_unfinished ON manifests (pipeline_id, id) WHERE state = 0;
    """

  private static let schemaTable = """
    CREATE TABLE schemas (
      dataset TEXT NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (dataset, version)
    ) STRICT, WITHOUT ROWID;
    """

  /// An item has a row while it is held, and for ever once it is done; then it has no `lease_until`. The index holds what
  /// is not done. `done_claims` saves counting.
  private static let claimTables = """
    CREATE TABLE claims (
      pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
      item TEXT NOT NULL,
      token INTEGER NOT NULL,
      owner TEXT NOT NULL,
      claimed_at INTEGER NOT NULL,
      lease_until INTEGER,
      output TEXT,
      PRIMARY KEY (pipeline_id, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claims_held ON claims (pipeline_id, claimed_at) WHERE lease_until IS NOT NULL;
    ALTER TABLE pipelines ADD COLUMN done_claims INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE checkpoints (
      pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
      name TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (pipeline_id, name)
    ) STRICT, WITHOUT ROWID;
    """
}
