internal import MillraceAWS
package import MillraceStorage
internal import Foundation
internal import NIOCore

extension S3ObjectStore {
  package func get(_ key: ObjectKey) async throws -> [UInt8] {
    let path = try path(key)
    do throws(AWSError) {
      let input = S3Client.GetObject(bucket: bucket, key: path)
      let object = try await client.getObject(input, maximumBytes: S3ObjectStore.largestWhole)
      return Array(object.body.readableBytesView)
    } catch {
      throw StoreError(error, doing: "read", key: path, in: location)
    }
  }

  package func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8] {
    let path = try path(key)
    if range.isEmpty { return [] }
    do throws(AWSError) {
      let input = S3Client.GetObject(bucket: bucket, key: path, range: range, ifMatch: etag.map(ETag.quoted))
      let object = try await client.getObject(input, maximumBytes: range.count)
      return Array(object.body.readableBytesView)
    } catch {
      // The range begins at the object's end or behind it.
      if error.status == 416 { return [] }
      throw StoreError(error, doing: "read", key: path, in: location)
    }
  }

  package func head(_ key: ObjectKey) async throws -> ObjectInfo? {
    let path = try path(key)
    do throws(AWSError) {
      let head = try await client.headObject(S3Client.HeadObject(bucket: bucket, key: path))
      return ObjectInfo(
        key: key, size: head.size, etag: ETag.bare(head.etag), modifiedAt: ETag.wholeSeconds(head.lastModified))
    } catch {
      if error.status == 404 { return nil }
      throw StoreError(error, doing: "look at", key: path, in: location)
    }
  }

  package func list(prefix: String) -> ObjectListing { list(ObjectSelection(prefix: prefix)) }

  package func list(_ selection: ObjectSelection) -> ObjectListing {
    ObjectListing { [self] in
      var token: String?
      var isOver = false
      return { [self] in
        while !isOver {
          let page = try await page(selection, token: token)
          token = page.next
          isOver = token == nil
          let objects = try page.objects.compactMap(info).filter { selection.holds($0.key) }
          if !objects.isEmpty { return objects }
        }
        return nil
      }
    }
  }

  private func page(_ selection: ObjectSelection, token: String?) async throws -> S3ObjectPage {
    let whole = prefix + selection.prefix
    do throws(AWSError) {
      return try await client.listObjects(
        S3Client.ListObjectsV2(
          bucket: bucket, prefix: whole.isEmpty ? nil : whole, delimiter: selection.isRecursive ? nil : "/",
          startAfter: selection.startAfter.map { prefix + $0.text }, token: token))
    } catch {
      throw StoreError(error, doing: "list", key: whole, in: location)
    }
  }

  /// nil for the prefix itself, which some tools keep as an empty object that stands for a folder.
  private func info(_ object: S3ListedObject) throws -> ObjectInfo? {
    let key = String(decoding: object.key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    if key.isEmpty { return nil }
    return ObjectInfo(
      key: try ObjectKey(key), size: object.size, etag: ETag.bare(object.etag),
      modifiedAt: ETag.wholeSeconds(object.lastModified))
  }
}
