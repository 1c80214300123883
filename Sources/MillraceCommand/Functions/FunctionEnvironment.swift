import Foundation
import MillraceLambda

/// What Lambda says to a function in its environment (AWS Lambda Developer Guide, “Defined runtime environment variables”).
struct FunctionEnvironment {
  /// The name that Lambda calls custom runtimes by.
  static let bootstrap = "bootstrap"

  private let variables: [String: String]

  init(_ variables: [String: String] = ProcessInfo.processInfo.environment) {
    self.variables = variables
  }

  /// Host and port of the runtime API; nil outside Lambda.
  var runtimeAPI: String? { value("AWS_LAMBDA_RUNTIME_API") }

  /// The folder of the function's code, which cannot be written, and one that can: `/tmp` in Lambda.
  var places: LambdaPlaces {
    LambdaPlaces(taskRoot: taskRoot, scratch: (value("TMPDIR") ?? "/tmp") + "/millrace")
  }

  private var taskRoot: String? { value("LAMBDA_TASK_ROOT") }

  /// The arguments that a command line means: its own, or those of a function where it calls the binary `bootstrap`.
  func arguments(of line: [String]) -> [String] {
    let name = line.first.map { ($0 as NSString).lastPathComponent }
    return name == Self.bootstrap ? arguments() : Array(line.dropFirst())
  }

  /// The arguments that a call as `bootstrap` stands for.
  ///
  /// - Parameter exists: whether there is a file of that path.
  func arguments(exists: (String) -> Bool = FileManager.default.fileExists) -> [String] {
    var arguments = ["lambda", pipelineFile(exists)]
    if let role = value("MILLRACE_ROLE") { arguments += ["--role", role] }
    return arguments
  }

  private func pipelineFile(_ exists: (String) -> Bool) -> String {
    if let file = value("MILLRACE_PIPELINE") { return path(file) }
    // Lambda wants a handler of every function, so that most have one that means nothing.
    if let handler = value("_HANDLER") {
      let candidates = [handler, handler + ".yaml", handler + ".yml"].filter {
        $0.hasSuffix(".yaml") || $0.hasSuffix(".yml")
      }
      if let file = candidates.map(path).first(where: exists) { return file }
      if candidates.first == handler { return path(handler) }
    }
    return path("pipeline.yaml")
  }

  private func path(_ file: String) -> String {
    file.hasPrefix("/") ? file : (taskRoot ?? ".") + "/" + file
  }

  private func value(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
