/// The error of a call that a test lets fail.
package struct InjectedFault: Error, Equatable {
  package init() {}
}
