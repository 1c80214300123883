"""Uploads in parts."""

import hashlib

from expect import differs, error_code, expect_error

MEBIBYTE = 1 << 20


def start(server, bucket, **options):
    s3 = server.client("s3")
    s3.create_bucket(Bucket=bucket)
    place = {"Bucket": bucket, "Key": "object"}
    upload = s3.create_multipart_upload(**place, **options)["UploadId"]
    return s3, place | {"UploadId": upload}


def case_multipart(server):
    s3, upload = start(server, "cases-multipart", Metadata={"a": "b"})
    bodies = [b"a" * 5 * MEBIBYTE, b"b" * 6 * MEBIBYTE, b"tail"]
    parts = []
    for number, body in enumerate(bodies, 1):
        etag = s3.upload_part(**upload, PartNumber=number, Body=body)["ETag"]
        assert etag == f'"{hashlib.md5(body).hexdigest()}"'
        parts.append({"PartNumber": number, "ETag": etag})
    listed = s3.list_parts(**upload)["Parts"]
    assert [(part["PartNumber"], part["Size"]) for part in listed] == list(enumerate(map(len, bodies), 1))
    uploads = s3.list_multipart_uploads(Bucket="cases-multipart")["Uploads"]
    assert [item["UploadId"] for item in uploads] == [upload["UploadId"]]
    answer = s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    digest = hashlib.md5(b"".join(hashlib.md5(body).digest() for body in bodies)).hexdigest()
    assert answer["ETag"] == f'"{digest}-3"'
    got = s3.get_object(Bucket="cases-multipart", Key="object")
    assert got["Body"].read() == b"".join(bodies) and got["Metadata"] == {"a": "b"}
    expect_error("NoSuchUpload", s3.list_parts, **upload)


def case_multipart_rules(server):
    s3, upload = start(server, "cases-rules")
    small = s3.upload_part(**upload, PartNumber=1, Body=b"small")["ETag"]
    last = s3.upload_part(**upload, PartNumber=2, Body=b"last")["ETag"]
    complete = s3.complete_multipart_upload
    one, two = {"PartNumber": 1, "ETag": small}, {"PartNumber": 2, "ETag": last}
    expect_error("EntityTooSmall", complete, **upload, MultipartUpload={"Parts": [one, two]})
    order = error_code(complete, **upload, MultipartUpload={"Parts": [two, one]})
    wrong = {"PartNumber": 1, "ETag": '"00000000000000000000000000000000"'}
    expect_error("InvalidPart", complete, **upload, MultipartUpload={"Parts": [wrong]})
    codes = [
        ("parts out of order", "InvalidPartOrder", order),
        ("part 0", "InvalidArgument", error_code(s3.upload_part, **upload, PartNumber=0, Body=b"")),
        ("part 10001", "InvalidArgument", error_code(s3.upload_part, **upload, PartNumber=10001, Body=b"")),
    ]
    s3.abort_multipart_upload(**upload)
    late = error_code(s3.upload_part, **upload, PartNumber=1, Body=b"")
    codes.append(("a part of what was aborted", "NoSuchUpload", late))
    aborted = error_code(complete, **upload, MultipartUpload={"Parts": [one]})
    codes.append(("completing what was aborted", "NoSuchUpload", aborted))
    return "; ".join(filter(None, (differs(server, expected, code, what) for what, expected, code in codes)))


def case_multipart_conditions(server):
    s3, upload = start(server, "cases-complete")
    etag = s3.upload_part(**upload, PartNumber=1, Body=b"only")["ETag"]
    s3.put_object(Bucket="cases-complete", Key="object", Body=b"there")
    code = error_code(
        s3.complete_multipart_upload, **upload, IfNoneMatch="*",
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": etag}]})
    return differs(server, "PreconditionFailed", code, "If-None-Match on complete")


def case_part_copies(server):
    s3, upload = start(server, "cases-part-copy")
    s3.put_object(Bucket="cases-part-copy", Key="source", Body=b"0123456789" * 600_000)
    first = s3.upload_part_copy(**upload, PartNumber=1, CopySource="cases-part-copy/source")
    second = s3.upload_part_copy(
        **upload, PartNumber=2, CopySource="cases-part-copy/source", CopySourceRange="bytes=5-9")
    parts = [{"PartNumber": n, "ETag": part["CopyPartResult"]["ETag"]} for n, part in [(1, first), (2, second)]]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    body = s3.get_object(Bucket="cases-part-copy", Key="object")["Body"].read()
    assert body == b"0123456789" * 600_000 + b"56789"
