import MillraceStorage

/// Whether the largest objects take longer to read than a message stays invisible.
///
/// Looks at the first thousand objects of a bucket, reads a part of the largest one, and reckons.
struct SpeedExamination: Examination {
  /// Empty: those that the queue's policy names.
  let buckets: [String]
  let queue: Address
  let storage: any StorageProvider

  private static let looked = 1000
  private static let part: Int64 = 8 << 20

  func findings() async -> [Finding] {
    guard let attributes = try? await storage.queue(queue).attributes() else { return [] }
    let names = buckets.isEmpty ? QueuePolicy(attributes.other["Policy"]).buckets : buckets
    var found: [Finding] = []
    for name in names { found.append(await examine(name, timeout: attributes.visibilityTimeout)) }
    return found
  }

  private func examine(_ bucket: String, timeout: Duration) async -> Finding {
    func finding(_ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
      Finding("queue.time", "s3://\(bucket)", verdict, message, remedy: remedy)
    }
    do {
      let store = try await storage.bucket(bucket, in: nil)
      guard let largest = try await largest(in: store) else {
        return finding(.skipped, "the bucket is empty, so reading could not be timed")
      }
      let (verdict, text) = try await judge(largest, in: store, timeout: timeout)
      return finding(verdict, text, remedy: verdict == .warning ? Self.remedy : nil)
    } catch {
      return finding(
        .error, "\(error)",
        remedy: "allow s3:ListBucket on arn:aws:s3:::\(bucket), and s3:GetObject on arn:aws:s3:::\(bucket)/*")
    }
  }

  private func largest(in store: any ObjectStore) async throws -> ObjectInfo? {
    var largest: ObjectInfo?
    var seen = 0
    for try await page in store.list(prefix: "") {
      for object in page where object.size > largest?.size ?? -1 { largest = object }
      seen += page.count
      if seen >= Self.looked { break }
    }
    return largest
  }

  private static let remedy =
    "see that nothing else limits reading: the network, a NAT gateway, the pod's CPU; a longer visibility timeout saves calls"

  private func judge(
    _ object: ObjectInfo, in store: any ObjectStore, timeout: Duration
  ) async throws -> (Verdict, String) {
    let began = ContinuousClock.now
    let bytes = object.size == 0 ? [] : try await store.get(object.key, range: 0..<min(object.size, Self.part))
    let speed = Double(bytes.count) / max((ContinuousClock.now - began) / .seconds(1), 1e-4)
    let needed = speed > 0 ? Double(object.size) / speed : 0
    let text =
      "the largest of the first objects has \(Quantity.bytes(object.size)) and takes "
      + "\(Quantity.duration(.seconds(needed))) to read at the \(Quantity.rate(Int64(speed), in: .seconds(1))) measured; "
      + "messages stay invisible for \(Quantity.duration(timeout))"
    if .seconds(needed) <= timeout { return (.ok, text) }
    return (.warning, text + ", which is extended meanwhile, but a process that dies delays its object by as long")
  }
}
