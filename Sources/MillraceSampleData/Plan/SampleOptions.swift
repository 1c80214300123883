/// What sample data to make. The same options give the same bytes on every platform.
package struct SampleOptions: Sendable {
  /// Number of files.
  package var count = 300
  /// Size of a file in bytes; the last record that still fits ends it. A file has at least one record.
  package var fileSize = 3_500_000
  package var seed: UInt64 = 1
  package var format = SampleFormat.ndjson
  /// Day of the first file.
  package var firstDay = CivilDate(daysSince1970: 20_454)
  /// Number of days over which the files are spread, as evenly as it goes.
  package var days = 1
  /// How many of a million records are damaged.
  package var badPerMillion = 0
  /// Comment lines at the head of each JSON file; other formats have none.
  package var commentLines = 3

  package init() {}
}
