internal import MillraceAWS
internal import MillraceStorage

extension MessageAttribute {
  init(_ attribute: SQSMessageAttribute) {
    switch attribute.value {
    case .text(let text): self.init(type: attribute.type, value: .text(text))
    case .binary(let bytes): self.init(type: attribute.type, value: .binary(bytes))
    }
  }
}

extension SQSMessageAttribute {
  init(_ attribute: MessageAttribute) {
    switch attribute.value {
    case .text(let text): self.init(type: attribute.type, value: .text(text))
    case .binary(let bytes): self.init(type: attribute.type, value: .binary(bytes))
    }
  }
}
