"""Run by: vipmp-conformance gate --scenarios -- python3 -m unittest discover examples/clients/python"""

import os
import unittest

from client import ApiError, client_from_environment

REFUSED = {"400": 400, "401": 401, "403": 403, "404": 404, "gateway-error": 403}


class GetCustomer(unittest.TestCase):
    def test_reads_the_customer(self):
        customer_id = os.environ["VIPMP_CUSTOMER_ID"]
        status = REFUSED.get(os.environ.get("VIPMP_SCENARIO"))
        if status is None:
            customer = client_from_environment().get_customer(customer_id)
            self.assertEqual(customer["customerId"], customer_id)
        else:
            with self.assertRaises(ApiError) as refused:
                client_from_environment().get_customer(customer_id)
            self.assertEqual(refused.exception.status, status)


if __name__ == "__main__":
    unittest.main()
