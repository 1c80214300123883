import MillraceAWS
import Testing

@Suite("Endpoints") struct EndpointTests {
  private func place(
    _ service: AWSService = .s3, own: String? = nil, region: String = "eu-central-1", bucket: String? = nil,
    addressing: S3Addressing = .automatic
  ) throws -> String {
    let endpoint = try own.map { try AWSEndpoint(parsing: $0, from: "AWS_ENDPOINT_URL") }
    let place = try EndpointResolver(service: service, own: endpoint, addressing: addressing)
      .place(region: region, bucket: bucket)
    return place.endpoint.origin + place.pathPrefix
  }

  @Test("AWS's own, by region and partition") func standard() throws {
    #expect(try place(.sqs) == "https://sqs.eu-central-1.amazonaws.com")
    #expect(try place(.monitoring, region: "us-gov-west-1") == "https://monitoring.us-gov-west-1.amazonaws.com")
    #expect(try place(.sns, region: "cn-north-1") == "https://sns.cn-north-1.amazonaws.com.cn")
  }

  @Test("where the bucket stands") func buckets() throws {
    #expect(try place(bucket: "lake") == "https://lake.s3.eu-central-1.amazonaws.com")
    #expect(try place(bucket: "my.lake") == "https://s3.eu-central-1.amazonaws.com/my.lake")
    #expect(try place(bucket: "lake", addressing: .path) == "https://s3.eu-central-1.amazonaws.com/lake")
    #expect(try place(own: "http://localhost:9000", bucket: "lake") == "http://localhost:9000/lake")
    #expect(try place(own: "http://localhost:9000/base/", bucket: "lake") == "http://localhost:9000/base/lake")
    let virtual = try place(own: "http://localhost:9000", bucket: "lake", addressing: .virtualHosted)
    #expect(virtual == "http://lake.localhost:9000")
  }

  @Test("a region cannot lead elsewhere", arguments: ["", "eu.evil.com/", "eu west", "EU"])
  func regions(_ region: String) {
    let error = #expect(throws: AWSError.self) { try place(.sqs, region: region) }
    #expect(error?.kind == .configuration)
  }

  @Test(
    "what is no URL is refused, with where it stands", arguments: ["localhost:80", "ftp://x", "http://", "http://a?b"])
  func malformed(_ text: String) {
    let error = #expect(throws: AWSError.self) { try place(own: text) }
    #expect(error?.message.contains("AWS_ENDPOINT_URL") == true)
  }

  @Test("the order of settings") func order() throws {
    let all = ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_SQS": "http://sqs"]
    let configuration = try AWSConfiguration.fromEnvironment(all)
    #expect(configuration.endpoint == "http://all" && configuration.serviceEndpoints == ["SQS": "http://sqs"])
    let ignored = try AWSConfiguration.fromEnvironment(
      all.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 })
    #expect(ignored.endpoint == nil && ignored.serviceEndpoints.isEmpty)
    #expect(throws: AWSError.self) { try AWSConfiguration.fromEnvironment(["AWS_MAX_ATTEMPTS": "many"]) }
  }

  @Test("how S3 is talked to") func s3() throws {
    let plain = try AWSConfiguration.fromEnvironment([:])
    #expect(plain.checksums == .supported && plain.s3Addressing == .automatic)
    let given = try AWSConfiguration.fromEnvironment([
      "AWS_REQUEST_CHECKSUM_CALCULATION": "WHEN_REQUIRED", "MILLRACE_S3_ADDRESSING": "path",
    ])
    #expect(given.checksums == .required && given.s3Addressing == .path)
    #expect(try AWSConfiguration.fromEnvironment(["MILLRACE_S3_CHECKSUMS": "md5"]).checksums == .md5)
    let error = #expect(throws: AWSError.self) {
      try AWSConfiguration.fromEnvironment(["MILLRACE_S3_CHECKSUMS": "sha1"])
    }
    #expect(error?.message.contains("supported or required or md5 or none") == true)
  }
}
