internal import Synchronization

/// Finds where a service's requests go: an endpoint of one's own, or AWS's for the region.
package final class EndpointResolver: Sendable {
  /// A place with what stands in front of a request's path.
  package struct Place: Sendable {
    package let endpoint: AWSEndpoint
    package let pathPrefix: String
  }

  private struct Key: Hashable {
    let region: String
    let bucket: String?
  }

  private let service: AWSService
  private let own: AWSEndpoint?
  private let addressing: S3Addressing
  private let places = Mutex<[Key: Place]>([:])

  /// - Parameter own: the endpoint that is configured for the service.
  package init(service: AWSService, own: AWSEndpoint?, addressing: S3Addressing) {
    self.service = service
    self.own = own
    self.addressing = addressing
  }

  package func place(region: String, bucket: String?) throws(AWSError) -> Place {
    let key = Key(region: region, bucket: bucket)
    if let place = places.withLock({ $0[key] }) { return place }
    let place = try makePlace(region: region, bucket: bucket)
    places.withLock { places in
      if places.count >= 1_000 { places.removeAll() }
      places[key] = place
    }
    return place
  }

  private func makePlace(region: String, bucket: String?) throws(AWSError) -> Place {
    try EndpointResolver.check(region)
    let base = own ?? EndpointResolver.standard(service, region: region)
    guard let bucket else { return Place(endpoint: base, pathPrefix: base.basePath) }
    if isInPath(bucket) {
      return Place(endpoint: base, pathPrefix: "\(base.basePath)/\(PercentEncoding.encode(bucket))")
    }
    let endpoint = AWSEndpoint(
      isSecure: base.isSecure, host: "\(bucket).\(base.host)", port: base.port, basePath: base.basePath)
    return Place(endpoint: endpoint, pathPrefix: base.basePath)
  }

  /// A dot in a bucket's name makes a host that no certificate of S3 covers.
  private func isInPath(_ bucket: String) -> Bool {
    switch addressing {
    case .path: true
    case .virtualHosted: false
    case .automatic: own != nil || bucket.contains(".") || !EndpointResolver.isHostLabel(bucket)
    }
  }

  static func isHostLabel(_ name: String) -> Bool {
    let bytes = name.utf8
    return (3...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// A region becomes part of a host name, therefore it may hold nothing else.
  private static func check(_ region: String) throws(AWSError) {
    let bytes = region.utf8
    guard (1...63).contains(bytes.count),
      bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") })
    else {
      throw AWSError(
        .configuration, code: "InvalidRegion", "“\(region)” is no region; write it as eu-central-1 (AWS_REGION).")
    }
  }

  /// AWS's own, by the region's partition.
  package static func standard(_ service: AWSService, region: String) -> AWSEndpoint {
    AWSEndpoint(isSecure: true, host: "\(service.endpointPrefix).\(region).\(domain(of: region))")
  }

  static func domain(of region: String) -> String {
    if region.hasPrefix("cn-") { return "amazonaws.com.cn" }
    if region.hasPrefix("us-isob-") { return "sc2s.sgov.gov" }
    if region.hasPrefix("us-iso-") { return "c2s.ic.gov" }
    return "amazonaws.com"
  }
}
