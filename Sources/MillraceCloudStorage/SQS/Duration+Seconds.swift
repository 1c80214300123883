extension Duration {
  /// In whole seconds, as services take them; what is over counts as one more.
  var wholeSeconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) + (attoseconds > 0 ? 1 : 0)
  }
}
