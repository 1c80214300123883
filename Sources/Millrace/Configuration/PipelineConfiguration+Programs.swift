internal import Foundation

extension PipelineConfiguration {
  /// The programs that the file names, by the key that does.
  private var programs: [(key: String, command: [String])] {
    var programs = transforms.enumerated().compactMap { index, transform in
      if case .run(let step) = transform { ("transforms[\(index)].run", step.command) } else { nil }
    }
    if case .run(let program) = process { programs.append(("process.run", program.command)) }
    return programs
  }

  /// Programs that are not there, or may not be executed, on this machine.
  ///
  /// - Parameter path: where programs without a slash are looked for, as `PATH` has it.
  package func missingPrograms(
    path: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) -> [ConfigurationProblem] {
    programs.compactMap { key, command in
      let name = command.first ?? ""
      let places = name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
      if places.contains(where: Self.isExecutable) { return nil }
      let reason =
        !name.contains("/")
        ? "is in no folder of PATH; install it, or write its path, as in ./\(name)"
        : FileManager.default.fileExists(atPath: name)
          ? "cannot be executed; make it executable (chmod +x)"
          : "is not there; put it there, or correct the path, which is relative to the pipeline file"
      return ConfigurationProblem(key: key, message: "“\(key)”: the program \(name) \(reason)")
    }
  }

  private static func isExecutable(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && access(path, X_OK) == 0
  }
}
