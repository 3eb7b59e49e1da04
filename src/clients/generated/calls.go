// Calls a gateway with the generated Go client.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	api "github.com/GIT_USER_ID/GIT_REPO_ID"
)

const project = "32b6e34b3d91647abb20e7b8"

var failed bool

func row(operation string, err error, wrong ...string) {
	result := "ok"
	if err != nil {
		wrong = append(wrong, strings.ReplaceAll(err.Error(), "\n", " "))
	}
	if text := strings.Join(wrong, ""); text != "" {
		failed = true
		result = "FAILED: " + text
	}
	fmt.Printf("Go, generated\t%s\tservice account (Bearer)\t%s\n", operation, result)
}

func expect(wanted, got any) string {
	if wanted == got {
		return ""
	}
	return fmt.Sprintf("%v instead of %v", got, wanted)
}

func main() {
	settings := api.NewConfiguration()
	settings.Servers = api.ServerConfigurations{{URL: os.Getenv("GATEWAY")}}
	settings.AddDefaultHeader("Accept", "application/vnd.atlas.2024-11-13+json") // the client itself names application/json only
	client := api.NewAPIClient(settings)
	ctx := context.WithValue(context.Background(), api.ContextAccessToken, os.Getenv("TOKEN"))
	instances, clusters := client.ServerlessInstancesAPI, client.FlexClustersAPI
	tags := []api.Tag{*api.NewTag("owner", "go")}

	got, _, err := instances.GetServerlessInstance(ctx, project, "orders-dev").Execute()
	row("get an instance (v1.0)", err, expect("orders-dev", got.GetName()))
	change := api.ServerlessInstanceUpdate{Tags: tags}
	changed, _, err := instances.UpdateServerlessInstance(ctx, project, "orders-dev").ServerlessInstanceUpdate(change).Execute()
	row("update an instance (v1.0)", err, expect(1, len(changed.GetTags())))

	cluster, _, err := clusters.GetFlexCluster(ctx, project, "orders-dev").Execute()
	row("get a flex cluster (v2)", err, expect("orders-dev", cluster.GetName()))
	update := api.FlexClusterUpdate{Tags: tags}
	updated, _, err := clusters.UpdateFlexCluster(ctx, project, "orders-dev").FlexClusterUpdate(update).Execute()
	row("update a flex cluster (v2)", err, expect(1, len(updated.GetTags())))

	_, answer, _ := instances.GetServerlessInstance(ctx, project, "none").Execute()
	row("read the error of an absent instance", nil, expect("404 Not Found", answer.Status))
	if failed {
		os.Exit(1)
	}
}
