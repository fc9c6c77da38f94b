#!/usr/bin/env python3
"""Fifty clients at once, for a minute: what of `rewire serve` is lost, and how long an answer takes.

    bench/serve_crowd.py build/rewire [--clients 50] [--seconds 60]

Starts the server in a folder of its own, lives one small scenario, and then lets every client ask, one call after another, for
the house, the catalogue, the scenarios, a check of a text, the events and the numbers of the run, a file of it by its ticket;
every tenth client starts runs too. An answer is lost where the connection breaks, the status is not the one expected, or the
body is not what the first of its kind was. Ends with status 1 where anything was lost.
"""
import argparse
import collections
import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time

TEXT = """[population]
n = 2
[plan]
treatments = ["cbt 50 min weekly for 2 weeks"]
[visits]
weeks = [0, 2]
instruments = ["gad7"]
"""
PATIENCE = 60  # s, of a client


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "serve", "--port", "0", "--no-browser", "--out", folder],
                                        stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)/#token=([0-9a-f]+)", said)
        if not found:
            sys.exit(f"the server said: {said}")
        self.port, self.token = int(found[1]), found[2]

    def ask(self, method, path, body=None):
        """Status and body of one request, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def run(self, seed):
        status, body = self.ask("POST", "/api/runs", {"kind": "run", "text": TEXT, "seed": seed})
        return status, json.loads(body).get("id", "")

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s*(\d+)", file.read())[1]) / 1000  # MB

    def end(self):
        self.process.terminate()
        self.process.wait(20)


class Crowd:
    def __init__(self, server, run, until):
        self.server, self.run, self.until = server, run, until
        self.lock = threading.Lock()
        self.took = collections.defaultdict(list)  # s, of each call
        self.lost = collections.Counter()
        self.usual = {}  # the first body of each call whose answer does not change

    def call(self, name, method, path, body=None, status=200, same=True):
        begun = time.monotonic()
        try:
            got, answer = self.server.ask(method, path, body)
            fault = f"status {got}" if got not in (status if isinstance(status, tuple) else (status,)) else ""
        except OSError as error:
            fault, answer = f"{type(error).__name__}: {error}", b""
        except http.client.HTTPException as error:
            fault, answer = f"{type(error).__name__}: {error}", b""
        with self.lock:
            self.took[name].append(time.monotonic() - begun)
            if not fault and same and self.usual.setdefault(name, answer) != answer:
                fault = "another body"
            if fault:
                self.lost[f"{name}: {fault}"] += 1
        return answer if not fault else b""

    def client(self, number):
        run = f"/api/runs/{self.run}"
        turns = 0
        while time.monotonic() < self.until:
            turns += 1
            self.call("house", "GET", "/api/house")
            self.call("scenarios", "GET", "/api/scenarios")
            self.call("check", "POST", "/api/check", {"text": TEXT, "file": "a.toml"})
            self.call("data", "GET", f"{run}/data?var=gad7")
            events = self.call("events", "GET", f"{run}/events", same=False)
            if events and b"event: end" not in events:
                with self.lock:
                    self.lost["events: no end"] += 1
            if turns % 4 == 1:
                self.call("catalogue", "GET", "/api/catalogue")
                ticket = self.call("ticket", "POST", f"{run}/files/summary.json", {}, 201, same=False)
                if ticket:
                    self.call("file", "GET", json.loads(ticket)["path"])
            if number % 10 == 0:  # 429: the queue is full, which is an answer
                self.call("run", "POST", "/api/runs", {"kind": "run", "text": TEXT, "seed": turns}, (201, 429), same=False)


def main():
    given = argparse.ArgumentParser()
    given.add_argument("program")
    given.add_argument("--clients", type=int, default=50)
    given.add_argument("--seconds", type=float, default=60)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(asked.program, folder)
        try:
            _, run = server.run(1)
            while json.loads(server.ask("GET", f"/api/runs/{run}")[1])["state"] != "done":
                time.sleep(0.1)
            before = server.memory()
            begun = time.monotonic()
            crowd = Crowd(server, run, begun + asked.seconds)
            threads = [threading.Thread(target=crowd.client, args=(k,)) for k in range(asked.clients)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            lasted = time.monotonic() - begun
            for name, took in sorted(crowd.took.items()):
                took.sort()
                print(f"{name:10} {len(took):6} answers, median {1000 * took[len(took) // 2]:6.0f} ms, "
                      f"95 % within {1000 * took[int(0.95 * len(took))]:6.0f} ms, longest {1000 * took[-1]:6.0f} ms")
            answers = sum(map(len, crowd.took.values()))
            print(f"{asked.clients} clients, {lasted:.0f} s: {answers} answers, {answers / lasted:.0f} a second, "
                  f"{sum(crowd.lost.values())} lost; the server's memory {before:.0f} to {server.memory():.0f} MB")
            for fault, count in crowd.lost.most_common():
                print(f"    {count} x {fault}")
            return 1 if crowd.lost else 0
        finally:
            server.end()


if __name__ == "__main__":
    sys.exit(main())
