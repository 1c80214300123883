import Testing

@testable import Millrace

/// Sizes, durations and limits as a person writes them.
@Suite struct ValueTextTests {
  @Test(arguments: [
    ("0", 0), ("512", 512), ("1B", 1), ("1kB", 1000), ("1KiB", 1024), ("64MiB", 64 << 20), ("64 MB", 64_000_000),
    ("3.5MB", 3_500_000), ("1GB", 1_000_000_000), ("1GiB", 1 << 30), ("2g", 2_000_000_000), ("1TiB", 1 << 40),
  ])
  func sizes(text: String, bytes: Int64) {
    #expect(ByteSize.parse(text) == bytes)
    #expect(ByteSize.parse(ByteSize.render(bytes)) == bytes)
  }

  @Test(arguments: ["", "-1", "GB", "1XB", "1e3", "0x10", "inf", "nan", "1..2", ".5", "5.", "99999999TB", "１GB"])
  func textThatIsNoSize(text: String) {
    #expect(ByteSize.parse(text) == nil)
  }

  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("2s", .seconds(2)), ("1.5s", .milliseconds(1500)), ("5m", .seconds(300)),
    ("2h", .seconds(7200)), ("1d", .seconds(86_400)), ("1m30s", .seconds(90)), ("0s", .zero),
  ])
  func durations(text: String, duration: Duration) {
    #expect(DurationText.parse(text) == duration)
    #expect(DurationText.parse(DurationText.render(duration)) == duration)
  }

  @Test(arguments: ["", "5", "s", "-1s", "1 s", "2 parsecs", "1M", "9999999999d", "1e3s"])
  func textThatIsNoDuration(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(arguments: [
    ("none", PipelineConfiguration.BadRecordLimit.none), ("0", .count(0)), ("1000", .count(1000)),
    ("50%", .fraction(0.5)), ("0.5%", .fraction(0.005)), ("100%", .fraction(1)),
  ])
  func badRecordLimits(text: String, limit: PipelineConfiguration.BadRecordLimit) {
    #expect(PipelineConfiguration.BadRecordLimit(text: text) == limit)
    #expect(PipelineConfiguration.BadRecordLimit(text: limit.text) == limit)
  }

  @Test(arguments: ["", "-1", "101%", "%", "few"])
  func textThatIsNoBadRecordLimit(text: String) {
    #expect(PipelineConfiguration.BadRecordLimit(text: text) == nil)
  }

  @Test func nearestNames() {
    #expect(NearestName.find("directroy", among: ["directory", "match"]) == "directory")
    #expect(NearestName.find("followLinks", among: ["follow-links", "match"]) == "follow-links")
    #expect(NearestName.find("transforms", among: ["format", "source", "sink"]) == nil)
    #expect(NearestName.find("xy", among: ["to"]) == nil)
  }

  @Test(arguments: [
    ("a", "/w/a"), ("./a/../b//c/", "/w/b/c"), ("../a", "/a"), ("../../../a", "/a"), ("/x/./y", "/x/y"), (".", "/w"),
  ])
  func paths(text: String, path: String) {
    #expect(PathText.absolute(text, in: "/w") == path)
  }
}
