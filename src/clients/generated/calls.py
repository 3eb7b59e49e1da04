"""Calls a gateway with the generated Python client."""

import os
import sys

import atlasgateway as api

PROJECT = "32b6e34b3d91647abb20e7b8"
failed = False


def row(operation, call):
    global failed
    result = "ok"
    try:
        call()
    except Exception as error:  # the table shows what a caller of this client would see
        failed = True
        result = "FAILED: " + " ".join(f"{type(error).__name__}: {error}".split())
    print("Python, generated", operation, "service account (Bearer)", result, sep="\t")


def expect(wanted, got):
    if wanted != got:
        raise ValueError(f"{got!r} instead of {wanted!r}")


def absent(call):
    try:
        call()
    except api.ApiException as error:
        expect(404, error.status)
        expect(True, "CLUSTER_NOT_FOUND" in error.body)
    else:
        raise ValueError("no error")


client = api.ApiClient(api.Configuration(host=os.environ["GATEWAY"], access_token=os.environ["TOKEN"]))
instances, clusters = api.ServerlessInstancesApi(client), api.FlexClustersApi(client)
tags = [api.Tag(key="owner", value="python")]
update = api.ServerlessInstanceUpdate(tags=tags, terminationProtectionEnabled=False)
flex_update = api.FlexClusterUpdate(tags=tags, terminationProtectionEnabled=False)

row("get an instance (v1.0)",
    lambda: expect("orders-dev", instances.get_serverless_instance(PROJECT, "orders-dev").name))
row("update an instance (v1.0)",
    lambda: expect(tags, instances.update_serverless_instance(PROJECT, "orders-dev", update).tags))
row("get a flex cluster (v2)",
    lambda: expect("orders-dev", clusters.get_flex_cluster(PROJECT, "orders-dev").name))
row("update a flex cluster (v2)",
    lambda: expect(tags, clusters.update_flex_cluster(PROJECT, "orders-dev", flex_update).tags))
row("read the error of an absent instance",
    lambda: absent(lambda: instances.get_serverless_instance(PROJECT, "none")))
sys.exit(failed)
