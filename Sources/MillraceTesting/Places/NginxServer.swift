package import Foundation

/// An nginx of a test's own, on a free port of loopback, with its files in a temporary directory: it lists its folders as
/// JSON. It ends with the value, and with this process, however that ends.
package final class NginxServer: Sendable {
  /// Whether nginx is on this machine (Debian: `nginx-light`).
  package static let isAvailable = path != nil

  /// Where Debian, Homebrew and others put it; it need not be on a user's search path.
  private static let path = [
    "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx", "/usr/local/bin/nginx",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  package let port: Int
  private let directory: TemporaryDirectory
  private let process: Process
  /// The server ends when this closes.
  private let lifeline: Pipe

  /// `http://127.0.0.1:PORT/`
  package var url: String { "http://127.0.0.1:\(port)/" }
  /// The folder that is served.
  package var root: String { directory.file("root") }

  /// - Parameter settings: further directives and locations of the server, as in nginx.conf.
  package init(settings: String = "") async throws {
    guard let path = NginxServer.path else { throw InjectedFault() }
    directory = try TemporaryDirectory()
    port = try freePort()
    try FileManager.default.createDirectory(atPath: directory.file("root"), withIntermediateDirectories: true)
    try directory.write(
      NginxServer.configuration(directory: directory.path, port: port, settings: settings).utf8, to: "nginx.conf")
    process = Process()
    lifeline = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // One process of nginx, which ends when this program closes the pipe.
    process.arguments = [
      "-c", #""$0" -p "$1" -c nginx.conf -e "$1/error.log" & cat >/dev/null; kill -9 $!"#, path, directory.path,
    ]
    process.standardInput = lifeline
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await waitUntilItAnswers()
  }

  /// Ends by number, and does not wait: a process that was started meanwhile may have inherited the lifeline and hold it open.
  deinit {
    let text = try? String(contentsOfFile: directory.file("nginx.pid"), encoding: .utf8)
    if let number = text.flatMap({ Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) {
      kill(number, SIGKILL)
    }
    process.terminate()
    try? lifeline.fileHandleForWriting.close()
  }

  /// Writes a file below the root, with folders above it, that was last changed at a time.
  package func write(_ text: String, to name: String, changed date: Date? = nil) throws {
    let path = try directory.write(text.utf8, to: "root/\(name)")
    if let date { try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path) }
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: directory.file("root/\(name)"))
  }

  private func waitUntilItAnswers() async throws {
    for _ in 0..<1_000 {
      if NginxServer.accepts(port) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    let log = try? String(contentsOfFile: directory.file("error.log"), encoding: .utf8)
    throw NginxFailure(log: log ?? "")
  }

  private static func accepts(_ port: Int) -> Bool {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func configuration(directory: String, port: Int, settings: String) -> String {
    let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(directory)/\($0);" }
    return """
      daemon off;
      master_process off;
      pid \(directory)/nginx.pid;
      events { worker_connections 256; }
      http {
        access_log off;
        \(paths.joined(separator: "\n  "))
        default_type application/octet-stream;
        server {
          listen 127.0.0.1:\(port);
          root \(directory)/root;
          autoindex on;
          autoindex_format json;
          \(settings)
        }
      }
      """
  }
}

/// It does not answer.
package struct NginxFailure: Error {
  package var log: String
}
