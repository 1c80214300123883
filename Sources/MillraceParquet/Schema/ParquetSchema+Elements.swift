/// Schemas as the footer stores them.
extension ParquetSchema {
  /// The nodes depth first, the root at the head, annotated for new readers (logical types) and old ones
  /// (converted types).
  package var elements: [SchemaElement] {
    var elements = [SchemaElement(name: name, numChildren: Int32(fields.count))]
    for field in fields { Self.flatten(field, into: &elements) }
    return elements
  }

  private static func flatten(_ node: SchemaNode, into elements: inout [SchemaElement]) {
    var element = SchemaElement(name: node.name, repetition: node.repetition, fieldID: node.fieldID)
    switch node.kind {
    case .leaf(let physical, let logical, let typeLength):
      element.type = physical
      element.typeLength = physical == .fixedLenByteArray ? Int32(typeLength) : nil
      element.logicalType = logical
      element.convertedType = logical?.convertedType
      if case .decimal(let precision, let scale) = logical {
        element.precision = precision
        element.scale = scale
      }
      elements.append(element)
    case .group(let children, let annotation):
      element.numChildren = Int32(children.count)
      element.logicalType = annotation.logicalType
      element.convertedType = annotation.logicalType?.convertedType
      elements.append(element)
      for child in children { flatten(child, into: &elements) }
    }
  }

  /// Builds the tree from a footer, as any writer may have left it: with converted types alone, with groups that
  /// lack an annotation, or with a repetition on the root.
  package init(elements: [SchemaElement]) throws(ParquetError) {
    guard let root = elements.first else { throw ParquetError(.malformed, "the schema is empty") }
    var next = 1
    var fields: [SchemaNode] = []
    for _ in 0..<max(0, root.numChildren ?? 0) {
      fields.append(try Self.node(in: elements, at: &next, depth: 1))
    }
    guard next == elements.count else {
      throw ParquetError(.malformed, "the schema has \(elements.count) elements, of which only \(next) have a parent")
    }
    self.init(name: root.name, fields: fields)
  }

  private static func node(
    in elements: [SchemaElement], at next: inout Int, depth: Int
  ) throws(ParquetError) -> SchemaNode {
    guard next < elements.count else {
      throw ParquetError(.malformed, "the schema ends where \(elements[0].name) should have more children")
    }
    guard depth <= maximumDepth else {
      throw ParquetError(.unsupported, "the schema nests deeper than \(maximumDepth) levels")
    }
    let element = elements[next]
    next += 1
    let kind: SchemaNode.Kind
    if let physical = element.type {
      kind = try leaf(element, physical)
    } else {
      var children: [SchemaNode] = []
      for _ in 0..<max(0, element.numChildren ?? 0) {
        children.append(try node(in: elements, at: &next, depth: depth + 1))
      }
      kind = .group(children, SchemaNode.GroupAnnotation(of: element))
    }
    return SchemaNode(
      name: element.name, repetition: element.repetition ?? .required, kind: kind, fieldID: element.fieldID)
  }

  private static func leaf(
    _ element: SchemaElement, _ physical: PhysicalType
  ) throws(ParquetError) -> SchemaNode.Kind {
    guard (element.numChildren ?? 0) == 0 else {
      throw ParquetError(.malformed, "column \(element.name) has both a type and children")
    }
    let length = physical == .fixedLenByteArray ? Int(element.typeLength ?? 0) : 0
    guard length > 0 || physical != .fixedLenByteArray else {
      throw ParquetError(.malformed, "column \(element.name) has values of a fixed length, and no length")
    }
    return .leaf(physical, LogicalType(of: element), typeLength: length)
  }
}

extension SchemaNode.GroupAnnotation {
  /// What a writer meant by a group, whichever annotation it used.
  init(of element: SchemaElement) {
    switch (element.logicalType, element.convertedType) {
    case (.list, _), (nil, .list): self = .list
    case (.map, _), (nil, .map), (nil, .mapKeyValue): self = .map
    default: self = .structure
    }
  }

  var logicalType: LogicalType? {
    switch self {
    case .structure: nil
    case .list: .list
    case .map: .map
    }
  }
}
