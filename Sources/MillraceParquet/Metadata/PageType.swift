/// What a page holds.
package enum PageType: Int32, Sendable {
  case dataPage = 0
  case indexPage = 1
  case dictionaryPage = 2
  case dataPageV2 = 3

  /// The name in the specification.
  package var name: String {
    switch self {
    case .dataPage: "DATA_PAGE"
    case .indexPage: "INDEX_PAGE"
    case .dictionaryPage: "DICTIONARY_PAGE"
    case .dataPageV2: "DATA_PAGE_V2"
    }
  }
}
