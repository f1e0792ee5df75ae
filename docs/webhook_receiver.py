"""A small receiver of webhooks, of nothing but Python: it verifies, answers at once, and does each event once.

    SECRET=whsec_… python webhook_receiver.py 8090

Libraries do the same in many languages: https://www.standardwebhooks.com
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"))
TOLERANCE_S = 300  # an older call is somebody's who listened to one
LARGEST = 100_000  # ours are 20 KB at most
seen: set[str] = set()  # keep these where they outlive a restart
newest: dict[str, int] = {}  # report -> the greatest sequence that was done


def is_ours(headers, body: bytes) -> bool:
    number, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(time.time() - int(at)) > TOLERANCE_S:
        return False
    digest = hmac.new(KEY, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
    right = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(right, one) for one in headers.get("webhook-signature", "").split(" "))


def take(event: dict) -> None:
    """What you do with it. Whatever is older than what you have says nothing new."""
    data = event["data"]
    about = data.get("report") or data.get("notice") or ""
    if data.get("sequence", 0) < newest.get(about, 0):
        return
    newest[about] = data.get("sequence", 0)
    sys.stdout.write(f"{event['type']} {about} {data.get('extended_status', '')}\n")
    sys.stdout.flush()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length) if length <= LARGEST else b""
        if not is_ours(self.headers, body):
            self.answer(401)
            return
        number = self.headers["webhook-id"]
        if number not in seen:
            take(json.loads(body))
            seen.add(number)
        self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args) -> None:
        """Nothing of what is called goes into a log."""


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver) as server:
        sys.stdout.write(f"ready {server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
