import GRDB

extension QueueFile {
  /// Every layout the file ever had, in order. A migration that was released is never changed.
  static func makeMigrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 queues, messages, topics") { db in
      try db.execute(sql: "PRAGMA application_id = \(SQLiteFileKind.queues.mark)")
      try db.execute(sql: queueTable)
      try db.execute(sql: messageTables)
      try db.execute(sql: topicTables)
    }
    return migrator
  }

  /// Durations are in milliseconds.
  private static let queueTable = """
    CREATE TABLE queues (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      is_fifo INTEGER NOT NULL,
      visibility_timeout INTEGER NOT NULL,
      delay INTEGER NOT NULL,
      retention INTEGER NOT NULL,
      maximum_bytes INTEGER NOT NULL,
      deduplicates_by_content INTEGER NOT NULL,
      dead_letter_queue TEXT,
      maximum_receives INTEGER,
      created_at INTEGER NOT NULL
    ) STRICT;
    """

  /// What changes with each receipt is apart from the bodies, which are written once. Ids grow in the order of sending
  /// and are never used twice, so that no handle of a message fits another. `receipt` is what the last receipt's handle
  /// holds; null: never received since it came into this queue.
  private static let messageTables = """
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      queue_id INTEGER NOT NULL,
      visible_at INTEGER NOT NULL,
      receives INTEGER NOT NULL DEFAULT 0,
      receipt BLOB,
      received_at INTEGER,
      first_received_at INTEGER,
      sent_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      message_id TEXT NOT NULL,
      group_id TEXT,
      deduplication_id TEXT,
      source TEXT
    ) STRICT;
    CREATE INDEX messages_by_visibility ON messages (queue_id, visible_at, id);
    CREATE INDEX messages_in_order ON messages (queue_id, id) WHERE group_id IS NOT NULL;
    CREATE TABLE bodies (
      id INTEGER PRIMARY KEY,
      body BLOB NOT NULL,
      attributes BLOB
    ) STRICT;
    CREATE TABLE deduplication (
      queue_id INTEGER NOT NULL,
      deduplication_id TEXT NOT NULL,
      message_id TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      PRIMARY KEY (queue_id, deduplication_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX deduplication_by_age ON deduplication (sent_at);
    """

  private static let topicTables = """
    CREATE TABLE topics (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE subscriptions (
      topic_id INTEGER NOT NULL REFERENCES topics (id),
      queue_id INTEGER NOT NULL REFERENCES queues (id),
      is_raw INTEGER NOT NULL,
      PRIMARY KEY (topic_id, queue_id)
    ) STRICT, WITHOUT ROWID;
    """
}
