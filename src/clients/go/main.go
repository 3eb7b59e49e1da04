// Calls a gateway with the Go clients of MongoDB Atlas. Only the address and the credentials differ from a call of Atlas.
//
// Prints a line for each call: client, operation, login and result, separated by tabs. Exits with 1 if a result is wrong.
package main

import (
	"fmt"
	"os"
	"strings"
)

const (
	project        = "32b6e34b3d91647abb20e7b8"
	otherProject   = "32b6e34b3d91647abb20e7b9"
	instance       = "orders-dev"
	clientID       = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd"
	clientSecret   = "mdb_sa_sk_demo_payments"
	publicKey      = "paydemoa"
	privateKey     = "7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d"
	apiKey         = "API key (Digest)"
	serviceAccount = "service account (Bearer)"
)

// table prints the results of one client with one login.
type table struct {
	client, login string
}

var failed bool

// row reports an operation that is right if err is nil.
func (t table) row(operation string, err error) {
	result := "ok"
	if err != nil {
		failed = true
		result = "FAILED: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	fmt.Printf("%s\t%s\t%s\t%s\n", t.client, operation, t.login, result)
}

// expect returns an error that shows both values if they differ.
func expect[T comparable](what string, got, want T) error {
	if got != want {
		return fmt.Errorf("%s is %v instead of %v", what, got, want)
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func main() {
	gateway := os.Getenv("GATEWAY")
	callV1(gateway)
	callV2(gateway)
	if failed {
		os.Exit(1)
	}
}
