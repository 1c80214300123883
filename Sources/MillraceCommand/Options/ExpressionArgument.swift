import ArgumentParser
import MillraceJSON

/// `--select` and `--where`: a JMESPath expression.
struct ExpressionArgument {
  let expression: JMESPath

  /// - Throws: `ValidationError` that shows where in the expression the fault is.
  init(parsing text: String) throws {
    do {
      expression = try JMESPath(text)
    } catch {
      throw ValidationError("this is not JMESPath: \(error)")
    }
  }
}
