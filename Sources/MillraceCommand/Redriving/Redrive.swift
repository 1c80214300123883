import MillraceAWS
import MillraceStorage

/// Moves messages back: by the service itself where it can do that, message by message otherwise.
struct Redrive: Sendable {
  let route: DeadLetterRoute
  let choice: MessageChoice
  let services: CloudServices

  func run() async throws -> RedriveTally {
    let line = ProgressLine()
    defer { line.clear() }
    let progress: @Sendable (Int) -> Void = { moved in line.draw("\(Quantity.counted(moved, "message")) moved") }
    if let tally = try await moveByDatabase() { return tally }
    if choice.isEverything, let tally = try await moveByService(progress) { return tally }
    let isFIFO = try await route.source.attributes().isFIFO
    return try await MessageMove(route: route, choice: choice, progress: progress).run(isFIFO: isFIFO)
  }

  /// Within one SQLite file. Nil where the queues are no such pair, or a text is to be looked for.
  private func moveByDatabase() async throws -> RedriveTally? {
    guard let dead = route.dead as? SQLiteQueue, let source = route.source as? SQLiteQueue, choice.text == nil,
      route.deadAddress.path == route.sourceAddress.path
    else { return nil }
    let moved = try await dead.move(
      to: source.name, ids: choice.ids.isEmpty ? nil : choice.ids, limit: choice.limit ?? .max)
    return RedriveTally(moved: moved)
  }

  /// Nil where the service cannot do it; nothing was moved then.
  private func moveByService(_ progress: @escaping @Sendable (Int) -> Void) async throws -> RedriveTally? {
    guard route.deadAddress.scheme == .sqs, route.sourceAddress.scheme == .sqs,
      let source = try await route.dead.attributes().other["QueueArn"],
      let destination = try await route.source.attributes().other["QueueArn"]
    else { return nil }
    return try await ServiceMove(client: services.sqs, source: source, destination: destination).run(progress)
  }
}
