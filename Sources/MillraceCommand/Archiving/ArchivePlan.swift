import Foundation
import Millrace
import MillraceStorage

/// What `archive` is to do, by its arguments and the pipeline file.
struct ArchivePlan {
  let source: Address
  /// nil: files are deleted.
  let target: Address?
  let after: Duration

  /// - Throws: `CommandFailure` where the two do not say it, or it cannot work.
  init(_ configuration: PipelineConfiguration, to: String?, deletes: Bool, olderThan: Duration?) throws {
    guard configuration.obstacleToArchiving == nil, let source = configuration.archivedPlace else {
      let reason = configuration.obstacleToArchiving ?? "its source has no files"
      throw CommandFailure.usage("The source files of \(configuration.name) cannot be archived: \(reason).")
    }
    self.source = source
    let standing = configuration.sourceArchive
    after = olderThan ?? standing?.after ?? PipelineConfiguration.SourceArchive(to: nil).after
    if let to {
      target = try Self.folder(to)
    } else if deletes {
      target = nil
    } else if let standing {
      target = standing.to
    } else {
      throw CommandFailure.usage(
        "Say --to FOLDER or --delete, or write “archive: {after: 7d, to: ./done}” into the pipeline file.")
    }
    if let target, target.lies(in: source) {
      throw CommandFailure.usage(
        "\(target.readable) lies in the source, where the pipeline would take the files again.")
    }
  }

  private static func folder(_ text: String) throws -> Address {
    do {
      let address = try Address(parsing: text, relativeTo: FileManager.default.currentDirectoryPath)
      if [.file, .s3].contains(address.scheme) { return address }
    } catch let error as AddressError {
      throw CommandFailure.usage(error.message)
    }
    throw CommandFailure.usage("“\(text)” is neither a folder nor a bucket, as in s3://bucket/prefix.")
  }
}
