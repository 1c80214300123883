internal import Foundation
internal import MillraceAWS
package import MillraceStorage
internal import NIOCore
internal import Synchronization

/// An object that is written as a stream: parts are uploaded while the next one is filled.
///
/// What is smaller than a part is one PutObject. ``write(_:)`` waits while as many parts are under way as
/// ``S3StoreOptions/partsInFlight`` allows: that many, and the one being filled, are all that is in memory.
package final class S3StagedObject: StagedObject {
  private struct State {
    var filling = ByteBuffer()
    var nextNumber = 1
    var size = 0
    var isOver = false
    var uploads: [Task<S3UploadedPart, any Error>] = []
    var failure: (any Error)?
    /// Made when the first part is full.
    var uploadID: Task<String, any Error>?
  }

  package let key: ObjectKey
  private let path: String
  private let store: S3ObjectStore
  private let state = Mutex(State())
  /// Counts the parts that may still be sent at the same time.
  private let places: DispatchSemaphore

  init(key: ObjectKey, path: String, store: S3ObjectStore) {
    self.key = key
    self.path = path
    self.store = store
    places = DispatchSemaphore(value: store.options.partsInFlight)
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while true {
      let (part, count) = try state.withLock { state in
        try check(state)
        let room = store.options.size(ofPart: state.nextNumber) - state.filling.readableBytes
        let count = min(room, rest.count)
        state.filling.writeBytes(UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
        state.size += count
        // A part is sent when there is more to come, so that the last one is never empty.
        return (count < rest.count ? takePart(&state) : nil, count)
      }
      rest = rest.dropFirst(count)
      guard let part else { return }
      places.wait()
      start(part.number, part.body)
    }
  }

  private func check(_ state: borrowing State) throws {
    if let failure = state.failure { throw failure }
    if state.isOver { throw StoreError(.failed, "“\(path)” in \(store.location) has been published or abandoned.") }
  }

  private func takePart(_ state: inout State) -> (number: Int, body: ByteBuffer) {
    defer {
      state.filling = ByteBuffer()
      state.nextNumber += 1
    }
    return (state.nextNumber, state.filling)
  }

  /// Sends a part while the writer goes on. The writer is no task and there is no scope that both live in, therefore the
  /// part has a task of its own, which ``publish(_:)`` and ``abandon()`` wait for.
  private func start(_ number: Int, _ body: ByteBuffer) {
    state.withLock { state in
      let uploadID = state.uploadID ?? Task { try await begin() }
      state.uploadID = uploadID
      state.uploads.append(
        Task {
          defer { places.signal() }
          do {
            return try await upload(number, body, to: uploadID.value)
          } catch {
            self.state.withLock { $0.failure = $0.failure ?? error }
            throw error
          }
        })
    }
  }

  private func begin() async throws -> String {
    do throws(AWSError) {
      return try await store.client.createMultipartUpload(
        S3Client.CreateMultipartUpload(bucket: store.bucket, key: path))
    } catch {
      throw StoreError(error, doing: "begin to write", key: path, in: store.location)
    }
  }

  private func upload(_ number: Int, _ body: ByteBuffer, to uploadID: String) async throws -> S3UploadedPart {
    do throws(AWSError) {
      return try await store.client.uploadPart(
        S3Client.UploadPart(bucket: store.bucket, key: path, uploadID: uploadID, number: number, body: body))
    } catch {
      throw StoreError(error, doing: "write part \(number) of", key: path, in: store.location)
    }
  }

  package func publish(_ condition: PutCondition) async throws -> PutOutcome {
    let (isSmall, last) = try state.withLock { state in
      try check(state)
      let isSmall = state.nextNumber == 1
      return (isSmall, takePart(&state))
    }
    do {
      if isSmall {
        let outcome = try await store.put(last.body, as: path, condition: condition)
        state.withLock { $0.isOver = true }
        return outcome
      }
      // It does not wait for a place: the writer has ended, and no further part is filled.
      start(last.number, last.body)
      return try await complete(condition)
    } catch {
      await abandon()
      throw error
    }
  }

  private func complete(_ condition: PutCondition) async throws -> PutOutcome {
    var parts: [S3UploadedPart] = []
    for upload in state.withLock({ $0.uploads }) { parts.append(try await upload.value) }
    guard let uploadID = try await state.withLock({ $0.uploadID })?.value else { return .exists }
    let input = S3Client.CompleteMultipartUpload(
      bucket: store.bucket, key: path, uploadID: uploadID, parts: parts, condition: condition.s3)
    do throws(AWSError) {
      try await store.client.completeMultipartUpload(input)
    } catch {
      return try await settle(error)
    }
    state.withLock { $0.isOver = true }
    return .stored
  }

  /// What the end of an upload came to that was answered with an error.
  private func settle(_ error: AWSError) async throws -> PutOutcome {
    if error.status == 412 {
      await abandon()
      return .exists
    }
    // The answer to an earlier attempt got lost, or another writer was quicker: the object tells.
    if error.code == "NoSuchUpload" || error.status == 409, let there = try await store.head(key) {
      let size = state.withLock { $0.size }
      await abandon()
      return error.code == "NoSuchUpload" && there.size == size ? .stored : .exists
    }
    throw StoreError(error, doing: "finish", key: path, in: store.location)
  }

  package func abandon() async {
    let (uploads, uploadID) = state.withLock { state in
      if state.isOver { return ([], nil) as ([Task<S3UploadedPart, any Error>], Task<String, any Error>?) }
      state.isOver = true
      state.filling = ByteBuffer()
      return (state.uploads, state.uploadID)
    }
    for upload in uploads { upload.cancel() }
    for upload in uploads { _ = await upload.result }
    guard let id = try? await uploadID?.value else { return }
    // Where this fails the bucket's rule for unfinished uploads removes the parts.
    try? await store.client.abortMultipartUpload(
      S3Client.AbortMultipartUpload(bucket: store.bucket, key: path, uploadID: id))
  }
}
