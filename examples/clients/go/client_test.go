// Run by: vipmp-conformance gate --scenarios -- go test -C examples/clients/go -count=1 ./...
package vipmp

import (
	"context"
	"errors"
	"net/http"
	"os"
	"testing"
	"time"
)

var refused = map[string]int{"400": 400, "401": 401, "403": 403, "404": 404, "gateway-error": 403}

func TestReadsTheCustomer(t *testing.T) {
	client := &Client{
		BaseURL:      os.Getenv("VIPMP_BASE_URL"),
		IMSURL:       os.Getenv("VIPMP_IMS_URL"),
		APIKey:       os.Getenv("VIPMP_API_KEY"),
		ClientSecret: os.Getenv("VIPMP_CLIENT_SECRET"),
		HTTP:         http.Client{Timeout: 10 * time.Second},
	}
	id := os.Getenv("VIPMP_CUSTOMER_ID")
	customer, err := client.GetCustomer(context.Background(), id)
	if status, isRefused := refused[os.Getenv("VIPMP_SCENARIO")]; isRefused {
		var answered *StatusError
		if !errors.As(err, &answered) || answered.Status != status {
			t.Fatalf("expected status %d, got %v", status, err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if customer["customerId"] != id {
		t.Errorf("expected customer %s, got %v", id, customer["customerId"])
	}
}
