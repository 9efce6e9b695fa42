#!/bin/sh
# A client without any library: one request each, and a refusal is reported.
new_id() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
for id in "$VIPMP_CUSTOMER_ID" "$VIPMP_LGA_CUSTOMER_ID" "$VIPMP_UNKNOWN_CUSTOMER_ID"; do
  curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}\n' \
    --header "X-Request-Id: $(new_id)" \
    --header "X-Correlation-Id: $(new_id)" \
    --header 'Accept: application/json' \
    --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $VIPMP_ACCESS_TOKEN" \
    --header "X-Api-Key: $VIPMP_API_KEY" \
    "$VIPMP_BASE_URL/v3/customers/$id"
done
exit 0
