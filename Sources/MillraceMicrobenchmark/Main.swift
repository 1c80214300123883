import Glibc
import MillraceConversion
import MillraceParquet

@main struct Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    var options = ConversionOptions()
    if arguments[0] == "inferred" { options.columns = .inferred }
    options.workers = Int(arguments[1])!
    if let group = getenv("GROUP") { options.rowGroupBytes = Int(String(cString: group))! << 20 }
    let inputs = arguments[2..<arguments.count - 1].map { ConversionInput(path: $0) }
    let output = open(arguments.last!, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    let sink = FileSink(fileDescriptor: output, name: arguments.last!)
    let report = try Converter(options: options).convert(
      inputs, to: sink,
      badRecords: { bad in
        print(bad.line, bad.byteOffset, bad.reason)
      })
    if getenv("FSYNC") != nil { fsync(output) }
    close(output)
    print(
      report.rows, report.badRecords, report.outputBytes, report.rowGroups, report.rescuedValues, report.duplicateKeys)
  }
}
