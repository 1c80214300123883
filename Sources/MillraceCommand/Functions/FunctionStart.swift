import Millrace
import MillraceAWS
import MillraceCloudStorage
import MillraceLambda
import MillraceStorage

/// Opens a pipeline file as a function.
struct FunctionStart {
  let pipeline: PipelineArgument
  let role: PipelineRole
  let events: any EventSink

  /// - Throws: ``LambdaFailure`` with the text that `millrace validate` has, or with what cannot be reached.
  func open() async throws -> LambdaFunction {
    let configuration: PipelineConfiguration
    do {
      configuration = try pipeline.configuration()
    } catch {
      throw LambdaFailure(.pipelineFile, "\(error)")
    }
    let storage: CloudStorage
    do {
      storage = try CommandStorage.open()
    } catch let failure as CommandFailure {
      throw LambdaFailure(.places, failure.message)
    }
    try await checkCredentials(configuration, storage)
    return try await LambdaFunction.open(
      configuration, role: role, storage: storage, places: FunctionEnvironment().places, events: events)
  }

  /// Whoever signs requests needs them; asking now says so before the first event.
  private func checkCredentials(_ configuration: PipelineConfiguration, _ storage: CloudStorage) async throws {
    guard PipelinePlaces(configuration).usesAWS else { return }
    do {
      _ = try await storage.runtime.credentials.get(in: storage.runtime)
    } catch {
      await storage.close()
      throw LambdaFailure(.places, "\(error)")
    }
  }
}
