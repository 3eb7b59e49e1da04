package main

import (
	"context"
	"errors"
	"net/http"

	"github.com/mongodb-forks/digest"
	"go.mongodb.org/atlas/mongodbatlas"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// callV1 uses go-client-mongodb-atlas, the one library that had the update of v1.0.
func callV1(gateway string) {
	accounts := clientcredentials.Config{
		ClientID:     clientID,
		ClientSecret: clientSecret,
		TokenURL:     gateway + "/api/oauth/token",
		AuthStyle:    oauth2.AuthStyleInHeader,
	}
	callV1As(gateway, serviceAccount, accounts.Client(context.Background()))
	keys, err := digest.NewTransport(publicKey, privateKey).Client()
	if err != nil {
		panic(err)
	}
	callV1As(gateway, apiKey, keys)
}

func callV1As(gateway, login string, http *http.Client) {
	t := table{"go-client-mongodb-atlas v0.38.0", login}
	client, err := mongodbatlas.New(http, mongodbatlas.SetBaseURL(gateway))
	if err != nil {
		panic(err)
	}
	instances, ctx := client.ServerlessInstances, context.Background()
	update := func(change mongodbatlas.ServerlessUpdateRequestParams) (*mongodbatlas.Cluster, error) {
		changed, _, err := instances.Update(ctx, project, instance, &change)
		if changed == nil {
			changed = &mongodbatlas.Cluster{}
		}
		if changed.Tags == nil {
			changed.Tags = &[]*mongodbatlas.Tag{}
		}
		return changed, err
	}

	got, _, err := instances.Get(ctx, project, instance)
	if err == nil {
		err = expect("name", got.Name, instance)
	}
	t.row("get an instance", err)

	for _, protected := range []bool{true, false} {
		changed, err := update(mongodbatlas.ServerlessUpdateRequestParams{TerminationProtectionEnabled: &protected})
		if err == nil && (changed.TerminationProtectionEnabled == nil || *changed.TerminationProtectionEnabled != protected) {
			err = errors.New("the answer has another termination protection")
		}
		t.row("update its termination protection", err)
	}

	tags := []*mongodbatlas.Tag{{Key: "environment", Value: "dev"}, {Key: "owner", Value: "go v1"}}
	changed, err := update(mongodbatlas.ServerlessUpdateRequestParams{Tag: &tags})
	t.row("update its tags", first(err, expect("number of tags", len(*changed.Tags), 2)))

	backup := false
	options := mongodbatlas.ServerlessBackupOptions{ServerlessContinuousBackupEnabled: &backup}
	_, err = update(mongodbatlas.ServerlessUpdateRequestParams{ServerlessBackupOptions: &options})
	t.row("update its backup options", err)

	changed, err = update(mongodbatlas.ServerlessUpdateRequestParams{})
	t.row("update nothing", first(err, expect("number of tags", len(*changed.Tags), 2)))

	listed, _, err := instances.List(ctx, project, nil)
	if err == nil {
		err = expect("number of instances", len(listed.Results), 2)
	}
	t.row("list the instances", err)

	_, _, err = instances.Get(ctx, project, "orders-none")
	t.row("read the error of an absent instance", expectV1(err, 404, "CLUSTER_NOT_FOUND"))
	_, _, err = instances.Get(ctx, otherProject, instance)
	t.row("read the error of another project", expectV1(err, 403, "USER_UNAUTHORIZED"))
	empty := []*mongodbatlas.Tag{{Key: "", Value: "x"}}
	_, err = update(mongodbatlas.ServerlessUpdateRequestParams{Tag: &empty})
	t.row("read the error of a wrong tag", expectV1(err, 400, "VALIDATION_ERROR"))
}

func expectV1(err error, status int, code string) error {
	var answer *mongodbatlas.ErrorResponse
	if !errors.As(err, &answer) {
		return errors.New("no error of Atlas's form")
	}
	return first(expect("status", answer.HTTPCode, status), expect("code", answer.ErrorCode, code))
}
