/// What the signature says of the body.
package enum PayloadHash: Sendable, Equatable {
  /// The SHA-256 of the body.
  case computed
  /// `UNSIGNED-PAYLOAD`: the body is left out. Only S3 accepts it; use it over TLS only.
  case unsigned
  /// The SHA-256 of the body in lower-case hexadecimal digits, where it is known already.
  case known(String)
}
