extension PipelineConfiguration {
  /// The lines of `transforms`; none where there are none.
  var renderedTransforms: [String] {
    if transforms.isEmpty { return [] }
    return ["transforms:"]
      + transforms.map { transform in
        switch transform {
        case .keep(let condition): "  - where: \(Self.quoted(condition.text))"
        case .select(let expression): "  - select: \(Self.quoted(expression.text))"
        case .run(let step):
          "  - run: {command: [\(step.command.map(Self.quoted).joined(separator: ", "))], "
            + "timeout: \(DurationText.render(step.timeout))}"
        }
      }
  }
}
