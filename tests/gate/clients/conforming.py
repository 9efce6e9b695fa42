"""A client of the endpoint that keeps to the contract, unless the variable BREAKAGE tells it not to."""

import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from json import loads

BREAKAGE = os.environ.get("BREAKAGE", "")
BASE_URL = os.environ["VIPMP_BASE_URL"]
API_KEY = os.environ["VIPMP_API_KEY"]
MOST_ATTEMPTS = 8 if BREAKAGE == "storm" else 4
PAUSE_SECONDS = 0 if BREAKAGE == "no-backoff" else 0.2
REPEATED_ID = str(uuid.uuid4())

# One context for all requests: each has to read the file of every trusted certificate.
HTTPS = urllib.request.HTTPSHandler(context=ssl.create_default_context())
urllib.request.install_opener(urllib.request.build_opener(HTTPS))

kept_token = None


def fetched_token():
    form = {
        "grant_type": "client_credentials",
        "client_id": API_KEY,
        "client_secret": os.environ["VIPMP_CLIENT_SECRET"],
        "scope": "openid,AdobeID,read_organizations",
    }
    url = os.environ["VIPMP_IMS_URL"] + "/ims/token/v3"
    with urllib.request.urlopen(url, urllib.parse.urlencode(form).encode(), 10) as response:
        return loads(response.read())["access_token"]


def token():
    global kept_token
    if kept_token is None or BREAKAGE == "token-for-every-call":
        kept_token = fetched_token()
    return kept_token


def attempt(customer_id, bearer, correlation_id):
    """Status, headers and body; None if no response came."""
    headers = {
        "X-Request-Id": REPEATED_ID if BREAKAGE == "same-request-id" else str(uuid.uuid4()),
        "X-Correlation-Id": correlation_id,
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Authorization": "Bearer " + bearer,
        "X-Api-Key": API_KEY,
    }
    if BREAKAGE.startswith("without "):
        del headers[BREAKAGE.removeprefix("without ")]
    version = "v2" if BREAKAGE == "v2" else "v3"
    query = "?access_token=" + bearer if BREAKAGE == "token-in-url" else ""
    url = f"{BASE_URL}/{version}/customers/{customer_id}{query}"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as response:
            return response.status, response.headers, loads(response.read())
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, loads(refused.read())
    except OSError:
        return None


def get_customer(customer_id):
    """The customer, or the code of the refusal."""
    global kept_token
    correlation_id = str(uuid.uuid4())
    refreshed = False
    code = "no answer"
    for _ in range(MOST_ATTEMPTS):
        if BREAKAGE == "same-correlation-id":
            correlation_id = REPEATED_ID
        answer = attempt(customer_id, token(), correlation_id)
        if answer is None:
            time.sleep(PAUSE_SECONDS)
            continue
        correlation_id = str(uuid.uuid4())
        status, headers, body = answer
        if status == 200:
            return body
        code = body.get("code") or body.get("error_code")
        if status == 401 and not refreshed:
            refreshed, kept_token = True, None
        elif status == 429:
            time.sleep(0 if BREAKAGE == "hammers" else int(headers["Retry-After"]))
        elif status >= 500:
            time.sleep(PAUSE_SECONDS)
        elif BREAKAGE != "storm":
            return code
    return code


def describe(customer):
    if isinstance(customer, str):
        return "refused with " + customer
    profile = customer["companyProfile"]
    if BREAKAGE == "needs-address":
        country = profile["address"]["country"]
    else:
        country = profile.get("address", {}).get("country", "unknown")
    requests = []
    for benefit in customer.get("benefits", []):
        request = benefit.get("commitmentRequest", {})
        if BREAKAGE == "needs-commitment-request":
            requests.append(request["status"] if benefit["type"] == "THREE_YEAR_COMMIT" else "none")
        else:
            requests.append(request["status"] if request else "none")
    return f"in {country}, requests {requests}"


for variable in ["VIPMP_CUSTOMER_ID", "VIPMP_LGA_CUSTOMER_ID", "VIPMP_UNKNOWN_CUSTOMER_ID"]:
    print(variable, describe(get_customer(os.environ[variable])))
