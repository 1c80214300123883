package import Foundation

/// The sources that this was built from.
package enum Repository {
  package static var url: URL {
    // Sources/MillraceTesting/Places/Repository.swift, three folders below the repository.
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url
  }
}
