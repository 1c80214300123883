import Foundation
internal import Synchronization

/// The files that AWS's tools share: `~/.aws/config` and `~/.aws/credentials`, or where `AWS_CONFIG_FILE` and
/// `AWS_SHARED_CREDENTIALS_FILE` say. Read when they are first needed.
package final class SharedFiles: Sendable {
  private struct Content: Sendable {
    var configuration = INIDocument()
    var credentials = INIDocument()
  }

  package let configurationPath: String
  package let credentialsPath: String
  private let chosen: String?
  private let content = Mutex<Content?>(nil)

  package init(environment: [String: String], profile: String?) {
    let home = environment["HOME"] ?? environment["USERPROFILE"]
    func place(_ variable: String, _ name: String) -> String {
      let path = environment[variable] ?? home.map { "\($0)/.aws/\(name)" } ?? ""
      guard path.hasPrefix("~/"), let home else { return path }
      return home + path.dropFirst()
    }
    configurationPath = place("AWS_CONFIG_FILE", "config")
    credentialsPath = place("AWS_SHARED_CREDENTIALS_FILE", "credentials")
    chosen = profile
  }

  package var profileName: String { chosen ?? "default" }

  /// The settings of the profile in use; nil where there is none and nobody asked for one by name.
  package func profile() throws(AWSError) -> [String: String]? {
    if let profile = try profile(named: profileName) { return profile }
    if chosen == nil { return nil }
    throw AWSError(
      .configuration, code: "NoSuchProfile",
      "There is no profile “\(profileName)” in \(configurationPath) or \(credentialsPath) (AWS_PROFILE).")
  }

  /// The settings of a profile from both files; where both have one, that of the credentials file counts.
  package func profile(named name: String) throws(AWSError) -> [String: String]? {
    let content = try read()
    let configured =
      content.configuration["profile \(name)"] ?? (name == "default" ? content.configuration["default"] : nil)
    let secret = content.credentials[name]
    if configured == nil, secret == nil { return nil }
    return (configured ?? [:]).merging(secret ?? [:]) { _, secret in secret }
  }

  /// `endpoint_url` of a service, in the section that the profile's `services` names.
  package func serviceEndpoint(_ service: String) throws(AWSError) -> String? {
    guard let section = try profile()?["services"] else { return nil }
    return try read().configuration["services \(section)"]?["\(service).endpoint_url"]
  }

  private func read() throws(AWSError) -> Content {
    if let known = content.withLock({ $0 }) { return known }
    let fresh = Content(configuration: try parse(configurationPath), credentials: try parse(credentialsPath))
    content.withLock { $0 = fresh }
    return fresh
  }

  /// A file that does not exist is an empty one; so is `/dev/null`, by which people switch a file off.
  private func parse(_ path: String) throws(AWSError) -> INIDocument {
    if path.isEmpty || path == "/dev/null" || !FileManager.default.fileExists(atPath: path) { return INIDocument() }
    do {
      return try INIDocument(parsing: String(contentsOfFile: path, encoding: .utf8), path: path)
    } catch let error as AWSError {
      throw error
    } catch {
      throw AWSError(.configuration, code: "UnreadableFile", "\(path) cannot be read: \(error).", cause: error)
    }
  }
}
