// Package vipmp is a client of GET /v3/customers/{customer-id} that keeps to the contract.
package vipmp

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const attempts = 4

// StatusError is a response without success.
type StatusError int

func (e StatusError) Error() string { return fmt.Sprintf("answered %d", int(e)) }

// Client may be used for any number of calls, one after another.
type Client struct {
	BaseURL, IMSURL, APIKey, ClientSecret string
	token                                 string
}

// GetCustomer reads a customer, and retries what may pass.
func (c *Client) GetCustomer(id string) (map[string]any, error) {
	correlationID, refreshed := newID(), false
	var last error
	for attempt := 0; attempt < attempts; attempt++ {
		pause := 200 * time.Millisecond << attempt
		response, err := c.send(id, correlationID)
		if err == nil {
			defer response.Body.Close()
			status := response.StatusCode
			if status == http.StatusOK {
				var customer map[string]any
				return customer, json.NewDecoder(response.Body).Decode(&customer)
			}
			err = StatusError(status)
			if status == http.StatusUnauthorized && !refreshed {
				refreshed, c.token, pause = true, "", 0
			} else if status != http.StatusTooManyRequests && status < 500 {
				return nil, err
			} else if seconds, bad := strconv.Atoi(response.Header.Get("Retry-After")); bad == nil {
				pause = time.Duration(seconds) * time.Second
			}
			correlationID = newID() // A response uses the correlation id up.
		}
		last = err
		time.Sleep(pause)
	}
	return nil, last
}

func (c *Client) send(id, correlationID string) (*http.Response, error) {
	if c.token == "" {
		if err := c.fetchToken(); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequest(http.MethodGet, c.BaseURL+"/v3/customers/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{
		"X-Request-Id":     newID(),
		"X-Correlation-Id": correlationID,
		"Accept":           "application/json",
		"Content-Type":     "application/json",
		"Authorization":    "Bearer " + c.token,
		"X-Api-Key":        c.APIKey,
	} {
		request.Header.Set(name, value)
	}
	return http.DefaultClient.Do(request)
}

func (c *Client) fetchToken() error {
	response, err := http.PostForm(c.IMSURL+"/ims/token/v3", url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {c.APIKey},
		"client_secret": {c.ClientSecret},
		"scope":         {"openid,AdobeID,read_organizations"},
	})
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	err = json.NewDecoder(response.Body).Decode(&token)
	c.token = token.AccessToken
	return err
}

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
