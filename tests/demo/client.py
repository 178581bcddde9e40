# SPDX-License-Identifier: Apache-2.0
"""The server as a child process, and one person's or device's way to talk to it."""
import http.client
import json
import signal
import subprocess


class Server:
    """kinhmoi serve on a free port; its clock starts where it is told."""

    def __init__(self, program, data):
        self.program, self.data = program, data
        self.log = open(data + ".log", "ab")
        self.process = None
        self.port = 0

    def start(self, now):
        """Begins at `now` (RFC 3339). Called again it stops first; the data stays."""
        self.stop()
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--http", "--port", "0", "--now", now],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            raise RuntimeError("the server did not start")
        self.port = int(line.rsplit(":", 1)[1])

    def stop(self):
        if not self.process:
            return
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=30) != 0:
            raise RuntimeError("the server did not end cleanly")
        self.process = None


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:400]!r}"


class Client:
    """Keeps a bearer token; every call is one request."""

    def __init__(self, server, token=None):
        self.server, self.token = server, token
        self.cookie = None

    def call(self, method, path, body=None):
        headers = {"Host": f"localhost:{self.server.port}"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if self.cookie:
            headers["Cookie"] = self.cookie
            headers["Sec-Fetch-Site"] = "same-origin"
        data = None
        if method not in ("GET", "HEAD"):
            data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(len(data))
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, path, body=data, headers=headers)
            answer = connection.getresponse()
            cookie = answer.getheader("Set-Cookie")
            if cookie:
                self.cookie = cookie.split(";")[0]
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body=None):
        return self.call("POST", path, {} if body is None else body)

    def put(self, path, body):
        return self.call("PUT", path, body)
