/// Files a second, in each part of their life.
struct LifeRates {
  var register: Int
  /// Entering files again that are known: what each scan of a directory does.
  var known: Int
  var plan: Int
  /// Claiming and completing manifests.
  var complete: Int
  /// Registering, planning, claiming and completing, one after the other.
  var whole: Int
}
