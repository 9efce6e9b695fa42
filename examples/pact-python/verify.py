"""Verifies a provider against a pact of `GET /v3/customers/{customer-id}` with pact-python.

Usage: python verify.py PACT BASE_URL

The pact takes the customer id, the token and the API key from the provider state, so it needs no proxy. Set them in
VIPMP_ACCESS_TOKEN, VIPMP_API_KEY, VIPMP_CUSTOMER_ID and VIPMP_UNKNOWN_CUSTOMER_ID, and the ids of other kinds of
customers in VIPMP_CUSTOMERS, as JSON: {"sparse": "1005100007"}.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from pact import Verifier

CUSTOMERS = {"ordinary": os.environ["VIPMP_CUSTOMER_ID"], **json.loads(os.environ.get("VIPMP_CUSTOMERS", "{}"))}


def customer_of(state: str, params: dict) -> str | None:
    if state == "no customer exists":
        return os.environ.get("VIPMP_UNKNOWN_CUSTOMER_ID", "0000000000")
    return CUSTOMERS.get(params.get("kind"))


class States(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        customer = customer_of(request["state"], request.get("params", {}))
        values = {
            "customerId": customer,
            "accessToken": os.environ["VIPMP_ACCESS_TOKEN"],
            "apiKey": os.environ["VIPMP_API_KEY"],
        }
        # Without such a customer, the interaction fails and names the state.
        body = json.dumps(values).encode() if customer else b"{}"
        self.send_response(200 if customer else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


def main(pact: str, base_url: str) -> None:
    states = ThreadingHTTPServer(("127.0.0.1", 0), States)
    threading.Thread(target=states.serve_forever, daemon=True).start()
    verifier = (
        Verifier("vipmp-marketplace", host=urlsplit(base_url).hostname)
        .add_transport(url=base_url)
        .add_source(pact)
        .state_handler(f"http://127.0.0.1:{states.server_port}/", body=True)
    )
    try:
        verifier.verify()
    except RuntimeError as error:
        failed = [it["description"] for it in verifier.results["interactionResults"] if it["result"] != "OK"]
        sys.exit(f"{error}: {', '.join(failed)}")
    print(f"{len(verifier.results['interactionResults'])} interactions verified")


main(*sys.argv[1:])
