extension StorageProvider {
  /// Storage of this machine makes no calls over HTTP.
  package func endpoint(_ url: String) async throws -> any WebEndpoint {
    throw AddressError(
      code: .unknownScheme,
      message:
        "“\(url)” needs cloud storage: this storage makes no calls over HTTP. Use the program with "
        + "its cloud storage."
    )
  }
}
