"""A client of GET /v3/customers/{customer-id} that follows the contract, using only the standard library."""

import json
import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

ATTEMPTS = 4


class ApiError(Exception):
    def __init__(self, status):
        super().__init__(f"answered {status}")
        self.status = status


class Client:
    def __init__(self, base_url, ims_url, api_key, client_secret):
        self.base_url, self.ims_url = base_url, ims_url
        self.api_key, self.client_secret = api_key, client_secret
        self.token = None
        https = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self.opener = urllib.request.build_opener(https)

    def get_customer(self, customer_id):
        correlation_id, refreshed = str(uuid.uuid4()), False
        for attempt in range(1, ATTEMPTS + 1):
            pause = 0.1 * 2**attempt
            try:
                with self._open(customer_id, correlation_id) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                is_expired = error.code == 401 and not refreshed
                is_transient = is_expired or error.code == 429 or error.code >= 500
                if attempt == ATTEMPTS or not is_transient:
                    raise ApiError(error.code) from None
                if is_expired:
                    refreshed, self.token, pause = True, None, 0
                pause = float(error.headers.get("Retry-After") or pause)
                # A response uses the correlation id up.
                correlation_id = str(uuid.uuid4())
            except OSError:
                if attempt == ATTEMPTS:
                    raise
            time.sleep(pause)

    def _open(self, customer_id, correlation_id):
        self.token = self.token or self._fetch_token()
        headers = {
            "X-Request-Id": str(uuid.uuid4()),
            "X-Correlation-Id": correlation_id,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
            "X-Api-Key": self.api_key,
        }
        url = f"{self.base_url}/v3/customers/{customer_id}"
        return self.opener.open(urllib.request.Request(url, headers=headers), timeout=10)

    def _fetch_token(self):
        form = {
            "grant_type": "client_credentials",
            "client_id": self.api_key,
            "client_secret": self.client_secret,
            "scope": "openid,AdobeID,read_organizations",
        }
        body = urllib.parse.urlencode(form).encode()
        with self.opener.open(f"{self.ims_url}/ims/token/v3", body, timeout=10) as response:
            return json.load(response)["access_token"]


def client_from_environment():
    names = ["BASE_URL", "IMS_URL", "API_KEY", "CLIENT_SECRET"]
    return Client(*(os.environ[f"VIPMP_{name}"] for name in names))
