/// What converting a manifest gave.
package struct ManifestResult: Sendable {
  package var outputs: [ManifestOutput]
  /// One element an input, in the order of ``Manifest/inputs``.
  package var inputs: [InputCounts]

  package init(outputs: [ManifestOutput], inputs: [InputCounts]) {
    self.outputs = outputs
    self.inputs = inputs
  }
}
