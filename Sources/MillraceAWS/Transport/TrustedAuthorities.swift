internal import NIOSSL

/// Whose certificates of servers count: those of the system's authorities, or of a file of one's own.
enum TrustedAuthorities {
  /// - Throws: ``AWSError`` of kind ``AWSError/Kind/configuration`` where the file holds no certificates.
  static func check(_ file: String) throws(AWSError) {
    let problem: String
    do {
      if try !NIOSSLCertificate.fromPEMFile(file).isEmpty { return }
      problem = "holds none"
    } catch {
      problem = "cannot be read: \(error)"
    }
    throw AWSError(
      .configuration, code: "InvalidSetting",
      "AWS_CA_BUNDLE is “\(file)”, which should hold certificates in PEM, but \(problem).")
  }

  /// - Parameter file: of certificates in PEM; nil: the system's authorities.
  static func settings(_ file: String?) -> TLSConfiguration {
    var settings = TLSConfiguration.makeClientConfiguration()
    if let file { settings.trustRoots = .file(file) }
    return settings
  }
}
