extension PeerScripts {
  /// Reads every `NAME.parquet` by pyarrow, compares it with `NAME.rows`, our rows as JSON, and prints what differs.
  static let compare = #"""
    import base64, datetime, decimal, glob, json, math, sys
    import pyarrow as pa, pyarrow.parquet as pq
    def fraction(value, per):
      digits = '%09d' % (value * (10**9 // per))
      while digits.endswith('000'): digits = digits[:-3]
      return '.' + digits if digits else ''
    per = {'s': 1, 'ms': 10**3, 'us': 10**6, 'ns': 10**9}
    def clock(value, unit):
      seconds, rest = divmod(value, per[unit])
      return '%02d:%02d:%02d' % (seconds // 3600, seconds // 60 % 60, seconds % 60) + fraction(rest, per[unit])
    def shown(value, type):
      if value is None: return None
      if pa.types.is_dictionary(type): type = type.value_type
      if isinstance(type, pa.UuidType): return str(value)
      if pa.types.is_floating(type):
        return 'NaN' if math.isnan(value) else value if math.isfinite(value) else 'Infinity' if value > 0 else '-Infinity'
      if pa.types.is_binary(type) or pa.types.is_large_binary(type) or pa.types.is_fixed_size_binary(type):
        return base64.b64encode(value).decode()
      if pa.types.is_date(type): return '%04d-%02d-%02d' % (value.year, value.month, value.day)
      if pa.types.is_list(type) or pa.types.is_large_list(type): return [shown(v, type.value_type) for v in value]
      if pa.types.is_struct(type): return {f.name: shown(value[f.name], f.type) for f in type}
      if pa.types.is_map(type): return {str(k): shown(v, type.item_type) for k, v in value}
      return value
    def expected(column):
      type = column.type
      if pa.types.is_timestamp(type):
        scale = per[type.unit]
        def stamp(value):
          day, rest = divmod(value, 86400 * scale)
          return f'{datetime.date(1970, 1, 1) + datetime.timedelta(days=day)}T{clock(rest, type.unit)}' + ('Z' if type.tz else '')
        return [None if v is None else stamp(v) for v in column.cast(pa.int64()).to_pylist()]
      if pa.types.is_time(type):
        whole = column.cast(pa.int32() if type.bit_width == 32 else pa.int64()).to_pylist()
        return [None if v is None else clock(v, type.unit) for v in whole]
      return [shown(v, type) for v in column.to_pylist()]
    def same(a, b):
      if isinstance(a, list): return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
      if isinstance(a, dict): return isinstance(b, dict) and list(a) == list(b) and all(same(a[k], b[k]) for k in a)
      if isinstance(a, float): return isinstance(b, decimal.Decimal) and math.isclose(a, float(b), rel_tol=1e-7)
      if isinstance(a, decimal.Decimal): return not isinstance(b, (str, bool)) and b is not None and a == decimal.Decimal(b)
      return a == b and type(a) == type(b)
    failures = 0
    for path in sorted(glob.glob(sys.argv[1] + '/*.parquet')):
      table = pq.ParquetFile(path).read()
      with open(path[:-len('parquet')] + 'rows', 'rb') as file: lines = file.read().split(b'\n')[:-1]
      rows = [json.loads(line, parse_float=decimal.Decimal) for line in lines]
      differs = [] if len(rows) == table.num_rows else [f'{len(rows)} rows, not {table.num_rows}']
      for name in table.column_names:
        for number, (value, row) in enumerate(zip(expected(table[name]), rows)):
          if not same(value, row[name]): differs.append(f'row {number}, {name}: {row[name]!r}, not {value!r}'); break
      for difference in differs: print(path, difference)
      failures += len(differs)
    print('compared', len(glob.glob(sys.argv[1] + '/*.parquet')))
    sys.exit(1 if failures else 0)
    """#
}
