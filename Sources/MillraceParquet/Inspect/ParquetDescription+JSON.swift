extension ParquetDescription {
  /// The description as one JSON object, for programs.
  package var json: [UInt8] {
    var json = JSONObjectWriter()
    json.object { json in
      json.member("file", name)
      json.member("size_bytes", fileSize)
      json.member("footer_bytes", footerSize)
      json.member("version", Int(version))
      json.member("rows", rows)
      json.member("created_by", createdBy)
      json.member("metadata") { json in
        json.array(keyValueMetadata) { json, pair in
          json.object { json in
            json.member("key", pair.key)
            json.member("value", pair.value)
          }
        }
      }
      json.member("schema", schema)
      json.member("row_groups") { json in json.array(rowGroups) { $1.write(to: &$0) } }
    }
    return json.bytes
  }
}

extension RowGroupDescription {
  func write(to json: inout JSONObjectWriter) {
    json.object { json in
      json.member("index", index)
      json.member("rows", rows)
      json.member("offset", offset)
      json.member("compressed_bytes", compressedBytes)
      json.member("uncompressed_bytes", uncompressedBytes)
      json.member("columns") { json in json.array(columns) { $1.write(to: &$0) } }
    }
  }
}

extension ColumnChunkDescription {
  func write(to json: inout JSONObjectWriter) {
    json.object { json in
      json.member("name", name)
      json.member("type", type)
      json.member("codec", codec)
      json.member("compressed_bytes", compressedBytes)
      json.member("uncompressed_bytes", uncompressedBytes)
      json.member("ratio", (ratio * 1000).rounded() / 1000)
      json.member("values", values)
      json.member("nulls", nulls)
      json.member("min", minimum?.text)
      json.member("min_truncated", minimum?.isTruncated)
      json.member("max", maximum?.text)
      json.member("max_truncated", maximum?.isTruncated)
      json.member("data_pages", pages.dataPages)
      json.member("pages") { json in
        json.array(pages.groups) { json, group in
          json.object { json in
            json.member("kind", group.kind)
            json.member("encoding", group.encoding)
            json.member("count", group.count)
          }
        }
      }
      json.member("dictionary_entries", pages.dictionaryEntries)
      json.member("dictionary_bytes", pages.dictionaryBytes)
      json.member("checksums", pages.hasChecksums)
      json.member("column_index", hasColumnIndex)
      json.member("offset_index", hasOffsetIndex)
      json.member("bloom_filter", hasBloomFilter)
      json.member("failure", pages.failure)
    }
  }
}
