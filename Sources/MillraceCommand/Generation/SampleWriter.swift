import Foundation
import MillraceSampleData
import Synchronization

/// Writes a whole data set with several threads. Which thread writes a file makes no difference to its bytes.
final class SampleWriter: Sendable {
  private struct Progress {
    var next = 0
    var done: [Int: SampleReport.File] = [:]
    var failure: (any Error)?
  }

  private let output: SampleOutput
  private let files: [SampleFile]
  private let directory: String
  private let progress = Mutex(Progress())

  init(output: SampleOutput, directory: String) {
    self.output = output
    self.directory = directory
    files = output.options.files
  }

  /// - Parameter observe: told, on some thread, how many files and bytes of them are done.
  func run(threads: Int, observe: @escaping @Sendable (Int, Int64) -> Void) throws -> SampleReport {
    let group = DispatchGroup()
    for number in 0..<max(1, min(threads, files.count)) {
      group.enter()
      startThread(name: "generate-\(number)") {
        self.work(observe)
        group.leave()
      }
    }
    group.wait()
    let result = progress.withLock { $0 }
    if let failure = result.failure { throw failure }
    return SampleReport(files: files.compactMap { result.done[$0.index] })
  }

  private func work(_ observe: @Sendable (Int, Int64) -> Void) {
    while let file = claim() {
      let result = Result { try output.write(file, to: "\(directory)/\(file.name)\(output.suffix)") }
      let (count, bytes) = progress.withLock { progress in
        switch result {
        case .success(let report): progress.done[file.index] = report
        case .failure(let error): progress.failure = progress.failure ?? error
        }
        return (progress.done.count, progress.done.values.reduce(0) { $0 + $1.storedBytes })
      }
      observe(count, bytes)
    }
  }

  private func claim() -> SampleFile? {
    progress.withLock { progress in
      guard progress.failure == nil, progress.next < files.count else { return nil }
      defer { progress.next += 1 }
      return files[progress.next]
    }
  }
}
