"""Buckets and objects of S3."""

import base64
import hashlib
import io

from expect import differs, error_code, expect_error

ODD_KEYS = ["plain.txt", "with space.txt", "plus+sign", "percent%2Fsign%", "ünïcode/ключ", "emoji 🚀", "a//b", "x" * 1024]


def case_buckets(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-buckets")
    assert "cases-buckets" in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    s3.head_bucket(Bucket="cases-buckets")
    assert s3.get_bucket_location(Bucket="cases-buckets")["LocationConstraint"] is None
    s3.put_object(Bucket="cases-buckets", Key="one", Body=b"1")
    expect_error("BucketNotEmpty", s3.delete_bucket, Bucket="cases-buckets")
    s3.delete_object(Bucket="cases-buckets", Key="one")
    s3.delete_bucket(Bucket="cases-buckets")
    expect_error("404", s3.head_bucket, Bucket="cases-buckets")
    expect_error("NoSuchBucket", s3.list_objects_v2, Bucket="cases-buckets")


def case_put_get_head(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-objects")
    body = bytes(range(256)) * 40
    put = s3.put_object(
        Bucket="cases-objects", Key="a/b", Body=body, ContentType="text/x", Metadata={"colour": "blue"},
        CacheControl="no-cache", ContentEncoding="gzip")
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"'
    got = s3.get_object(Bucket="cases-objects", Key="a/b")
    assert got["Body"].read() == body and got["ContentType"] == "text/x" and got["Metadata"] == {"colour": "blue"}
    head = s3.head_object(Bucket="cases-objects", Key="a/b")
    assert head["ContentLength"] == len(body) and head["ETag"] == put["ETag"] and head["ContentEncoding"] == "gzip"
    expect_error("NoSuchKey", s3.get_object, Bucket="cases-objects", Key="none")
    expect_error("404", s3.head_object, Bucket="cases-objects", Key="none")
    s3.put_object(Bucket="cases-objects", Key="empty", Body=b"")
    assert s3.get_object(Bucket="cases-objects", Key="empty")["Body"].read() == b""


def case_keys(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-keys")
    for number, key in enumerate(ODD_KEYS):
        s3.put_object(Bucket="cases-keys", Key=key, Body=str(number).encode())
    for number, key in enumerate(ODD_KEYS):
        assert s3.get_object(Bucket="cases-keys", Key=key)["Body"].read() == str(number).encode(), key
    listed = [item["Key"] for item in s3.list_objects_v2(Bucket="cases-keys")["Contents"]]
    assert listed == sorted(ODD_KEYS, key=str.encode), listed
    answer = s3.delete_objects(Bucket="cases-keys", Delete={"Objects": [{"Key": key} for key in ODD_KEYS]})
    assert sorted(item["Key"] for item in answer["Deleted"]) == sorted(ODD_KEYS)
    assert s3.list_objects_v2(Bucket="cases-keys")["KeyCount"] == 0
    code = error_code(s3.put_object, Bucket="cases-keys", Key="x" * 1025, Body=b"")
    return differs(server, "KeyTooLongError", code, "a key of 1,025 bytes")


def case_ranges(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-ranges")
    s3.put_object(Bucket="cases-ranges", Key="digits", Body=b"0123456789")
    for header, expected, content_range in [
        ("bytes=2-4", b"234", "bytes 2-4/10"), ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"), ("bytes=8-100", b"89", "bytes 8-9/10"),
    ]:
        got = s3.get_object(Bucket="cases-ranges", Key="digits", Range=header)
        assert got["Body"].read() == expected and got["ContentRange"] == content_range, header
        assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    expect_error("InvalidRange", s3.get_object, Bucket="cases-ranges", Key="digits", Range="bytes=10-")


def case_conditions(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-conditions")
    place = {"Bucket": "cases-conditions", "Key": "one"}
    etag = s3.put_object(**place, Body=b"first", IfNoneMatch="*")["ETag"]
    expect_error("PreconditionFailed", s3.put_object, **place, Body=b"second", IfNoneMatch="*")
    assert s3.get_object(**place)["Body"].read() == b"first"
    s3.get_object(**place, IfMatch=etag)
    expect_error("PreconditionFailed", s3.get_object, **place, IfMatch='"other"')
    expect_error("304", s3.get_object, **place, IfNoneMatch=etag)
    differences = [differs(
        server, "PreconditionFailed", error_code(s3.put_object, **place, Body=b"x", IfMatch='"other"'), "If-Match on put")]
    if not server.is_moto:
        s3.put_object(**place, Body=b"third", IfMatch=etag)
        expect_error("NoSuchKey", s3.put_object, Bucket="cases-conditions", Key="none", Body=b"", IfMatch=etag)
    return "; ".join(filter(None, differences))


def case_copy(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-copy")
    s3.put_object(Bucket="cases-copy", Key="from +%", Body=b"copied", Metadata={"a": "b"})
    s3.copy_object(Bucket="cases-copy", Key="to", CopySource={"Bucket": "cases-copy", "Key": "from +%"})
    got = s3.get_object(Bucket="cases-copy", Key="to")
    assert got["Body"].read() == b"copied" and got["Metadata"] == {"a": "b"}
    s3.copy_object(
        Bucket="cases-copy", Key="to", CopySource="cases-copy/to", MetadataDirective="REPLACE", Metadata={"c": "d"})
    assert s3.head_object(Bucket="cases-copy", Key="to")["Metadata"] == {"c": "d"}
    expect_error("NoSuchKey", s3.copy_object, Bucket="cases-copy", Key="x", CopySource="cases-copy/none")


def case_listing(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-listing")
    keys = sorted([f"day={day}/{number:03}" for day in range(5) for number in range(30)] + ["top1", "top2"])
    for key in keys:
        s3.put_object(Bucket="cases-listing", Key=key, Body=b"x")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="cases-listing", PaginationConfig={"PageSize": 7})
    assert [item["Key"] for page in pages for item in page["Contents"]] == keys
    pages = s3.get_paginator("list_objects").paginate(Bucket="cases-listing", PaginationConfig={"PageSize": 7})
    assert [item["Key"] for page in pages for item in page["Contents"]] == keys
    rolled = s3.list_objects_v2(Bucket="cases-listing", Delimiter="/")
    assert [item["Prefix"] for item in rolled["CommonPrefixes"]] == [f"day={day}/" for day in range(5)]
    assert [item["Key"] for item in rolled["Contents"]] == ["top1", "top2"] and rolled["KeyCount"] == 7
    prefixed = s3.list_objects_v2(Bucket="cases-listing", Prefix="day=3/", StartAfter="day=3/010")
    assert [item["Key"] for item in prefixed["Contents"]] == [key for key in keys if "day=3/010" < key < "day=4"]
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket="cases-listing", Delimiter="/", PaginationConfig={"PageSize": 2})
    prefixes = [item["Prefix"] for page in pages for item in page.get("CommonPrefixes", [])]
    assert prefixes == [f"day={day}/" for day in range(5)]


def case_digests(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-digests")
    body = b"digest me" * 1000
    for algorithm in ["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"]:
        try:
            put = s3.put_object(Bucket="cases-digests", Key=algorithm, Body=body, ChecksumAlgorithm=algorithm)
        except Exception as error:
            if "MissingDependency" in type(error).__name__:
                continue
            raise
        head = s3.head_object(Bucket="cases-digests", Key=algorithm, ChecksumMode="ENABLED")
        assert head[f"Checksum{algorithm}"] == put[f"Checksum{algorithm}"], algorithm
    wrong_md5 = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    md5 = error_code(s3.put_object, Bucket="cases-digests", Key="md5", Body=body, ContentMD5=wrong_md5)
    crc = error_code(s3.put_object, Bucket="cases-digests", Key="crc", Body=body, ChecksumCRC32="AAAAAA==")
    return "; ".join(filter(None, [
        differs(server, "BadDigest", md5, "a wrong MD5"), differs(server, "BadDigest", crc, "a wrong CRC32")]))


def case_file_objects(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-files")
    body = b"line\n" * 5_000_000
    s3.upload_fileobj(io.BytesIO(body), "cases-files", "big")
    target = io.BytesIO()
    s3.download_fileobj("cases-files", "big", target)
    assert target.getvalue() == body


def case_virtual_hosts(server):
    if server.is_moto:
        return None
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-hosts")
    import http.client
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "cases-hosts", "Key": "a b"})
    assert "/cases-hosts/a%20b?" in url
    port = int(server.endpoint.rsplit(":", 1)[1])
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    request = AWSRequest("PUT", f"http://cases-hosts.localhost:{port}/a%20b", data=b"by host")
    S3SigV4Auth(Credentials(server.access_key, server.secret_key), "s3", "us-east-1").add_auth(request)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = dict(request.headers) | {"Host": f"cases-hosts.localhost:{port}"}
    connection.request("PUT", "/a%20b", b"by host", headers)
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    assert s3.get_object(Bucket="cases-hosts", Key="a b")["Body"].read() == b"by host"


def case_awscli_s3(server):
    assert server.awscli("s3", "mb", "s3://cases-cli").returncode == 0
    listed = server.awscli("s3api", "list-buckets")
    assert "cases-cli" in listed.stdout, listed.stderr
    copied = server.awscli("s3", "cp", __file__, "s3://cases-cli/folder/file.py")
    assert copied.returncode == 0, copied.stderr
    assert "file.py" in server.awscli("s3", "ls", "s3://cases-cli/folder/").stdout
    removed = server.awscli("s3", "rb", "s3://cases-cli", "--force")
    assert removed.returncode == 0, removed.stderr
