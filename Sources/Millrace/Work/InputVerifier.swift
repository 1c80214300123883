internal import MillraceStorage

/// Compares the inputs of a manifest with what lies on disk: a plan is about versions, and a file may have been rewritten
/// or removed since. Blocks.
struct InputVerifier {
  /// The beginning of the reason of every file that was not there when it was to be read, by which intake recognizes one
  /// that has come back.
  static let gone = "gone: "

  let folder: String

  /// - Throws: `InputsRefused` with the inputs that are gone, or are other versions now; `PipelineError` where the whole
  ///   source folder is gone, which says nothing about its files.
  func verify(_ inputs: [FileVersion]) throws {
    let refused = inputs.indices.compactMap { fault(of: inputs[$0], at: $0) }
    if refused.isEmpty { return }
    try verifyFolder()
    throw InputsRefused(refused: refused)
  }

  /// - Throws: `PipelineError` where the source folder is gone.
  func verifyFolder() throws {
    do {
      _ = try FileStatus.of(folder)
    } catch {
      throw PipelineError(
        .sourceUnavailable, "the source folder \(folder) is gone (\(error)); mount it or bring it back", cause: error)
    }
  }

  private func fault(of input: FileVersion, at index: Int) -> InputsRefused.Refused? {
    if input.address.hasPrefix("file://") {
      return InputsRefused.Refused(input: index, kind: .bad, reason: FileCheck.notUTF8)
    }
    do {
      let status = try FileStatus.of(input.address)
      if status.kind == .file, status.version == input.version { return nil }
      return InputsRefused.Refused(
        input: index, kind: .gone,
        reason: Self.gone + "it was rewritten before it was read; the new version counts instead")
    } catch {
      guard error.isMissing else {
        return InputsRefused.Refused(input: index, kind: .unreadable, reason: "it cannot be read (\(error))")
      }
      return InputsRefused.Refused(
        input: index, kind: .gone,
        reason: Self.gone + "it was removed before it was read; bring it back to have it taken")
    }
  }
}
