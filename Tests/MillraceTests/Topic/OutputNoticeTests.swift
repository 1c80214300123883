import Foundation
import MillraceConversion
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct OutputNoticeTests {
  private func notice(_ columns: [ColumnDefinition], key: String = "a.csv") async throws -> OutputNotice {
    let folder = try TemporaryDirectory()
    let store = try await DirectoryStore.open(at: folder.path)
    let place = ObjectPlace(store: store, bucket: "in", key: try ObjectKey(key), size: 10, etag: "e")
    let output = OutputPlace(store: "s3://out", key: try ObjectKey("a.parquet"), bytes: 5)
    return OutputNotice(
      pipeline: "p", input: place, report: ObjectReport(output: output, format: "parquet", rows: 1, columns: columns),
      startedAt: Date(timeIntervalSince1970: 0), duration: .milliseconds(1500))
  }

  @Test func itHoldsWhatSubscribersFilterOn() async throws {
    let message = try await notice([]).message(isFIFO: false)
    #expect(
      Set(message.attributes.keys) == ["millrace-id", "pipeline", "status", "bucket", "format", "rows", "bad-rows"])
    #expect(message.group == nil && message.deduplicationID == nil)
    let body = try JSONValue(parsing: message.body)
    #expect(body["duration_ms"]?.integer == 1500 && body["started_at"]?.text == "1970-01-01T00:00:00.000Z")
  }

  @Test func theIdentityIsTheSameEachTimeAndAnotherForAnotherVersion() async throws {
    let first = try await notice([])
    #expect(try await notice([]).id == first.id && first.id.utf8.count == 32)
    var other = first
    other.pipeline = "q"
    #expect(other.id != first.id)
    #expect(first.message(isFIFO: true).deduplicationID == first.id && first.message(isFIFO: true).group != nil)
  }

  @Test(arguments: [100, 3000, 20_000]) func columnsAreCutWhereTheLimitIsReached(count: Int) async throws {
    let columns = (0..<count).map { ColumnDefinition(name: "a column with a \"name\" \($0) \u{FFFF}", type: .string) }
    let message = try await notice(columns).message(isFIFO: false)
    #expect(message.countedBytes <= TopicLimits.batchBytes)
    #expect(message.fault == nil)
    let body = try JSONValue(parsing: message.body)
    let told = try #require(body["columns"]?.elements)
    #expect(body["column_count"]?.integer == Int64(count))
    #expect((body["columns_cut"]?.boolean ?? false) == (told.count < count))
    if count == 20_000 {
      #expect(told.count < count && message.countedBytes > TopicLimits.batchBytes - 200)
    }
  }
}
