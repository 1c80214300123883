"""boto3 clients as a careful program would make them."""

import os

import boto3
import botocore.config


def make(service, threads=1):
    config = botocore.config.Config(
        max_pool_connections=max(10, threads), retries={"mode": "standard", "max_attempts": 5},
        s3={"addressing_style": "path"}, tcp_keepalive=True,
    )
    return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=config)
