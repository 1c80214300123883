import GRDB

extension SQLiteLedger {
  /// Files entered in one transaction: enough to share the cost of a commit, few enough to let others in between.
  private static let registrationChunk = 10_000

  package func register(_ files: [NewFile], in pipeline: String) async throws -> [Registration] {
    var registrations: [Registration] = []
    registrations.reserveCapacity(files.count)
    var rest = files[...]
    while !rest.isEmpty {
      let chunk = Array(rest.prefix(SQLiteLedger.registrationChunk))
      rest = rest.dropFirst(chunk.count)
      registrations += try await register(chunk: chunk, in: pipeline)
    }
    return registrations
  }

  /// Most files of a scan are known, so readers look first: that takes no lock and no commit.
  private func register(chunk: [NewFile], in pipeline: String) async throws -> [Registration] {
    let known = try await read { db -> [FileState?] in
      guard let pipelineID = try SQLiteLedger.pipelineID(pipeline, in: db) else {
        return Array(repeating: nil, count: chunk.count)
      }
      return try chunk.map { try SQLiteLedger.state(of: $0.file, pipelineID: pipelineID, in: db) }
    }
    let unknown = chunk.indices.filter { known[$0] == nil }
    if unknown.isEmpty { return known.compactMap { $0.map { Registration(isNew: false, state: $0) } } }
    let entered = try await write { db, now in
      try SQLiteLedger.enter(unknown.map { chunk[$0] }, pipeline: pipeline, at: now, in: db)
    }
    var next = entered.makeIterator()
    return known.compactMap { state in
      state.map { Registration(isNew: false, state: $0) } ?? next.next()
    }
  }

  /// The state of this version of a file; nil if it is not known.
  static func state(of file: FileVersion, pipelineID: Int64, in db: Database) throws -> FileState? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT state FROM files INDEXED BY files_by_address
        WHERE address_key = ? AND address = ? AND version = ? AND pipeline_id = ?
        """)
    let arguments: StatementArguments = [addressKey(file.address), file.address, file.version, pipelineID]
    return try Int.fetchOne(statement, arguments: arguments).flatMap(FileState.init(code:))
  }

  private static func enter(
    _ files: [NewFile], pipeline: String, at now: LedgerTime, in db: Database
  ) throws -> [Registration] {
    let pipelineID = try enterPipeline(pipeline, at: now, in: db)
    var partitionIDs: [String: Int64] = [:]
    var tallies = TallyChanges()
    var registrations: [Registration] = []
    for file in files {
      // Another process, or an earlier element, may have entered it since the first look.
      if let state = try state(of: file.file, pipelineID: pipelineID, in: db) {
        registrations.append(Registration(isNew: false, state: state))
        continue
      }
      let partitionID =
        try partitionIDs[file.partition] ?? enterPartition(file.partition, of: pipelineID, in: db)
      partitionIDs[file.partition] = partitionID
      try insert(file, pipelineID: pipelineID, partitionID: partitionID, at: now, in: db)
      let state = file.refusal?.state ?? .pending
      tallies.add(bytes: file.file.size, to: state, of: partitionID)
      registrations.append(Registration(isNew: true, state: state))
    }
    try tallies.apply(to: db)
    try noteActivity(of: pipelineID, at: now, in: db)
    return registrations
  }

  private static func insert(
    _ file: NewFile, pipelineID: Int64, partitionID: Int64, at now: LedgerTime, in db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO files
          (pipeline_id, partition_id, state, size, created_at, updated_at, address_key, address, version, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      pipelineID, partitionID, (file.refusal?.state ?? .pending).code, file.file.size, now, now,
      addressKey(file.file.address), file.file.address, file.file.version, file.refusal?.reason,
    ])
  }
}
