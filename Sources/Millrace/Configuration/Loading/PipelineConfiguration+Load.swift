internal import Foundation
internal import Yams

extension PipelineConfiguration {
  /// Reads a pipeline file.
  ///
  /// - Parameters:
  ///   - path: the file; relative paths in it are relative to its folder.
  ///   - environment: what `${NAME}` stands for.
  /// - Throws: `ConfigurationError` with every problem of the file.
  public static func load(path: String, environment: [String: String]) throws(ConfigurationError) -> Self {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let reason = (error as NSError).localizedDescription
      throw ConfigurationError(
        file: path, problems: [ConfigurationProblem(key: "", message: "the pipeline file cannot be read: \(reason)")])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(
        file: path, problems: [ConfigurationProblem(key: "", message: "the pipeline file is not UTF-8 text")])
    }
    return try parse(
      text, file: path, currentFolder: FileManager.default.currentDirectoryPath, environment: environment)
  }

  /// Reads the text of a pipeline file; `file` is the name that problems carry.
  ///
  /// - Throws: `ConfigurationError` with every problem of the text.
  public static func parse(
    _ text: String, file: String, currentFolder: String, environment: [String: String]
  ) throws(ConfigurationError) -> Self {
    let path = PathText.absolute(file, in: currentFolder)
    let reader = ConfigurationReader(environment: environment, folder: PathText.parent(path))
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationError(file: file, problems: [ConfigurationProblem(yaml: error)])
    }
    let configuration = reader.pipeline(root ?? Node("", .implicit, .any), path: path)
    if let configuration {
      configuration.contradictions().forEach(reader.report)
      if reader.problems.isEmpty { return configuration }
    }
    let problems = reader.problems.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    throw ConfigurationError(file: file, problems: problems)
  }
}

extension ConfigurationProblem {
  /// What the YAML parser found, in words that name the usual cause.
  fileprivate init(yaml error: any Error) {
    guard let error = error as? YamlError else {
      self.init(key: "", message: "this is not YAML: \(error)")
      return
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        key: "", line: mark.line, column: mark.column,
        message:
          "this is not YAML: \(problem); check the indentation, and quote text that starts with *, &, !, %, @ or {")
    case .duplicatedKeysInMapping(let names, let context):
      let list = names.map { "“\($0)”" }.joined(separator: ", ")
      self.init(
        key: "", line: context.mark.line, column: context.mark.column,
        message: "\(list) stands here more than once; keep one of them")
    default:
      self.init(key: "", message: "this is not YAML: \(error)")
    }
  }
}
