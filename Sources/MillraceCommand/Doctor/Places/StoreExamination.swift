import Foundation
import MillraceStorage

/// A bucket, a folder of a web server, or one behind the same seam: whether it answers, and the rights in it.
struct StoreExamination: Examination {
  let address: Address
  let storage: any StorageProvider
  /// What the pipeline file calls it: `output`, `manifests`, `quarantine`.
  let role: String
  let isWritten: Bool
  /// Whether to try writing: puts a small object and deletes it.
  let tryWriting: Bool

  func findings() async -> [Finding] {
    let store: any ObjectStore
    do {
      store = try await storage.objectStore(address)
      try await list(store)
    } catch {
      return [unreachable(error)]
    }
    let listed = finding("reachable", .ok, "\(role): it answers, and can be listed")
    return isWritten ? [listed, await written(store)] : [listed]
  }

  private func list(_ store: any ObjectStore) async throws {
    for try await _ in store.list(prefix: "") { break }
  }

  /// A folder of a web server says by itself what is wrong with it.
  private var isIndex: Bool { address.scheme == .http || address.scheme == .https }

  private func unreachable(_ error: any Error) -> Finding {
    if isIndex { return finding("reachable", .error, "\(role): \(error)", remedy: "curl \(address)") }
    let bucket = address.bucketName
    let remedy: String? =
      switch (error as? StoreError)?.code {
      case .storeMissing: "aws s3 mb s3://\(bucket)"
      case .accessDenied: "allow s3:ListBucket on arn:aws:s3:::\(bucket); docs/aws.md lists all rights"
      default: "check the name, the region and the network"
      }
    return finding("reachable", .error, "\(role): \(error)", remedy: remedy)
  }

  private func written(_ store: any ObjectStore) async -> Finding {
    guard tryWriting else {
      return finding("write", .skipped, "not tried; --write puts a small object there and deletes it again")
    }
    do {
      let key = try ObjectKey(".millrace-doctor/\(UUID().uuidString)")
      _ = try await store.put(Array("millrace doctor\n".utf8), as: key, condition: .overwrite)
      try await store.delete(key)
      return finding("write", .ok, "an object was written and deleted")
    } catch {
      return finding(
        "write", .error, "\(error)",
        remedy: "allow s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on arn:aws:s3:::\(address.path)/*")
    }
  }

  private func finding(_ check: String, _ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
    Finding("\(isIndex ? "index" : "bucket").\(check)", address.description, verdict, message, remedy: remedy)
  }
}

extension Address {
  /// The bucket of an S3 address.
  var bucketName: String { path.split(separator: "/").first.map(String.init) ?? path }
}
