/// What becomes of a call.
package enum InvocationAnswer: Sendable, Equatable {
  /// The call has succeeded; JSON.
  case response([UInt8])
  /// The call has failed: Lambda makes it again, or passes it on, as the function is set.
  case failure(LambdaFailure)
}
