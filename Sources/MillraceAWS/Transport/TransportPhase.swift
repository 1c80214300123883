/// The parts of an exchange, each with a timeout of its own.
package enum TransportPhase: String, Sendable {
  case connecting
  case sending = "sending the request"
  case waiting = "waiting for the answer"
  case receiving = "receiving the answer"
  case whole = "the whole exchange"
}
