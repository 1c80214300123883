import Foundation
import MillraceJSON

/// Expressions and records to begin with.
struct Corpus {
  private(set) var expressions: [[UInt8]] = [
    "{id: id, text: t, o: o.b}", "id == 'a1' && n[0] > `1`", "!o.c || t != 'x'", "o.{x: b, y: c}", "[id, o.c, `1`]",
    "{a: a.b, c: c, l: length(@)}", "a.b.c >= b.c", "(a || b) && c", "t",
  ].map { Array($0.utf8) }
  private(set) var records: [[UInt8]] = [
    #"{"id":"a1","n":[1,2.5,-3e-2],"t":"x\u00e9\n","o":{"b":true,"c":null},"é":"€😀"}"#,
    #"{"a":{"b":{"c":1},"b":{"c":2.0}},"b":{"c":2},"c":"","a":{"b":1}}"#,
    #"{ "a" : [ ] , "b" : { } , "\u0063" : 12345678901234567890 }"#,
  ].map { Array($0.utf8) }

  /// - Parameter folder: files of groups of cases, each with a value and expressions.
  init(folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".json") {
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) } ?? []
      for group in try JSONValue(parsing: bytes).elements ?? [] {
        if let given = group["given"]?.bytes, given.count < 4_000 { records.append(given) }
        for testCase in group["cases"]?.elements ?? [] {
          if let text = testCase["expression"]?.text, text.utf8.count < 300 { expressions.append(Array(text.utf8)) }
        }
      }
    }
  }

  static let tokens = [
    ".", "[", "]", "{", "}", "(", ")", "|", "||", "&&", "!", "==", "!=", "<", "<=", ">", ">=", "*", "@", "&", "[*]",
    "[]",
    "[?", "[0]", "[-1]", "[::2]", ",", ":", "'", "`", "\"", "\\", "`1`", "`null`", "`[]`", "`{}`", "'a1'", "''", "a",
    "b.c",
    "foo", "bar", "{x: ", "length(", "type(", "not_null(", "sort_by(", "&a", "\"é\"", " ", "-", "9999999999999999999",
  ].map { Array($0.utf8) }
}
