import Foundation

/// Starts a thread of its own for work that blocks, which has no place on the cooperative pool.
func startThread(name: String, _ body: @escaping @Sendable () -> Void) {
  let thread = Thread(block: body)
  thread.name = name
  thread.stackSize = 1 << 20
  thread.start()
}
