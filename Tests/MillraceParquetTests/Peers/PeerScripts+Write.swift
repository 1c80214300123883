/// Python that other writers and readers of Parquet are run with. The argument of each script is a directory.
enum PeerScripts {
  /// Writes files by pyarrow, DuckDB and Polars: every type, nesting, page version, encoding and codec that we read.
  static let write = #"""
    import datetime, decimal, itertools, random, sys
    import duckdb, polars, pyarrow as pa, pyarrow.parquet as pq
    out = sys.argv[1]
    random.seed(7)
    N = 300
    def column(f): return [f(i) for i in range(N)]
    def maybe(f): return lambda i: None if random.random() < .2 else f(i)
    def integer(bits): return maybe(lambda i: random.randrange(-2**(bits-1), 2**(bits-1)))
    def unsigned(bits): return maybe(lambda i: random.randrange(2**bits))
    def fixed(precision, scale):
        context = decimal.Context(prec=90)
        return maybe(lambda i: context.create_decimal(random.randrange(-10**precision, 10**precision)).scaleb(-scale, context))
    def text(i): return random.choice(['', 'a', 'héllo', 'x"y\\z\n\t\x01', '日本語', '😀😀', 'k%d' % (i % 50)])
    def real(i): return random.choice([random.uniform(-1e300, 1e300), 0.0, -0.0, float('inf'), float('nan'), 5e-324])
    def many(f): return maybe(lambda i: [f(i) for _ in range(random.choice([0, 0, 1, 2, 5]))])
    def struct(i): return {'x': integer(40)(i), 'y': maybe(lambda i: {'z': text(i), 'w': many(integer(9))(i)})(i)}
    pair = pa.struct([('x', pa.int64()), ('y', pa.struct([('z', pa.string()), ('w', pa.list_(pa.int64()))]))])
    types = {
      'b': (maybe(lambda i: i % 3 == 0), pa.bool_()), 'i8': (integer(8), pa.int8()), 'u8': (unsigned(8), pa.uint8()),
      'i16': (integer(16), pa.int16()), 'u16': (unsigned(16), pa.uint16()), 'i32': (integer(32), pa.int32()),
      'u32': (unsigned(32), pa.uint32()), 'i64': (integer(64), pa.int64()), 'u64': (unsigned(64), pa.uint64()),
      'seq': (lambda i: i, pa.int64()), 'f32': (maybe(lambda i: random.uniform(-1e10, 1e10)), pa.float32()),
      'f64': (maybe(real), pa.float64()), 's': (maybe(text), pa.string()), 'sreq': (text, pa.string()),
      'nul': (lambda i: None, pa.string()), 'bin': (maybe(lambda i: random.randbytes(i % 9)), pa.binary()),
      'fix': (maybe(lambda i: random.randbytes(5)), pa.binary(5)), 'd32': (fixed(7, 2), pa.decimal128(7, 2)),
      'd64': (fixed(16, 5), pa.decimal128(16, 5)), 'd128': (fixed(37, 10), pa.decimal128(38, 10)),
      'd256': (fixed(70, 3), pa.decimal256(76, 3)),
      'date': (maybe(lambda i: datetime.date(1, 1, 1) + datetime.timedelta(days=random.randrange(3650000))), pa.date32()),
      'tms': (maybe(lambda i: random.randrange(86400000)), pa.time32('ms')),
      'tus': (maybe(lambda i: random.randrange(86400000000)), pa.time64('us')),
      'tns': (maybe(lambda i: random.randrange(86400000000000)), pa.time64('ns')),
      'tsms': (maybe(lambda i: random.randrange(-10**13, 10**13)), pa.timestamp('ms')),
      'tsus': (maybe(lambda i: random.randrange(-9*10**15, 9*10**15)), pa.timestamp('us', tz='UTC')),
      'tsns': (maybe(lambda i: random.randrange(-10**18, 10**18)), pa.timestamp('ns')),
    }
    flat = pa.table({name: pa.array(column(f), type) for name, (f, type) in types.items()})
    flat = flat.append_column('f16', flat['i8'].cast(pa.float32()).cast(pa.float16()))
    uuids = pa.array(column(maybe(lambda i: random.randbytes(16))), pa.binary(16))
    flat = flat.append_column('uuid', pa.ExtensionArray.from_storage(pa.uuid(), uuids))
    flat = flat.append_column('dict', flat['s'].combine_chunks().dictionary_encode())
    nested = pa.table({
      'l': pa.array(column(many(integer(64))), pa.list_(pa.int64())),
      'll': pa.array(column(many(many(maybe(text)))), pa.list_(pa.list_(pa.string()))),
      'lll': pa.array(column(many(many(many(integer(9))))), pa.list_(pa.list_(pa.list_(pa.int32())))),
      'lreq': pa.array(column(many(lambda i: i)), pa.list_(pa.field('element', pa.int64(), nullable=False))),
      'st': pa.array(column(maybe(struct)), pair), 'lst': pa.array(column(many(maybe(struct))), pa.list_(pair)),
      'm': pa.array(column(maybe(lambda i: [('k%d' % j, maybe(text)(j)) for j in range(i % 4)])), pa.map_(pa.string(), pa.string())),
      'mi': pa.array(column(maybe(lambda i: [(j, many(text)(j)) for j in range(i % 4)])), pa.map_(pa.int32(), pa.list_(pa.string()))),
    })
    for (name, table), version, codec in itertools.product(
        [('flat', flat), ('nested', nested)], ['1.0', '2.0'], ['none', 'snappy', 'gzip', 'zstd']):
      for dictionary in [True, False]:
        pq.write_table(table, f'{out}/pyarrow-{name}-{version}-{codec}-{dictionary}.parquet', compression=codec,
          data_page_version=version, use_dictionary=dictionary, write_page_index=dictionary,
          write_page_checksum=dictionary, row_group_size=200, data_page_size=700, dictionary_pagesize_limit=900)
    integers = ['i8', 'u8', 'i16', 'i32', 'u32', 'i64', 'u64', 'seq', 'date', 'tsus', 'tms', 'tsns']
    encodings = {
      'PLAIN': list(types), 'DELTA_BINARY_PACKED': integers, 'DELTA_LENGTH_BYTE_ARRAY': ['s', 'sreq', 'nul', 'bin'],
      'DELTA_BYTE_ARRAY': ['s', 'sreq', 'nul', 'bin', 'fix', 'd128'], 'RLE': ['b'],
      'BYTE_STREAM_SPLIT': ['f32', 'f64', 'i32', 'i64', 'fix', 'f16', 'uuid'],
    }
    for (encoding, names), version in itertools.product(encodings.items(), ['1.0', '2.0']):
      pq.write_table(flat.select(names), f'{out}/pyarrow-{encoding}-{version}.parquet', use_dictionary=False,
        column_encoding={name: encoding for name in names}, data_page_version=version, store_decimal_as_integer=True)
    pq.write_table(flat.select(['tsns', 's']), f'{out}/pyarrow-int96.parquet', use_deprecated_int96_timestamps=True)
    pq.write_table(nested, f'{out}/pyarrow-older-lists.parquet', use_compliant_nested_type=False)
    pq.write_table(flat.slice(0, 0), f'{out}/pyarrow-empty.parquet')
    pq.write_table(nested.slice(0, 0), f'{out}/pyarrow-empty-nested.parquet')
    query = '''select i, case when i % 7 = 0 then null else 'str' || (i % 100) end s, i::double / 3 d, (i % 3 = 0) b,
      (i / 7)::decimal(18, 4) dc, uuid() u, date '2020-01-01' + (i % 1000)::int dd, i::utinyint ut,
      timestamp '2020-01-01' + interval (i) second ts, time '01:02:03' tm, map {'k': i, 'z': null} m,
      (timestamp '2020-01-01' + interval (i) second)::timestamptz tz, [i, i + 1, null] l, {'a': i, 'b': ['x', null]} st
      from range(0, 200) r(i) union all select i, null, null, null, null, null, null, null, null, null, null, null, [], null
      from range(200, 2500) r(i)'''
    connection = duckdb.connect()
    for version, codec in itertools.product(['V1', 'V2'], ['snappy', 'zstd', 'gzip', 'uncompressed']):
      connection.execute(f"copy ({query}) to '{out}/duckdb-{version}-{codec}.parquet' "
        f"(format parquet, codec '{codec}', parquet_version '{version}', row_group_size 2048)")
    frame = polars.read_parquet(f'{out}/duckdb-V1-snappy.parquet').drop('m')
    for codec in ['snappy', 'zstd', 'gzip', 'uncompressed']:
      frame.write_parquet(f'{out}/polars-{codec}.parquet', compression=codec, statistics='full', row_group_size=900)
    frame.head(0).write_parquet(f'{out}/polars-empty.parquet')
    """#
}
