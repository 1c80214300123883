internal import MillraceAWS
package import MillraceStorage
internal import NIOCore
internal import NIOHTTP1

extension HTTPIndexStore {
  package func list(prefix: String) -> ObjectListing { list(ObjectSelection(prefix: prefix)) }

  package func list(_ selection: ObjectSelection) -> ObjectListing {
    ObjectListing { [self] in
      let walk = IndexWalk(self, selection)
      return { try await walk.nextPage() }
    }
  }

  /// - Parameter folder: with its slash; empty: the root. One that is gone has no entries, except the root.
  func entries(of folder: String) async throws -> [IndexEntry] {
    let url = url(of: folder)
    let answer: WebAnswer
    do throws(TransportError) {
      answer = try await client.send(
        .GET, url, headers: [("accept", "application/json")], maximumBody: Self.largestIndex)
    } catch {
      throw StoreError(error, doing: "list", place: url.text)
    }
    if answer.status == 404 || answer.status == 410, !folder.isEmpty { return [] }
    guard answer.isSuccess else { throw refusal(answer) }
    if let entries = IndexEntry.parse(answer.body.readableBytesView) { return entries }
    throw StoreError(
      .failed,
      "\(url.text) answers with \(answer.isHTML ? "HTML" : "something else"), not with an index as JSON. For nginx, set "
        + "“autoindex on; autoindex_format json;” for the folder, and take any index.html out of it.")
  }

  private func refusal(_ answer: WebAnswer) -> StoreError {
    switch answer.status {
    case 404, 410:
      StoreError(
        .storeMissing, "There is no \(answer.url.text): the server answers \(answer.status). Check the address.")
    case 403:
      StoreError(
        .accessDenied,
        "\(answer.url.text) may not be listed: the server answers 403. For nginx, set “autoindex on; autoindex_format json;” "
          + "for the folder, and see that the server may read it.")
    default: StoreError(answer, doing: "list")
    }
  }

  func tooDeep(_ folder: String) -> StoreError {
    StoreError(
      .failed,
      "Cannot list \(location): folders lie too deep in each other at “\(folder.prefix(200))…”. Is there a link "
        + "that leads back up?")
  }
}
