import MillraceAWS

/// Has SQS move a whole dead-letter queue (StartMessageMoveTask), and waits for it.
struct ServiceMove: Sendable {
  let client: SQSClient
  /// ARNs.
  let source: String
  let destination: String
  var pause = Duration.seconds(1)

  /// Nil where the task could not be started: the service has none, or the right to it is missing.
  func run(_ progress: @Sendable (Int) -> Void) async throws -> RedriveTally? {
    do {
      _ = try await client.startMessageMoveTask(.init(source: source, destination: destination))
    } catch {
      return nil
    }
    while true {
      guard let task = try await client.listMessageMoveTasks(.init(source: source)).first else {
        throw CommandFailure(message: "SQS has started to move the messages, but does not know the task any more.")
      }
      progress(task.moved)
      switch task.status {
      case "COMPLETED": return RedriveTally(moved: task.moved)
      case "RUNNING", "CANCELLING": try await Task.sleep(for: pause)
      default:
        throw CommandFailure(
          message: "SQS has stopped moving the messages after \(task.moved) (\(task.status)): "
            + "\(task.failureReason ?? "it does not say why"). Run the command again to move the rest.")
      }
    }
  }
}
