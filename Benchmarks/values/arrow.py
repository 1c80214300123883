"""Arrow arrays, from whichever reader, as plain Python values that can be compared.

Instants are microseconds, dates are days, UUIDs are 16 bytes, structures are tuples, maps are lists of pairs. The
conversion is exact: nothing passes through `datetime`, whose range is narrower than Parquet's.
"""

import decimal
import uuid

import pyarrow
import pyarrow.types as types

NEGATIVE_ZERO = "-0.0"


def storage(kind):
    """A type without its extension."""
    return kind.storage_type if isinstance(kind, pyarrow.BaseExtensionType) else kind


def is_uuid(kind):
    plain = storage(kind)
    return types.is_fixed_size_binary(plain) and plain.byte_width == 16


def is_json(kind):
    return getattr(kind, "extension_name", "") == "arrow.json"


def is_text(kind):
    plain = storage(kind)
    return types.is_string(plain) or types.is_large_string(plain) or types.is_string_view(plain)


def is_list(kind):
    return types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)


def values(array, like):
    """The values of an array; `like` is the type that the file gives the column."""
    if isinstance(array, pyarrow.ChunkedArray):
        return [value for chunk in array.chunks for value in values(chunk, like)]
    if isinstance(array, pyarrow.ExtensionArray):
        array = array.storage
    kind = array.type
    if types.is_struct(kind):
        return structures(array, like)
    if types.is_map(kind):
        return maps(array, like)
    if is_list(kind):
        return lists(array, like)
    return leaves(array, kind, like)


def leaves(array, kind, like):
    if types.is_timestamp(kind):
        return array.cast(pyarrow.timestamp("us", kind.tz)).cast(pyarrow.int64()).to_pylist()
    if types.is_date(kind):
        return array.cast(pyarrow.date32()).cast(pyarrow.int32()).to_pylist()
    found = array.to_pylist()
    if types.is_floating(kind):
        return [NEGATIVE_ZERO if value == 0 and str(value) == "-0.0" else value for value in found]
    if is_json(like) and not is_text(kind):
        # Polars takes JSON columns for bytes.
        return [None if value is None else value.decode() for value in found]
    if is_uuid(like) and is_text(kind):
        return [None if value is None else uuid.UUID(value).bytes for value in found]
    if types.is_decimal(kind):
        return [None if value is None else decimal.Decimal(value) for value in found]
    return found


def structures(array, like):
    """Tuples of fields. Those of `like` may be named otherwise (readers rename), so position decides."""
    fields = [values(array.field(i), like.field(i).type) for i in range(array.type.num_fields)]
    there = array.is_valid().to_pylist()
    return [row if valid else None for row, valid in zip(zip(*fields), there)]


def lists(array, like):
    offsets = array.offsets.to_pylist()
    first = offsets[0]
    elements = values(array.values.slice(first, offsets[-1] - first), like.value_type)
    return cut(array, offsets, elements)


def maps(array, like):
    """Lists of pairs. A reader may give a map as a list of structures; `lists` gives the same."""
    offsets = array.offsets.to_pylist()
    first, count = offsets[0], offsets[-1] - offsets[0]
    keys = values(array.keys.slice(first, count), like.key_type)
    items = values(array.items.slice(first, count), like.item_type)
    return cut(array, offsets, list(zip(keys, items)))


def cut(array, offsets, elements):
    first = offsets[0]
    there = array.is_valid().to_pylist()
    pairs = zip(offsets, offsets[1:], there)
    return [elements[start - first : end - first] if valid else None for start, end, valid in pairs]
