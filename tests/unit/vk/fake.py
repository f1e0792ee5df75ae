"""A small VK on a port of its own: scripted answers, every request held against the schema."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import bot.sandbox

SCHEMA = json.loads((Path(bot.sandbox.__file__).parent / "specs" / "vk.json").read_text(encoding="utf-8"))["methods"]
TOKEN = "vk1.a.very-secret"


@dataclass(frozen=True)
class Refusal:
    """VK's error code, or (`status`) an HTTP answer that is not VK's; status 0 cuts the connection."""

    code: int = 0
    status: int = 200
    body: str = "<html>Bad Gateway</html>"
    text: str = "no"


Answer = Any  # a response, a Refusal, or a function of the parameters that gives one of both


@dataclass
class FakeVk:
    """`answers` by method: a list is used up from its front, its last item stays."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    requests: int = 0
    polls: list[Any] = field(default_factory=list)  # answers of the long poll server, in order
    polled: list[dict[str, str]] = field(default_factory=list)
    uploads: list[tuple[str, bytes]] = field(default_factory=list)
    upload_answer: Any = None
    files: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)  # requests against the schema
    url: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def of(self, method: str) -> list[dict[str, str]]:
        """The parameters of every call of a method, also of those inside execute."""
        return [params for name, params in self.calls if name == method]

    def method(self, name: str, params: dict[str, str]) -> dict[str, Any] | Refusal:
        """VK's whole answer to a call."""
        self._hold(name, params)
        if name == "execute" and not self.answers.get("execute"):
            return self._execute(params["code"])
        with self._lock:
            self.calls.append((name, params))
            script = self.answers.get(name) or [self._default(name, params)]
            answer = script.pop(0) if len(script) > 1 else script[0]
        answer = answer(params) if callable(answer) else answer
        if isinstance(answer, Refusal) and answer.code:
            shown = [{"key": k, "value": v} for k, v in params.items()]
            return {"error": {"error_code": answer.code, "error_msg": answer.text, "request_params": shown}}
        return answer if isinstance(answer, Refusal) else {"response": answer}

    def _default(self, name: str, params: dict[str, str]) -> Any:
        if name == "messages.send":
            peers = [int(p) for p in params["peer_ids"].split(",")]
            return [{"peer_id": p, "message_id": 0, "conversation_message_id": p % 1000 + 7} for p in peers]
        if name == "groups.getLongPollServer":
            return {"key": f"key{len(self.polled)}", "server": f"{self.url}/lp", "ts": "100"}
        if name == "groups.getById":
            return {"groups": [{"id": 5, "name": "Отклик", "screen_name": "otklik"}], "profiles": []}
        if name.endswith("getMessagesUploadServer"):
            return {"upload_url": f"{self.url}/upload/{params.get('type', 'photo')}"}
        if name == "photos.saveMessagesPhoto":
            return [{"owner_id": -5, "id": 11, "access_key": "k"}]
        if name == "docs.save":
            return {"type": "doc", "doc": {"owner_id": -5, "id": 12}}
        return 1

    def _execute(self, code: str) -> dict[str, Any]:
        """Enough of VKScript for `return [API.a({..}),API.b({..})];`."""
        assert code.startswith("return [")
        assert code.endswith("];")
        results, faults, at, decoder = [], [], len("return ["), json.JSONDecoder()
        while code[at] != "]":
            assert code.startswith("API.", at), code[at : at + 20]
            name = code[at + 4 : code.index("(", at)]
            params, end = decoder.raw_decode(code, code.index("(", at) + 1)
            assert code[end] == ")"
            answer = self.method(name, {k: str(v) for k, v in params.items()})
            if isinstance(answer, Refusal) or "error" in answer:
                error = {"error_code": 10} if isinstance(answer, Refusal) else answer["error"]
                faults.append(
                    {"method": name, "error_code": error["error_code"], "error_msg": error.get("error_msg", "")}
                )
                results.append(False)
            else:
                results.append(answer["response"])
            at = end + 2 if code[end + 1] == "," else end + 1
        return {"response": results} | ({"execute_errors": faults} if faults else {})

    def _hold(self, name: str, params: dict[str, str]) -> None:
        schema = SCHEMA.get(name)
        if schema is None:
            self.broken.append(f"no method {name}")
            return
        for key in schema["required"]:
            if key not in params:
                self.broken.append(f"{name}: no {key}")
        for key, value in params.items():
            if key in ("access_token", "v"):
                continue
            if why := _against(schema["fields"].get(key), value):
                self.broken.append(f"{name}.{key}: {why}")

    def poll(self, query: dict[str, str]) -> Any:
        with self._lock:
            self.polled.append(query)
            if self.polls:
                return self.polls.pop(0)
        self._over.wait(5)
        return {"ts": query["ts"], "updates": []}

    def stop(self) -> None:
        self._over.set()


def _against(rule: dict[str, Any] | None, value: str) -> str:
    if rule is None:
        return "unknown"
    try:
        if rule["type"] == "integer":
            number = int(value)
            return "" if rule.get("min", number) <= number <= rule.get("max", number) else "out of range"
        if rule["type"] == "number":
            return "" if rule.get("min", -999) <= float(value) <= rule.get("max", 999) else "out of range"
    except ValueError:
        return f"not a number: {value[:20]}"
    if rule["type"] == "boolean":
        return "" if value in ("0", "1") else f"no flag: {value}"
    if rule["type"] == "array":
        items = value.split(",")
        if len(items) > rule.get("max_items", len(items)):
            return "too many"
        if rule.get("items") == "integer" and not all(i.lstrip("-").isdigit() for i in items):
            return "not numbers"
    if "enum" in rule and value not in rule["enum"]:
        return f"none of {rule['enum']}"
    return "too long" if len(value) > rule.get("max_length", len(value)) else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes: the second would wait for 40 ms
    server: _Server

    def log_message(self, *_: Any) -> None:
        return

    def do_POST(self) -> None:
        vk = self.server.vk
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        vk.requests += 1
        if self.path.startswith("/upload/"):
            vk.uploads.append((self.path, body))
            default = {"photo": "[{}]", "server": 1, "hash": "h", "file": "f|1"}
            self._answer(vk.upload_answer or default)
            return
        params = {k: v[0] for k, v in parse_qs(body.decode(), keep_blank_values=True).items()}
        if params.get("access_token") != TOKEN:
            self._answer({"error": {"error_code": 5, "error_msg": "no"}})
        else:
            self._answer(vk.method(self.path.removeprefix("/method/"), params))

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        if split.path == "/lp":
            self._answer(self.server.vk.poll({k: v[0] for k, v in parse_qs(split.query).items()}))
        else:
            self._reply(*self.server.vk.files.get(split.path, (404, b"")))

    def _answer(self, answer: Any) -> None:
        if isinstance(answer, Refusal):
            self._reply(answer.status, answer.body.encode())
        else:
            self._reply(200, json.dumps(answer).encode())

    def _reply(self, status: int, body: bytes) -> None:
        if not status:
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, vk: FakeVk) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.vk = vk

    def handle_error(self, *_: Any) -> None:
        return  # clients that went away


def serve(vk: FakeVk) -> Callable[[], None]:
    """Start it; `vk.url` is set. What comes back stops it."""
    server = _Server(vk)
    vk.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()

    def stop() -> None:
        vk.stop()
        server.shutdown()
        server.server_close()

    return stop
