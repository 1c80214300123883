import MillraceStorage

extension LedgerError {
  static func unreachable(_ failure: RedisFailure, at address: RedisAddress) -> LedgerError {
    guard case .broken(let reason) = failure else {
      return LedgerError(.unavailable, "The ledger \(address.description) cannot be used.", cause: failure)
    }
    if reason.hasPrefix("READONLY") {
      return LedgerError(
        .readOnly,
        "The ledger \(address.description) is a replica, which takes no changes. Name the primary server.",
        cause: failure)
    }
    return LedgerError(
      .unavailable,
      "The ledger \(address.description) cannot be reached: \(reason). Check that the server runs and that its port is open "
        + "to this machine.", cause: failure)
  }

  static func refused(_ message: String, by address: RedisAddress) -> LedgerError {
    LedgerError(
      .unavailable,
      "The ledger \(address.description) refuses the connection: \(message). Check user, password and database in the address."
    )
  }

  /// What a server answers a command with instead of a result.
  static func answered(_ reply: RedisReply, by address: RedisAddress) -> LedgerError {
    let place = "The ledger \(address.description)"
    guard case .error(let message) = reply, let code = reply.errorCode else {
      return LedgerError(
        .corrupt, "\(place) gives an answer that a ledger does not give: other software uses its keys.")
    }
    switch code {
    case "NOAUTH", "WRONGPASS":
      return LedgerError(
        .unavailable, "\(place) wants a password: \(message). Write redis://user:password@host in the address.")
    case "NOPERM":
      return LedgerError(
        .unavailable,
        "\(place) does not let this user do what a ledger needs: \(message). Allow it: "
          + "ACL SETUSER <user> ~{\(address.name)}* +@read +@write +@scripting +time +select.")
    case "OOM":
      return LedgerError(
        .diskFull,
        "\(place) has no memory left (maxmemory). Give the server more, or remove old keys: nothing was lost.")
    case "MISCONF":
      return LedgerError(
        .diskFull, "\(place) cannot write to its disk and takes no changes. Make room there: nothing was lost.")
    case "WRONGTYPE":
      return LedgerError(
        .corrupt,
        "\(place) finds keys that are not its own under {\(address.name)}. Give the ledger another name, behind “#”.")
    default:
      return LedgerError(.unavailable, "\(place) failed: \(message).")
    }
  }
}
