import Testing

@testable import Millrace

@Suite struct TransformFileTests {
  private static let pipeline = "source: {directory: ./inbox}\nsink: {parquet: {to: ./lake}}\n"

  private func parse(_ extra: String) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(
      Self.pipeline + extra, file: "p.yaml", currentFolder: "/w", environment: ["LANG": "en"])
  }

  @Test func stepsAreReadInTheirOrder() throws {
    let text = """
      transforms:
        - where: "lang == '${LANG}'"
        - select: "{id: id, text: text}"
        - where: >-
            length(text) > `3`
      """
    let configuration = try parse(text)
    #expect(
      configuration.transforms == [
        .keep(try .init("lang == 'en'")), .select(try .init("{id: id, text: text}")),
        .keep(try .init("length(text) > `3`")),
      ])
    #expect(
      try PipelineConfiguration.parse(
        configuration.rendered(), file: "p.yaml", currentFolder: "/w", environment: [:]) == configuration)
  }

  @Test func noStepsAreRenderedAsNone() throws {
    #expect(try parse("").transforms == [])
    #expect(try !parse("transforms: []").rendered().contains("transforms"))
  }

  private static let example = "as in “- where: \"lang == 'en'\"” or “- select: \"{id: id, text: text}\"”"

  @Test(arguments: [
    ("transforms: {where: a}", "3:13: “transforms” must be a list of steps, \(example)"),
    ("transforms:\n  - filter: a", "4:5: “filter” is not a key in “transforms[0]”. Known keys: where, select, run"),
    (
      "transforms:\n  - where: a\n    select: b",
      "4:5: “transforms[0]” must have one key, so that the order of the steps is plain: \(example)"
    ),
    (
      "transforms:\n  - {}",
      "4:5: “transforms[0]” must have one key, so that the order of the steps is plain: \(example)"
    ),
    ("transforms:\n  - where:", "4:11: “transforms[0].where” is empty; write a JMESPath expression, \(example)"),
    (
      "transforms:\n  - where: a\n  - where: a = b",
      "5:14: “transforms[1].where” is not JMESPath: “=” is no comparison; write “==” (character 3 of the expression)"
    ),
    (
      "transforms:\n  - where: \"a == '\"",
      "4:18: “transforms[0].where” is not JMESPath: the raw string that begins here has no end "
        + "(character 6 of the expression)"
    ),
    (
      "transforms:\n  - where: 'a == ''x'' && (b'",
      "4:29: “transforms[0].where” is not JMESPath: “)” was expected, but here is the end of the expression "
        + "(character 15 of the expression)"
    ),
    (
      "transforms:\n  - where: |\n      a = 'b'",
      "4:12: “transforms[0].where” is not JMESPath: “=” is no comparison; write “==” (character 3 of the expression)"
    ),
  ])
  func whatIsWrongIsSaidWhereItStands(text: String, expected: String) {
    let error = #expect(throws: ConfigurationError.self) { try parse(text) }
    #expect(error?.description == "p.yaml:\(expected)")
  }
}
