"""A client whose retries are mounted on https:// only, and repeat a request as it is: both ids are sent again."""

import os
import ssl
import time
import urllib.error
import urllib.request
import uuid


class RetryAdapter(urllib.request.HTTPSHandler):
    """Repeats a request after a server error, as urllib3 does below requests with `status_forcelist`."""

    def https_open(self, request):
        for attempt in range(4):
            response = super().https_open(request)
            if response.status < 500:
                break
            time.sleep(0.1 * 2**attempt)
        return response


opener = urllib.request.build_opener(RetryAdapter(context=ssl.create_default_context()))
headers = {
    "X-Request-Id": str(uuid.uuid4()),
    "X-Correlation-Id": str(uuid.uuid4()),
    "Accept": "application/json",
    "Content-Type": "application/json",
    "Authorization": "Bearer " + os.environ["VIPMP_ACCESS_TOKEN"],
    "X-Api-Key": os.environ["VIPMP_API_KEY"],
}
url = os.environ["VIPMP_BASE_URL"] + "/v3/customers/" + os.environ["VIPMP_CUSTOMER_ID"]
with opener.open(urllib.request.Request(url, headers=headers), timeout=10) as response:
    print(response.status)
