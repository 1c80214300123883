import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import MillraceAWS

@Suite struct S3OperationTests {
  private func output<Operation: S3Operation>(_ operation: Operation, _ body: String) throws(XMLError)
    -> Operation.Output
  {
    try operation.output(status: 200, headers: [:], body: ByteBuffer(string: body))
  }

  @Test(arguments: [
    ("a b+c%d", "a%20b%2Bc%25d"), ("dir/é🦆", "dir/%C3%A9%F0%9F%A6%86"), ("//a/../b/.", "//a/../b/."),
    ("?#&=", "%3F%23%26%3D"),
  ])
  func keysAreEncodedForPaths(key: String, path: String) {
    #expect(S3Client.HeadObject(bucket: "b", key: key).request().encodedKey == path)
  }

  @Test func gettingHasRangesAndConditions() {
    let request = S3Client.GetObject(bucket: "b", key: "k", range: 5..<10, ifMatch: "\"e\"", versionID: "v").request()
    #expect(request.headers.first(name: "Range") == "bytes=5-9" && request.headers.first(name: "If-Match") == "\"e\"")
    #expect(request.query.map(\.name) == ["versionId"] && request.method == .GET)
  }

  @Test func puttingHasConditionsAndChecksums() {
    let request = S3Client.PutObject(
      bucket: "b", key: "k", body: ByteBuffer(string: "x"), contentType: "text/plain", metadata: ["a": "1"],
      condition: .ifAbsent, checksum: S3Checksum(.crc32, value: "AAAA")
    ).request()
    #expect(request.headers.first(name: "If-None-Match") == "*")
    #expect(request.headers.first(name: "x-amz-checksum-crc32") == "AAAA")
    #expect(request.headers.first(name: "x-amz-meta-a") == "1")
  }

  @Test func completingNamesPartsInOrder() throws {
    let complete = S3Client.CompleteMultipartUpload(
      bucket: "b", key: "k", uploadID: "u&1",
      parts: [
        .init(number: 1, etag: "\"a\"", checksum: S3Checksum(.crc32, value: "AA==")), .init(number: 2, etag: "\"b\""),
      ], condition: .ifAbsent)
    let request = complete.request()
    let body = request.body.map { String(buffer: $0) }
    #expect(
      body
        == "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><ChecksumCRC32>AA=="
        + "</ChecksumCRC32><ETag>&quot;a&quot;</ETag><PartNumber>1</PartNumber></Part><Part><ETag>&quot;b&quot;</ETag>"
        + "<PartNumber>2</PartNumber></Part></CompleteMultipartUpload>")
    let stored = try output(
      complete, "  \n<CompleteMultipartUploadResult><ETag>\"x-2\"</ETag></CompleteMultipartUploadResult>")
    #expect(stored.etag == "\"x-2\"" && S3Client.CompleteMultipartUpload.mayFailWithStatus200)
  }

  @Test func listsAreDecoded() throws {
    let page = try output(
      S3Client.ListObjectsV2(bucket: "b"),
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>true</IsTruncated>
      <Contents><Key>a+b%2Bc%0A</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified><ETag>&quot;e&quot;</ETag>
      <Size>5000000000</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>
      <CommonPrefixes><Prefix>%C3%A9/</Prefix></CommonPrefixes><NextContinuationToken>t==</NextContinuationToken>
      <EncodingType>url</EncodingType></ListBucketResult>
      """)
    #expect(page.objects.map(\.key) == ["a b+c\n"] && page.objects.map(\.size) == [5_000_000_000])
    #expect(page.objects[0].etag == "\"e\"" && page.objects[0].lastModified?.timeIntervalSince1970 == 1_255_369_830)
    #expect(page.prefixes == ["é/"] && page.next == "t==")
  }

  @Test func listsOfStoresThatDoNotEncodeAreTakenAsTheyAre() throws {
    let page = try output(
      S3Client.ListObjectsV2(bucket: "b"),
      "<ListBucketResult><Contents><Key>a+b%41</Key></Contents><NextContinuationToken>t</NextContinuationToken>"
        + "</ListBucketResult>")
    #expect(page.objects.map(\.key) == ["a+b%41"] && page.next == nil)
  }

  @Test func deletingTellsWhatFailed() throws {
    let delete = S3Client.DeleteObjects(bucket: "b", keys: ["a<b", "c"])
    #expect(delete.request().body.map { String(buffer: $0).contains("<Key>a&lt;b</Key>") } == true)
    let failures = try output(
      delete,
      "<DeleteResult><Deleted><Key>c</Key></Deleted><Error><Key>a&lt;b</Key><Code>AccessDenied</Code>"
        + "<Message>no</Message></Error></DeleteResult>")
    #expect(failures == [.init(key: "a<b", code: "AccessDenied", message: "no")])
  }

  @Test(arguments: [("", "us-east-1"), ("EU", "eu-west-1"), ("ap-south-1", "ap-south-1")])
  func regionsHaveOldNames(text: String, region: String) throws {
    let answer = "<LocationConstraint xmlns=\"x\">\(text)</LocationConstraint>"
    #expect(try output(S3Client.GetBucketLocation(bucket: "b"), answer) == region)
  }

  @Test func notificationsSurviveARoundTrip() throws {
    let configuration = S3NotificationConfiguration(
      targets: [
        .init(
          .queue, arn: "arn:q", filters: [.init(name: "prefix", value: "a&b"), .init(name: "suffix", value: ".x")],
          id: "1"),
        .init(.topic, arn: "arn:t", events: ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"]),
        .init(.function, arn: "arn:f"),
      ], sendsToEventBridge: true)
    let body = S3Client.PutBucketNotificationConfiguration(bucket: "b", configuration: configuration).request().body
    let read = try S3Client.GetBucketNotificationConfiguration(bucket: "b")
      .output(status: 200, headers: [:], body: body ?? ByteBuffer())
    #expect(Set(read.targets.map(\.arn)) == ["arn:q", "arn:t", "arn:f"] && read.sendsToEventBridge)
    for target in configuration.targets { #expect(read.targets.contains(target)) }
  }

  @Test func headsAreReadFromHeaders() {
    let head = S3ObjectHead(headers: [
      "Content-Length": "10", "Content-Range": "bytes 0-9/443", "ETag": "\"e\"", "X-Amz-Meta-Name": "v",
      "x-amz-version-id": "null", "Last-Modified": "Tue, 29 Apr 2014 18:30:38 GMT", "x-amz-checksum-crc32": "AAAA",
    ])
    #expect(head.size == 443 && head.etag == "\"e\"" && head.metadata == ["name": "v"] && head.versionID == nil)
    #expect(head.checksums == [S3Checksum(.crc32, value: "AAAA")] && head.lastModified != nil)
  }
}
