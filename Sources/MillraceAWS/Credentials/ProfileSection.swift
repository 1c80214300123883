/// One profile of the shared files.
struct ProfileSection {
  let name: String
  let settings: [String: String]

  subscript(key: String) -> String? { settings[key].flatMap { $0.isEmpty ? nil : $0 } }

  /// Its own keys; nil if it has none.
  var keys: AWSCredentials? {
    get throws(AWSError) {
      switch (self["aws_access_key_id"], self["aws_secret_access_key"]) {
      case (nil, nil): return nil
      case (let id?, let secret?):
        return AWSCredentials(
          accessKeyID: id, secretAccessKey: secret, sessionToken: self["aws_session_token"], origin: "profile \(name)")
      default: throw fault("it has only one of aws_access_key_id and aws_secret_access_key")
      }
    }
  }

  func fault(_ text: String) -> AWSError {
    AWSError(.credentials, code: "UnusableProfile", "The profile “\(name)” cannot be used: \(text).")
  }
}
