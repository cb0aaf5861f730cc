"""A receiver in Python, tested with nothing but the standard library:  python3 -m unittest examples/python/test_receiver.py

HOOKWRIGHT is the command that starts Hookwright; default: npx hookwright.
"""
import base64
import hashlib
import hmac
import json
import os
import shlex
import signal
import subprocess
import threading
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = "a key that both know"


class Receiver(BaseHTTPRequestHandler):
    """Keeps the persons that Members tells it of."""

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["content-length"])))["message"]
        data = base64.b64decode(message["data"])
        expected = base64.b64encode(hmac.digest(KEY.encode(), data, hashlib.sha256)).decode()
        signed = hmac.compare_digest(expected, message["attributes"]["hash"])
        if signed:
            for person in json.loads(data):
                self.server.persons[person["personID"]] = person
        self.send_response(204 if signed else 401)
        self.end_headers()

    def log_message(self, *_):
        pass


class ReceiverTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = shlex.split(os.environ.get("HOOKWRIGHT", "npx hookwright"))
        options = "serve --json --ephemeral --clock virtual --control-port 0 --provider-port 0 --inbox-port 0 --tls-port 0".split()
        cls.hookwright = subprocess.Popen(command + options, stdout=subprocess.PIPE, text=True, start_new_session=True)
        cls.addClassCleanup(cls.stop)
        cls.ready = json.loads(cls.hookwright.stdout.readline())

        cls.receiver = HTTPServer(("127.0.0.1", 0), Receiver)
        cls.receiver.persons = {}
        threading.Thread(target=cls.receiver.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.receiver.server_close)
        cls.addClassCleanup(cls.receiver.shutdown)

    @classmethod
    def stop(cls):
        os.killpg(cls.hookwright.pid, signal.SIGTERM)
        cls.hookwright.wait()
        cls.hookwright.stdout.close()

    def call(self, method, path, body):
        headers = {"authorization": f"Bearer {self.ready['token']}", "content-type": "application/json"}
        request = urllib.request.Request(f"{self.ready['control']}/api/v1{path}", json.dumps(body).encode(), headers, method=method)
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def register(self, url):
        """As the provider's own documentation says."""
        headers = {"x-access-token": "members-dev-key", "content-type": "application/json"}
        body = json.dumps({"webhook": {"url": url, "signingKey": KEY}}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.ready['providers']['members']}/application/1", body, headers, method="PATCH")).close()

    def test_a_person_that_changed_is_kept_and_acknowledged(self):
        self.register(f"http://127.0.0.1:{self.receiver.server_port}/members")
        event = {"trigger": "person.updated", "data": {"personID": 54512, "firstName": "Ada"}}
        [delivery] = self.call("POST", "/providers/members/events", event)["deliveries"]
        settled = self.call("POST", f"/deliveries/{delivery['id']}/settle", {})
        self.assertTrue(settled["settled"], settled["message"])
        self.assertEqual(settled["delivery"]["status"], "acknowledged")
        self.assertEqual(self.receiver.persons[54512]["firstName"], "Ada")

    def test_what_is_refused_comes_again(self):
        inbox = self.call("POST", "/inboxes", {"verify": {"scheme": "members", "secret": KEY}, "respond": "503 | 200"})
        self.register(inbox["url"])
        self.call("POST", "/providers/members/events", {"trigger": "person.updated"})
        # Virtual time is moved on to the retry: this takes milliseconds.
        expected = {"inbox": inbox["id"], "sequence": [{"answered": 503}, {"answered": 200, "verified": True}], "withinMs": 10_000}
        answer = self.call("POST", "/expectations", expected)
        self.assertTrue(answer["met"], answer["message"])


if __name__ == "__main__":
    unittest.main()
