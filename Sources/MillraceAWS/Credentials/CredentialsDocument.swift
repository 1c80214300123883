import Foundation
internal import MillraceJSON

/// The JSON in which processes, containers and instances hand out credentials.
enum CredentialsDocument {
  /// - Parameter tokenName: `Token` in documents of endpoints, `SessionToken` in those of processes.
  static func read(
    _ bytes: some Collection<UInt8>, tokenName: String, origin: String
  ) throws(AWSError) -> AWSCredentials {
    let document: JSONValue
    do throws(JSONError) {
      document = try JSONValue(parsing: bytes)
    } catch {
      throw fault("it is not JSON", origin)
    }
    if let code = document["Code"]?.text, code != "Success" {
      throw fault("it says “\(code)”: \(document["Message"]?.text ?? "no message")", origin)
    }
    guard let id = document["AccessKeyId"]?.text, let secret = document["SecretAccessKey"]?.text else {
      throw fault("it has no AccessKeyId and SecretAccessKey", origin)
    }
    var credentials = AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: document[tokenName]?.text, origin: origin)
    if let text = document["Expiration"]?.text {
      guard let date = AWSTimestamp.parse(dateTime: text) else { throw fault("“\(text)” is no time", origin) }
      credentials.expiration = Int64(date.timeIntervalSince1970)
    }
    return credentials
  }

  private static func fault(_ text: String, _ origin: String) -> AWSError {
    AWSError(.credentials, code: "UnusableCredentials", "What \(origin) handed out cannot be used: \(text).")
  }
}
