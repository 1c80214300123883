internal import MillraceCSV
internal import MillraceCompression

/// Cuts the inputs into slices of about a row group each, in their order.
///
/// The cuts depend on nothing but the inputs and the size of a row group, so that the output does not depend on the
/// number of workers. Uncompressed files are cut between records and read by the workers; small compressed ones are left whole
/// and inflated by the workers; large compressed ones, and standard input, are inflated here, one slice at a time.
struct SlicePlanner: ~Copyable {
  /// Uncompressed files up to this part of a row group are not cut.
  private static let wholePart = 8
  /// Compressed files up to this many bytes are inflated by the workers, not here.
  static let smallCompressedSize: Int64 = 8 << 20
  /// How many times its size a small compressed file is taken to inflate to.
  private static let expectedRatio: Int64 = 8

  private let inputs: [ConversionInput]
  private let format: InputFormat
  private let target: Int64
  private let limits: InflationLimits
  private let maximumLineBytes: Int
  private let csv: CSVDialect
  private var nextInput = 0
  private var nextSlice = 0
  private var open: OpenInput?
  /// Failures of inputs that could not be opened or inflated here.
  private(set) var failures: [Int: InputFailure] = [:]
  /// Bytes of the inputs, as far as they have been opened.
  private(set) var knownBytes: Int64 = 0

  /// The input that is being cut.
  private struct OpenInput {
    var index: Int
    var file: InputRange?
    var offset: Int64 = 0
    var stream: InflatingStream?
    var isCompressed = false
    /// Whether it is read by one worker from first to last byte.
    var isWhole = false
    /// What it begins with, where it is CSV that the workers read at any place.
    var beginning: CSVBeginning?
  }

  init(inputs: [ConversionInput], options: ConversionOptions) {
    self.inputs = inputs
    format = options.format
    target = Int64(max(options.rowGroupBytes, 1))
    limits = InflationLimits(options)
    maximumLineBytes = options.maximumLineBytes
    csv = options.csv
  }

  /// The next slice, or nil when all inputs have been given out.
  mutating func next() -> InputSlice? {
    var segments: [InputSegment] = []
    var taken: Int64 = 0
    while taken < target {
      guard open != nil || openNext() else { break }
      guard let (segment, weight) = take(room: target - taken, isFirst: segments.isEmpty) else { break }
      guard let segment else { continue }
      segments.append(segment)
      taken += weight
    }
    guard !segments.isEmpty else { return nil }
    nextSlice += 1
    return InputSlice(index: nextSlice - 1, segments: segments)
  }

  /// Opens the next input that can be; failures are noted. False when there is none.
  private mutating func openNext() -> Bool {
    while nextInput < inputs.count {
      let index = nextInput
      nextInput += 1
      do {
        open = try opened(inputs[index], index: index)
        knownBytes += open?.file?.size ?? 0
        return true
      } catch {
        failures[index] = .from(error, name: inputs[index].name)
      }
    }
    return false
  }

  private func opened(_ input: ConversionInput, index: Int) throws -> OpenInput {
    if input.isStream {
      // A JSON text cannot be cut: a worker reads it from first to last byte.
      return OpenInput(index: index, stream: format == .json ? nil : try inflatingStream(input))
    }
    let file = try input.openRange()
    var open = OpenInput(index: index, file: file)
    open.isCompressed = try Self.compression(of: file) != .none
    open.isWhole = open.isCompressed || format == .json
    if format == .csv && !open.isCompressed {
      open.isWhole = csv.needsDecoding(firstBytes: try file.beginning(2))
      if !open.isWhole { open.beginning = try file.csvBeginning(csv) }
    }
    if format != .json && open.isWhole && file.size > Self.smallCompressedSize {
      open.stream = try inflatingStream(input)
    }
    return open
  }

  private func inflatingStream(_ input: ConversionInput) throws -> InflatingStream {
    let source = InflatingSource(try input.openSource(), limits: limits)
    guard format == .csv else { return InflatingStream(source, maximumLineBytes: maximumLineBytes) }
    return InflatingStream(DecodingSource(source, csv.encoding), maximumLineBytes: maximumLineBytes, csv: csv)
  }

  private static func compression(of file: InputRange) throws -> CompressionFormat {
    CompressionFormat.detect(firstBytes: try file.beginning(CompressionFormat.detectionLength)[...])
  }

  /// A segment of the open input with its weight in bytes; a nil segment when the input has ended or failed, nil when it
  /// belongs into the next slice.
  private mutating func take(room: Int64, isFirst: Bool) -> (InputSegment?, Int64)? {
    guard let input = open else { return (nil, 0) }
    do {
      if let stream = input.stream { return (try takeInflated(stream, input.index, room: room), room) }
      guard let file = input.file else {
        open = nil
        return (segment(input.index, .whole, offset: 0), room)
      }
      return try takeFile(file, input, room: room, isFirst: isFirst)
    } catch {
      failures[input.index] = .from(error, name: inputs[input.index].name)
      open = nil
      return (nil, 0)
    }
  }

  private mutating func takeFile(
    _ file: InputRange, _ input: OpenInput, room: Int64, isFirst: Bool
  ) throws -> (InputSegment?, Int64)? {
    var segment = segment(input.index, .whole, offset: input.offset)
    segment.beginning = input.beginning
    if input.isWhole {
      let weight = input.isCompressed ? file.size * Self.expectedRatio : file.size
      if weight > room && !isFirst { return nil }
      open = nil
      return (segment, max(weight, 1))
    }
    let rest = file.size - input.offset
    if rest <= room {
      segment.origin = .range(length: rest)
      open = nil
      return (segment, max(rest, 1))
    }
    if !isFirst && (file.size <= target / Int64(Self.wholePart) || room < target / Int64(Self.wholePart)) { return nil }
    let end = try endOfRecord(file, input, atLeast: input.offset + room - 1)
    segment.origin = .range(length: end - input.offset)
    segment.isLast = end >= file.size
    open?.offset = end
    if segment.isLast { open = nil }
    return (segment, end - segment.offset)
  }

  private func endOfRecord(_ file: InputRange, _ input: OpenInput, atLeast place: Int64) throws -> Int64 {
    guard let beginning = input.beginning else { return try file.endOfLine(from: place) }
    let start = max(input.offset, Int64(beginning.length))
    return try file.endOfRecord(from: start, atLeast: max(start, place), csv)
  }

  private mutating func takeInflated(_ stream: InflatingStream, _ index: Int, room: Int64) throws -> InputSegment {
    let offset = stream.offset
    let (chunk, isLast) = try stream.nextChunk(room: Int(room))
    if isLast { open = nil }
    var segment = segment(index, .inflated(chunk), offset: offset)
    segment.isLast = isLast
    segment.beginning = stream.beginning
    return segment
  }

  private func segment(_ index: Int, _ origin: InputSegment.Origin, offset: Int64) -> InputSegment {
    InputSegment(
      input: index, file: inputs[index], origin: origin, offset: offset, isLast: true)
  }
}

extension InflationLimits {
  init(_ options: ConversionOptions) {
    self.init(maximumBytes: options.maximumInflatedBytes, maximumRatio: options.maximumInflationRatio)
  }
}
