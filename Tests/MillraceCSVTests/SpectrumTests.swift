import Foundation
import MillraceCSV
import Testing

/// The csv-spectrum corpus: files with the JSON that they are to become.
struct SpectrumTests {
  @Test(.enabled(if: Spectrum.isThere, "csv-spectrum is not beside the repository"), arguments: Spectrum.names)
  func readsEachFileAsItsJSON(name: String) throws {
    let csv = try Data(contentsOf: Spectrum.folder.appending(path: "csvs/\(name).csv"))
    let json = try Data(contentsOf: Spectrum.folder.appending(path: "json/\(name).json"))
    let expected = try JSONSerialization.jsonObject(with: json) as? [[String: String]]
    let found = try TestRows.read([UInt8](csv)).objects
    // One file's JSON is a single object of other values than its CSV; its fields are checked below.
    if let expected { #expect(found == expected) } else { #expect(name == "location_coordinates") }
    #expect(!found.isEmpty)
  }

  @Test(.enabled(if: Spectrum.isThere, "csv-spectrum is not beside the repository"))
  func keepsQuotesWithinUnquotedFields() throws {
    let csv = try Data(contentsOf: Spectrum.folder.appending(path: "csvs/location_coordinates.csv"))
    let found = try TestRows.read([UInt8](csv)).objects
    #expect(found.count == 1)
    #expect(found.first?["Location Coordinates"] == "37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W")
    #expect(found.first?["Counties"] == "Stanislaus")
  }
}

enum Spectrum {
  static let folder: URL = {
    let given = ProcessInfo.processInfo.environment["MILLRACE_CORPORA"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (given ?? root.deletingLastPathComponent().appending(path: "shared/corpora")).appending(path: "csv-spectrum")
  }()

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "csvs").path)) ?? []
    return files.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }()

  static var isThere: Bool { !names.isEmpty }
}
