import Dispatch

/// Runs what waits for a disk on threads of its own, so that the cooperative pool never does.
enum BlockingWork {
  private static let queue = DispatchQueue(label: "millrace.storage", attributes: .concurrent)

  static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: body)) }
    }
  }
}
