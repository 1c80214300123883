internal import Synchronization

/// Finds the region: the configuration's, the profile's, or that of the machine (IMDS). What was found is kept.
final class RegionSource: Sendable {
  private let known: Mutex<String?>

  init(configured: String?) { known = Mutex(configured) }

  func region(in runtime: AWSRuntime) async throws(AWSError) -> String {
    if let region = known.withLock({ $0 }) { return region }
    let region = try await find(in: runtime)
    known.withLock { $0 = region }
    return region
  }

  private func find(in runtime: AWSRuntime) async throws(AWSError) -> String {
    if let region = try runtime.sharedFiles.profile()?["region"] { return region }
    let missing = AWSError(
      .configuration, code: "NoRegion",
      "There is no region. Set AWS_REGION, or “region” in the profile “\(runtime.sharedFiles.profileName)”.")
    do throws(AWSError) {
      guard let region = try await InstanceMetadata(runtime).region() else { throw missing }
      return region
    } catch {
      if error.kind == .cancelled { throw error }
      throw missing
    }
  }
}
