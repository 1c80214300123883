import MillraceAWS
import MillraceTesting
import NIOCore
import Testing

/// Each call of S3 that we make, against moto.
@Suite(.enabled(if: MotoServer.isInstalled, "moto is not installed")) struct S3MotoTests {
  private func withBucket(_ body: (S3Client, String) async throws -> Void) async throws {
    try await withMoto { runtime in
      let client = S3Client(runtime: runtime)
      let bucket = uniqueName("bucket")
      try await client.createBucket(.init(bucket: bucket, region: "eu-central-1"))
      try await body(client, bucket)
    }
  }

  @Test func objectsAreWrittenAndRead() async throws {
    try await withBucket { client, bucket in
      let body = ByteBuffer(string: "0123456789")
      let stored = try await client.putObject(
        .init(bucket: bucket, key: "a b/é+%.txt", body: body, contentType: "text/x-test", metadata: ["mark": "1"]))
      let (head, read) = try await client.getObject(.init(bucket: bucket, key: "a b/é+%.txt", ifMatch: stored.etag))
      #expect(read == body && head.size == 10 && head.etag == stored.etag && head.metadata == ["mark": "1"])
      #expect(head.contentType == "text/x-test" && head.lastModified != nil)
      let (part, bytes) = try await client.getObject(.init(bucket: bucket, key: "a b/é+%.txt", range: 2..<5))
      #expect(String(buffer: bytes) == "234" && part.size == 10)
      var pieces = ByteBuffer()
      let streamed = try await client.streamObject(.init(bucket: bucket, key: "a b/é+%.txt")) { piece in
        pieces.writeImmutableBuffer(piece)
      }
      #expect(pieces == body && streamed.etag == stored.etag)
      #expect(try await client.headObject(.init(bucket: bucket, key: "a b/é+%.txt")).size == 10)
    }
  }

  @Test func errorsHaveTheirCodes() async throws {
    try await withBucket { client, bucket in
      let missing = await #expect(throws: AWSError.self) { try await client.getObject(.init(bucket: bucket, key: "x")) }
      #expect(missing?.code == "NoSuchKey" && missing?.status == 404 && missing?.requestID != nil)
      let headless = await #expect(throws: AWSError.self) {
        try await client.headObject(.init(bucket: bucket, key: "x"))
      }
      #expect(headless?.status == 404)
      try await client.putObject(.init(bucket: bucket, key: "k", body: ByteBuffer(string: "1")))
      let again = await #expect(throws: AWSError.self) {
        try await client.putObject(.init(bucket: bucket, key: "k", body: ByteBuffer(string: "2"), condition: .ifAbsent))
      }
      #expect(again?.status == 412 && again?.code == "PreconditionFailed")
      let changed = await #expect(throws: AWSError.self) {
        try await client.getObject(.init(bucket: bucket, key: "k", ifMatch: "\"0\""))
      }
      #expect(changed?.status == 412)
    }
  }

  @Test func partsBecomeAnObject() async throws {
    try await withBucket { client, bucket in
      let part = ByteBuffer(repeating: 65, count: 5 << 20)
      let upload = try await client.createMultipartUpload(.init(bucket: bucket, key: "big"))
      #expect(try await client.listMultipartUploads(.init(bucket: bucket)).uploads.map(\.uploadID) == [upload])
      var parts: [S3UploadedPart] = []
      for (number, body) in [(1, part), (2, ByteBuffer(string: "end"))] {
        parts.append(
          try await client.uploadPart(
            .init(bucket: bucket, key: "big", uploadID: upload, number: number, body: body)))
      }
      let stored = try await client.completeMultipartUpload(
        .init(bucket: bucket, key: "big", uploadID: upload, parts: parts))
      let head = try await client.headObject(.init(bucket: bucket, key: "big"))
      #expect(head.size == 5 << 20 + 3 && head.etag == stored.etag)
      let second = try await client.createMultipartUpload(.init(bucket: bucket, key: "gone"))
      try await client.abortMultipartUpload(.init(bucket: bucket, key: "gone", uploadID: second))
      #expect(try await client.listMultipartUploads(.init(bucket: bucket)).uploads.isEmpty)
    }
  }

  @Test func keysOfAnyKindAreListedCopiedAndDeleted() async throws {
    try await withBucket { client, bucket in
      let keys = [
        "a b", "a+b", "a%2Bb", "é/ü", "🦆", "x//y", "q?r#s&t=u", "<tag>&'\"", String(repeating: "k", count: 1_024),
      ]
      for key in keys { try await client.putObject(.init(bucket: bucket, key: key, body: ByteBuffer(string: key))) }
      for key in keys {
        #expect(try await String(buffer: client.getObject(.init(bucket: bucket, key: key)).body) == key)
      }
      var listed: [String] = []
      var list = S3Client.ListObjectsV2(bucket: bucket, maximum: 4)
      repeat {
        let page = try await client.listObjects(list)
        listed += page.objects.map(\.key)
        list.token = page.next
      } while list.token != nil
      #expect(listed.sorted() == keys.sorted())
      #expect(try await client.listObjects(.init(bucket: bucket, delimiter: "/")).prefixes.sorted() == ["x/", "é/"])
      try await client.copyObject(.init(from: bucket, "a b", to: bucket, "copy of +"))
      #expect(try await String(buffer: client.getObject(.init(bucket: bucket, key: "copy of +")).body) == "a b")
      try await client.deleteObject(.init(bucket: bucket, key: "copy of +"))
      #expect(try await client.deleteObjects(.init(bucket: bucket, keys: keys)).isEmpty)
      #expect(try await client.listObjects(.init(bucket: bucket)).objects.isEmpty)
    }
  }

  @Test func bucketsSayWhatTheyAre() async throws {
    try await withBucket { client, bucket in
      _ = try await client.headBucket(.init(bucket: bucket))
      #expect(try await client.getBucketLocation(.init(bucket: bucket)) == "eu-central-1")
      #expect(try await client.getBucketNotificationConfiguration(.init(bucket: bucket)).targets == [])
      let missing = await #expect(throws: AWSError.self) {
        try await client.headBucket(.init(bucket: uniqueName("no")))
      }
      #expect(missing?.status == 404)
    }
  }

  @Test func notificationsAreSet() async throws {
    try await withMoto { runtime in
      let (client, queues) = (S3Client(runtime: runtime), SQSClient(runtime: runtime))
      let bucket = uniqueName("bucket")
      try await client.createBucket(.init(bucket: bucket, region: "eu-central-1"))
      let url = try await queues.createQueue(.init(queueName: uniqueName("events")))
      let arn = try await queues.getQueueAttributes(.init(queue: url))["QueueArn"] ?? ""
      let target = S3NotificationTarget(
        .queue, arn: arn, filters: [.init(name: "prefix", value: "in/")], id: "millrace")
      try await client.putBucketNotificationConfiguration(
        .init(bucket: bucket, configuration: .init(targets: [target])))
      #expect(try await client.getBucketNotificationConfiguration(.init(bucket: bucket)).targets == [target])
    }
  }
}
