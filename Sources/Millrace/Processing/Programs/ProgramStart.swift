internal import Foundation

/// Starts a program by `posix_spawn`.
struct ProgramStart {
  /// How often a program is tried that is still being written.
  private static let patience = 20

  private let command: [String]
  private let environment: [String]

  init(_ command: [String], environment added: [String: String]) {
    self.command = command
    environment = ProcessInfo.processInfo.environment.merging(added) { $1 }.map { "\($0)=\($1)" }
  }

  /// - Parameter key: where the pipeline file names the program.
  /// - Throws: ``ProcessingError`` with what the system says.
  func start(input: Int32, output: Int32, errors: Int32, key: String = "process.run") throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (source, target) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, source, target)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    prepare(&attributes)
    var process: pid_t = 0
    var code: Int32 = 0
    // A program that has just been written may still be open in a process that is being started elsewhere.
    for _ in 0..<Self.patience {
      code = Self.withStrings(command) { arguments in
        Self.withStrings(environment) { variables in
          posix_spawnp(&process, command.first ?? "", &actions, &attributes, arguments, variables)
        }
      }
      if code != ETXTBSY { break }
      usleep(10_000)
    }
    guard code == 0 else {
      throw ProcessingError(
        .cannotStart,
        "“\(command.first ?? "")” cannot be started: \(String(cString: strerror(code))). Check “\(key)”, and that the "
          + "file is there and may be executed.")
    }
    return process
  }

  /// A group of its own, and none of this process's signal settings.
  private func prepare(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var restored = sigset_t()
    sigemptyset(&restored)
    for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&restored, signal) }
    posix_spawnattr_setsigdefault(&attributes, &restored)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
  }

  /// Lends texts as a C array that ends with a null pointer.
  private static func withStrings<Value>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
