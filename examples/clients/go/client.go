// Package vipmp is a client of GET /v3/customers/{customer-id} that follows the contract.
package vipmp

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const attempts = 4

// StatusError is a response with any status but 200.
type StatusError struct {
	Status     int
	RetryAfter time.Duration
}

func (e *StatusError) Error() string { return fmt.Sprintf("answered %d", e.Status) }

func (e *StatusError) isTransient() bool {
	return e.Status == http.StatusTooManyRequests || e.Status >= 500
}

// Client makes any number of calls. It is not safe for concurrent use.
type Client struct {
	BaseURL, IMSURL, APIKey, ClientSecret string
	HTTP                                  http.Client
	token                                 string
}

// GetCustomer reads a customer, and retries transient failures.
func (c *Client) GetCustomer(ctx context.Context, id string) (map[string]any, error) {
	correlationID, refreshed := newID(), false
	for attempt := 1; ; attempt++ {
		customer, err := c.getOnce(ctx, id, correlationID)
		if err == nil || attempt == attempts {
			return customer, err
		}
		pause := 100 * time.Millisecond << attempt
		var answered *StatusError
		if errors.As(err, &answered) {
			correlationID = newID() // A response uses the correlation id up.
			if answered.Status == http.StatusUnauthorized && !refreshed {
				refreshed, c.token, pause = true, "", 0
			} else if !answered.isTransient() {
				return nil, err
			}
			pause = max(pause, answered.RetryAfter)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (c *Client) getOnce(ctx context.Context, id, correlationID string) (map[string]any, error) {
	if c.token == "" {
		if err := c.fetchToken(ctx); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.BaseURL+"/v3/customers/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-Request-Id", newID())
	request.Header.Set("X-Correlation-Id", correlationID)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("X-Api-Key", c.APIKey)
	var customer map[string]any
	err = c.do(request, &customer)
	return customer, err
}

func (c *Client) fetchToken(ctx context.Context) error {
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {c.APIKey},
		"client_secret": {c.ClientSecret},
		"scope":         {"openid,AdobeID,read_organizations"},
	}
	body := strings.NewReader(form.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.IMSURL+"/ims/token/v3", body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := c.do(request, &token); err != nil {
		return err
	}
	c.token = token.AccessToken
	return nil
}

func (c *Client) do(request *http.Request, result any) error {
	response, err := c.HTTP.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		return &StatusError{response.StatusCode, time.Duration(seconds) * time.Second}
	}
	return json.NewDecoder(response.Body).Decode(result)
}

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
