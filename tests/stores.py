"""A store with the S3 API for tests: one server for all tests of a process, a folder of its own in it for each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.delivery.objects import Objects
from bot.setting_values import read_place

BUCKET = "files"
EVERYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'


@dataclass(frozen=True, slots=True)
class S3:
    """A running server, and a key that may do everything there; it checks every signature."""

    endpoint: str
    key: str
    secret: str

    def url(self, prefix: str, bucket: str = BUCKET, endpoint: str = "") -> str:
        return f"s3://{bucket}/{prefix}?endpoint={endpoint or self.endpoint}"

    def settings(self, prefix: str) -> dict[str, str]:
        return {"FILES_URL": self.url(prefix), "FILES_KEY": self.key, "FILES_SECRET": self.secret}

    def objects(self, prefix: str = "", *, bucket: str = BUCKET, endpoint: str = "", secret: str = "") -> Objects:
        place = read_place(self.url(prefix or secrets.token_hex(4), bucket, endpoint))
        assert place is not None
        return Objects(place, self.key, secret or self.secret)


@contextmanager
def running_store() -> Iterator[S3]:
    """One server in a process: what it checks signatures by is everybody's."""
    import boto3
    from moto import settings as of_moto
    from moto.core import responses
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        first: dict[str, Any] = {
            "endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1",
            "aws_access_key_id": "first", "aws_secret_access_key": "first",
        }  # fmt: skip
        boto3.client("s3", **first).create_bucket(Bucket=BUCKET)
        users = boto3.client("iam", **first)
        users.create_user(UserName="otklik")
        users.put_user_policy(UserName="otklik", PolicyName="all", PolicyDocument=EVERYTHING)
        key = users.create_access_key(UserName="otklik")["AccessKey"]
        # From now on nobody gets in without a key and its signature.
        of_moto.INITIAL_NO_AUTH_ACTION_COUNT = 0
        responses.ActionAuthenticatorMixin.request_count = 0  # type: ignore[attr-defined]
        yield S3(f"http://{host}:{port}", key["AccessKeyId"], key["SecretAccessKey"])
    finally:
        server.stop()


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """Started at the first test that asks for it."""
    with running_store() as running:
        yield running
