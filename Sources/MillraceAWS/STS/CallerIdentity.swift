/// Whose credentials they are.
package struct CallerIdentity: Sendable, Equatable {
  package var account = ""
  package var arn = ""
  package var userID = ""
}
