package main

import (
	"context"
	"errors"
	"strings"

	"go.mongodb.org/atlas-sdk/v20250312020/admin"
)

// callV2 uses atlas-sdk-go, the client of the API that Atlas serves today.
func callV2(gateway string) {
	ctx := context.Background()
	callV2As(serviceAccount, admin.UseBaseURL(gateway), admin.UseOAuthAuth(ctx, clientID, clientSecret))
	callV2As(apiKey, admin.UseBaseURL(gateway), admin.UseDigestAuth(publicKey, privateKey))
}

func callV2As(login string, settings ...admin.ClientModifier) {
	t := table{"atlas-sdk-go v20250312020.0.0", login}
	client, err := admin.NewClient(settings...)
	if err != nil {
		panic(err)
	}
	clusters, ctx := client.FlexClustersApi, context.Background()

	got, _, err := clusters.GetFlexCluster(ctx, project, instance).Execute()
	if err == nil {
		strings := got.GetConnectionStrings()
		err = first(
			expect("name", got.GetName(), instance),
			expect("type", got.GetClusterType(), "REPLICASET"),
			expect("has a connection string", strings.GetStandardSrv() != "", true))
	}
	t.row("get a flex cluster", err)

	for _, protected := range []bool{true, false} {
		tags := []admin.ResourceTag{{Key: "environment", Value: "dev"}, {Key: "owner", Value: "go v2"}}
		change := admin.FlexClusterDescriptionUpdate20241113{Tags: &tags, TerminationProtectionEnabled: &protected}
		changed, _, err := clusters.UpdateFlexCluster(ctx, project, instance, &change).Execute()
		if err == nil {
			err = first(
				expect("termination protection", changed.GetTerminationProtectionEnabled(), protected),
				expect("number of tags", len(changed.GetTags()), 2))
		}
		t.row("update its tags and termination protection", err)
	}

	listed, _, err := clusters.ListFlexClusters(ctx, project).Execute()
	if err == nil {
		err = expect("number of clusters", len(listed.GetResults()), 2)
	}
	t.row("list the flex clusters", err)

	_, _, err = clusters.GetFlexCluster(ctx, project, "orders-none").Execute()
	t.row("read the error of an absent cluster", expectV2(err, 404, "CLUSTER_NOT_FOUND"))
	_, _, err = clusters.GetFlexCluster(ctx, otherProject, instance).Execute()
	t.row("read the error of another project", expectV2(err, 403, "USER_UNAUTHORIZED"))
	_, _, err = client.ClustersApi.GetCluster(ctx, project, instance).Execute()
	t.row("learn that it is a flex cluster", expectV2(err, 400, "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API"))
	_, _, err = client.ProjectsApi.GetGroup(ctx, project).Execute()
	t.row("read the error of an operation that is not served", expectV2(err, 501, "GATEWAY_OPERATION_NOT_SERVED"))
}

func expectV2(err error, status int, code string) error {
	answer, ok := admin.AsError(err)
	if !ok {
		return errors.New("no error of Atlas's form" + detail(err))
	}
	return first(expect("status", answer.GetError(), status), expect("code", answer.GetErrorCode(), code))
}

func detail(err error) string {
	if err == nil {
		return ""
	}
	return ": " + strings.TrimSpace(err.Error())
}
