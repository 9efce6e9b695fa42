// Run by: vipmp-conformance gate --scenarios -- go test -C examples/clients/go -count=1 ./...
package vipmp

import (
	"errors"
	"os"
	"testing"
)

var refused = map[string]int{"400": 400, "401": 401, "403": 403, "404": 404, "gateway-error": 403}

func TestReadsTheCustomer(t *testing.T) {
	client := &Client{
		BaseURL:      os.Getenv("VIPMP_BASE_URL"),
		IMSURL:       os.Getenv("VIPMP_IMS_URL"),
		APIKey:       os.Getenv("VIPMP_API_KEY"),
		ClientSecret: os.Getenv("VIPMP_CLIENT_SECRET"),
	}
	id := os.Getenv("VIPMP_CUSTOMER_ID")
	customer, err := client.GetCustomer(id)
	if status, isRefused := refused[os.Getenv("VIPMP_SCENARIO")]; isRefused {
		var answered StatusError
		if !errors.As(err, &answered) || int(answered) != status {
			t.Fatalf("expected status %d, got %v", status, err)
		}
	} else if err != nil || customer["customerId"] != id {
		t.Fatalf("expected customer %s, got %v (%v)", id, customer["customerId"], err)
	}
}
