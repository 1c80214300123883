import ArgumentParser
import MillraceCloudStorage
import MillraceStorage

/// Feeds a queue from files or standard input.
struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Send lines or files as messages to a queue.",
    discussion: """
      A queue is sqs:NAME, its URL or ARN, or sqlite:FILE#NAME for one that needs no account. Messages go in batches of up to \
      ten, several at a time; with --group, or on a queue named .fifo, one after the other, in their order.

      The exit code is 3 when some messages cannot be sent (too long, or not text); they are named on standard error.

      EXAMPLES
        millrace send sqs:orders orders.ndjson
        millrace send sqlite:state/queues.sqlite#orders < orders.ndjson
        millrace send sqs:documents --each file documents/*.json --attribute source=backfill
        millrace send sqs:steps.fifo --group customer-17 steps.ndjson
      """)

  @Argument(help: "The queue: sqs:NAME, a URL, an ARN, or sqlite:FILE#NAME.")
  var queue: String

  @Argument(help: ArgumentHelp("Files; none, or “-”, is standard input.", valueName: "file"))
  var files: [String] = []

  @Option(help: "What is one message: line or file.")
  var each = MessageUnit.line

  @Option(
    name: .customLong("attribute"),
    help: ArgumentHelp("An attribute of every message; may be repeated.", valueName: "name[:type]=value"))
  var attributes: [AttributeArgument] = []

  @Option(help: "The message group, on FIFO queues: its messages keep their order.")
  var group: String?

  @Option(help: ArgumentHelp("How long nobody sees the messages, up to 900 seconds.", valueName: "seconds"))
  var delay: Int?

  @Option(help: "Batches on their way at the same time.")
  var parallel = 8

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    if attributes.count > QueueLimits.attributeCount {
      throw ValidationError("A message has at most \(QueueLimits.attributeCount) attributes.")
    }
    if let delay, !(0...900).contains(delay) { throw ValidationError("--delay must be from 0 to 900 seconds.") }
    if !(1...64).contains(parallel) { throw ValidationError("--parallel must be from 1 to 64.") }
  }

  func run() async throws {
    let address = try QueueAddress.parse(queue)
    let line = ProgressLine()
    let tally = try await CommandStorage.use { storage in
      let queue = try await storage.queue(address)
      let limits = try await queue.attributes()
      if limits.isFIFO, group == nil { throw CommandFailure.usage("\(self.queue) is a FIFO queue: add --group.") }
      let send = SendRun(
        queue: queue, limits: limits,
        attributes: Dictionary(attributes.map { ($0.name, $0.attribute) }) { $1 },
        group: limits.isFIFO ? group : nil, delay: delay.map { .seconds($0) }, parallel: limits.isFIFO ? 1 : parallel)
      let reader = MessageReader(files.isEmpty ? ["-"] : files, unit: each, bodyLimit: QueueLimits.batchBytes)
      return try await send.run(reader) { tally in line.draw("\(Quantity.counted(tally.sent, "message")) sent") }
    }
    line.clear()
    try report(SendFacts(queue: address.description, tally))
  }

  private func report(_ facts: SendFacts) throws {
    if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    for refusal in facts.refused { StandardError.write("millrace: \(refusal.origin): not sent: \(refusal.reason)\n") }
    if !facts.refused.isEmpty { throw ExitStatus.incomplete }
  }
}
