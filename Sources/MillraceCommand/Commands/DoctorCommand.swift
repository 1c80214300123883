import ArgumentParser
import Millrace
import MillraceCloudStorage

/// Looks for what goes wrong in practice before it does.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the services and places that a pipeline needs, and say how to mend what is wrong.",
    discussion: """
      Asks the live services: who one is and by which credentials, the region, whether queues, buckets and ledger answer and \
      may be used, whether the bucket really tells the queue of its objects and the queue lets it, the redrive policy, sizes \
      and timeouts, the clock. On folders: rights and space.

      Nothing is changed: one message may be received and given back at once. With --write a small object is put below each \
      output's prefix, and deleted.

      Each finding is ok, skipped, warning or error. The exit code is 1 when there is an error, 0 otherwise.

      EXAMPLES
        millrace doctor pipeline.yaml
        millrace doctor pipeline.yaml --write
        millrace doctor pipeline.yaml --bucket uploads --json | jq '.findings[] | select(.verdict != "ok")'
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Flag(help: "Put a small object in every output, and delete it.")
  var write = false

  @Option(
    name: .customLong("bucket"),
    help: "A bucket that sends events to the queue; may be repeated. Default: those that the queue's policy names.")
  var buckets: [String] = []

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() async throws {
    let configuration = try pipeline.load()
    let places = PipelinePlaces(configuration)
    let findings = try await CommandStorage.use { storage in
      let cloud = CloudExaminations(services: CloudServices(runtime: storage.runtime))
      let doctor = Doctor(
        places: places, pipeline: configuration.name, storage: storage, cloud: places.usesAWS ? cloud : nil,
        tryWriting: write, buckets: buckets)
      return await doctor.findings()
    }
    let facts = DoctorFacts(pipeline: configuration.name, file: pipeline.file, findings: findings)
    if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    if facts.worst == .error { throw ExitStatus.failed }
  }
}
