/// Why commands were not answered.
enum RedisFailure: Error {
  /// The connection cannot be made, is lost, or is silent. Whether the commands were run is not known.
  case broken(String)
  /// The server refuses the client: a wrong password, a database that there is none of.
  case refused(String)
}
