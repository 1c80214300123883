internal import MillraceAWS
package import MillraceStorage

extension S3ObjectStore {
  package func delete(_ key: ObjectKey) async throws {
    let path = try path(key)
    do throws(AWSError) {
      try await client.deleteObject(S3Client.DeleteObject(bucket: bucket, key: path))
    } catch {
      throw StoreError(error, doing: "delete", key: path, in: location)
    }
  }

  package func delete(_ keys: [ObjectKey]) async throws {
    var first: (any Error)?
    var inXML: [String] = []
    for key in keys {
      do {
        // The call for many is an XML document, which cannot hold control characters.
        if key.text.utf8.contains(where: { $0 < 0x20 }) { try await delete(key) } else { inXML.append(try path(key)) }
      } catch {
        first = first ?? error
      }
    }
    for start in stride(from: 0, to: inXML.count, by: S3Client.DeleteObjects.maximumCount) {
      let end = min(inXML.count, start + S3Client.DeleteObjects.maximumCount)
      if let error = await deleteTogether(Array(inXML[start..<end])) { first = first ?? error }
    }
    if let first { throw first }
  }

  /// Those that the service could not delete at the moment are tried again.
  ///
  /// - Returns: the first error.
  private func deleteTogether(_ paths: [String]) async -> (any Error)? {
    var open = paths
    for attempt in 1... {
      do {
        let failures = try await client.deleteObjects(S3Client.DeleteObjects(bucket: bucket, keys: open))
        guard let failure = failures.first else { return nil }
        open = failures.map(\.key)
        let mayRetry = failures.allSatisfy { RetryClassification.mayRetry(code: $0.code) }
        if !mayRetry || attempt >= S3ObjectStore.conflictAttempts { return StoreError(failure, in: location) }
        try await clock.sleep(
          RetryBackoff.delay(afterAttempt: attempt, isThrottling: true, random: clock.random(), retryAfter: nil))
      } catch let error as AWSError {
        return StoreError(error, doing: "delete", key: open.first ?? "", in: location)
      } catch {
        return error
      }
    }
    return nil
  }
}
