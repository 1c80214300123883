import ArgumentParser
import Foundation
import MillraceCloudStorage
import MillraceStorage

/// Sends what is in a dead-letter queue round again.
struct RedriveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redrive",
    abstract: "Show a dead-letter queue, and move its messages back.",
    discussion: """
      Names the source queue, whose redrive policy says where its dead messages are, or a pipeline file, whose source queue is \
      taken; with --to, the dead-letter queue itself. First shows how many messages there are and a page of them, then asks.

      All messages are moved by the service where it can do that (StartMessageMoveTask). Chosen ones are received, sent and \
      deleted, in this order, so that none is lost; those that are not chosen become visible again at the end. Looking at a \
      message counts as receiving it.

      The exit code is 3 when some messages could not be moved.

      EXAMPLES
        millrace redrive sqs:orders --list
        millrace redrive sqs:orders
        millrace redrive pipeline.yaml --yes
        millrace redrive sqs:orders --match '"customer":17' --limit 100 --yes
        millrace redrive sqs:orders-dead --to sqs:orders --id 5fea7756-0ea4-451a-a703-a558b933e274
        millrace redrive sqlite:state/queues.sqlite#orders --dry-run --json
      """)

  @Argument(
    help: ArgumentHelp(
      "The source queue, a pipeline file, or with --to the dead-letter queue.", valueName: "queue-or-file"))
  var queue: String

  @Option(help: ArgumentHelp("Where the messages go; QUEUE is then the dead-letter queue.", valueName: "queue"))
  var to: String?

  @Option(name: .customLong("id"), help: "Move this message only; may be repeated.")
  var ids: [String] = []

  @Option(help: "Move only messages whose body holds this text.")
  var match: String?

  @Option(help: "Move at most so many messages.")
  var limit: Int?

  @Option(help: "How many messages to show first.")
  var page = 10

  @Flag(help: "Only show the messages.")
  var list = false

  @Flag(help: "Show what would be moved, and move nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if !(0...1000).contains(page) { throw ValidationError("--page must be from 0 to 1000.") }
    if match?.isEmpty == true { throw ValidationError("--match needs a text.") }
  }

  func run() async throws {
    let address = try RedriveArgument(queue).address()
    let target = try to.map(QueueAddress.parse)
    try await CommandStorage.use { storage in
      let route = try await DeadLetterRoute.find(address, to: target, in: storage)
      let choice = MessageChoice(ids: Set(ids), text: match, limit: limit)
      let view = try await DeadLetterView.read(route, choice: choice, page: page)
      let isShownOnly = list || dryRun
      if isShownOnly || view.waiting + view.page.count == 0 { return try report(RedriveFacts(view)) }
      if !json { StandardError.write(view.text + "\n") }
      try confirm(view, choice)
      try report(
        RedriveFacts(
          view, try await Redrive(route: route, choice: choice, services: CloudServices(runtime: storage.runtime)).run()
        ))
    }
  }

  private func confirm(_ view: DeadLetterView, _ choice: MessageChoice) throws {
    if yes { return }
    guard isatty(STDIN_FILENO) == 1, StandardError.isTerminal else {
      throw CommandFailure.usage("Nothing was moved: add --yes to move without being asked, or --list only to look.")
    }
    let what = choice.isEverything ? "all \(Quantity.counted(view.waiting, "message"))" : "the chosen messages"
    StandardError.write("Move \(what) to \(view.source)? [y/N] ")
    guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else {
      throw CommandFailure(message: "Nothing was moved.")
    }
  }

  private func report(_ facts: RedriveFacts) throws {
    if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    for refusal in facts.refused ?? [] { StandardError.write("millrace: \(refusal.id): \(refusal.reason)\n") }
    if facts.refused?.isEmpty == false { throw ExitStatus.incomplete }
  }
}
