"""Calls a gateway with requests, httpx and urllib, logged in with an API key (Digest) and as a service account.

Then replays the calls that Terraform's provider and the Atlas CLI were recorded to make, in their order. Prints a line for
each call: client, operation, login and result, separated by tabs. Exits with 1 if a result is wrong.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

import httpx
import requests

GATEWAY = os.environ["GATEWAY"]
PROJECT = "32b6e34b3d91647abb20e7b8"
V1 = f"/api/atlas/v1.0/groups/{PROJECT}/serverless/orders-dev"
V2 = f"/api/atlas/v2/groups/{PROJECT}"
FLEX = f"{V2}/flexClusters/orders-dev"
FLEX_TYPE = "application/vnd.atlas.2024-11-13+json"
KEY = ("paydemoa", "7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d")
ACCOUNT = ("mdb_sa_id_665f1c2e9b1d4a0012ab34cd", "mdb_sa_sk_demo_payments")
JSON = "application/json"
failed = False


def row(client, operation, login, call):
    """Prints the result of a call, which returns None if it is right and else what is wrong."""
    global failed
    try:
        wrong = call()
    except Exception as error:  # the table shows what a caller of this client would see
        wrong = f"{type(error).__name__}: {error}"
    failed = failed or bool(wrong)
    print(client, operation, login, f"FAILED: {wrong}" if wrong else "ok", sep="\t")


def expect(what, got, wanted):
    return None if got == wanted else f"{what} is {got!r} instead of {wanted!r}"


class Urllib:
    """urllib.request with its own Digest support or a Bearer token."""

    name = "Python urllib"

    def __init__(self, token=None):
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, GATEWAY, *KEY)
        self.opener = urllib.request.build_opener(*([] if token else [urllib.request.HTTPDigestAuthHandler(passwords)]))

    def request(self, method, path, accept, body=None):
        headers = self.headers | {"Accept": accept} | ({"Content-Type": accept} if body else {})
        request = urllib.request.Request(GATEWAY + path, method=method, headers=headers, data=body and json.dumps(body).encode())
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.headers.get("Content-Type"), json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Content-Type"), json.load(answer)


class Requests:
    """requests with its HTTPDigestAuth or a Bearer token."""

    name = f"Python requests {requests.__version__}"

    def __init__(self, token=None):
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"
        else:
            self.session.auth = requests.auth.HTTPDigestAuth(*KEY)

    def request(self, method, path, accept, body=None):
        headers = {"Accept": accept} | ({"Content-Type": accept} if body else {})
        answer = self.session.request(method, GATEWAY + path, headers=headers, data=body and json.dumps(body))
        return answer.status_code, answer.headers.get("Content-Type"), answer.json()


class Httpx:
    """httpx with its DigestAuth or a Bearer token."""

    name = f"Python httpx {httpx.__version__}"

    def __init__(self, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = httpx.Client(headers=headers, auth=None if token else httpx.DigestAuth(*KEY))

    def request(self, method, path, accept, body=None):
        headers = {"Accept": accept} | ({"Content-Type": accept} if body else {})
        answer = self.client.request(method, GATEWAY + path, headers=headers, content=body and json.dumps(body))
        return answer.status_code, answer.headers.get("Content-Type"), answer.json()


def token():
    answer = requests.post(GATEWAY + "/api/oauth/token", auth=ACCOUNT, data={"grant_type": "client_credentials"})
    answer.raise_for_status()
    return answer.json()["access_token"]


def revoke(value):
    answer = requests.post(
        GATEWAY + "/api/oauth/revoke", auth=ACCOUNT, data={"token": value, "token_type_hint": "access_token"})
    return expect("status", (answer.status_code, answer.content), (200, b""))


def get(client, path, accept):
    status, _, body = client.request("GET", path, accept)
    return expect("status", status, 200) or expect("name", body.get("name"), "orders-dev")


def update(client, path, accept, tag):
    tags = [{"key": "environment", "value": "dev"}, {"key": "owner", "value": tag}]
    status, _, body = client.request("PATCH", path, accept, {"tags": tags, "terminationProtectionEnabled": False})
    return expect("status", status, 200) or expect("tags", body.get("tags"), tags)


def refused(client, path, accept, status, code):
    got, media_type, body = client.request("GET", path, accept)
    return expect("answer", (got, media_type, body.get("errorCode")), (status, JSON, code))


def call_with(client, login):
    row(client.name, "get an instance (v1.0)", login, lambda: get(client, V1, JSON))
    row(client.name, "update an instance (v1.0)", login, lambda: update(client, V1, JSON, client.name))
    row(client.name, "get a flex cluster (v2)", login, lambda: get(client, FLEX, FLEX_TYPE))
    row(client.name, "update a flex cluster (v2)", login, lambda: update(client, FLEX, FLEX_TYPE, client.name))
    row(client.name, "read the error of an absent cluster", login,
        lambda: refused(client, f"{V2}/flexClusters/none", FLEX_TYPE, 404, "CLUSTER_NOT_FOUND"))


def flex_answer(client, method, body=None):
    """What Terraform's provider reads of an answer."""
    status, media_type, cluster = client.request(method, FLEX, FLEX_TYPE, body)
    settings = cluster.get("providerSettings", {})
    present = [
        "createDate" in cluster, "mongoDBVersion" in cluster, "versionReleaseSystem" in cluster, "clusterType" in cluster,
        "enabled" in cluster.get("backupSettings", {}), "standardSrv" in cluster.get("connectionStrings", {}),
        {"backingProviderName", "diskSizeGB", "providerName", "regionName"} <= settings.keys()]
    return (expect("status", status, 200) or expect("media type", media_type.replace(" ", ""), FLEX_TYPE + ";charset=utf-8")
            or expect("fields", present, [True] * 7)
            or expect("state", cluster.get("stateName") in ("IDLE", "UPDATING", "REPAIRING"), True))


def until_idle(client):
    for _ in range(30):
        if client.request("GET", FLEX, FLEX_TYPE)[2].get("stateName") == "IDLE":
            return None
        time.sleep(1)
    return "the cluster does not become IDLE"


def replay_terraform():
    name, login = "Terraform's calls, replayed", "service account (Bearer)"
    change = {"tags": [{"key": "owner", "value": "terraform"}, {"key": "environment", "value": "dev"}],
              "terminationProtectionEnabled": True}
    reader = token()
    row(name, "import: read the cluster", login, lambda: flex_answer(Requests(reader), "GET"))
    row(name, "import: revoke the token", login, lambda: revoke(reader))
    writer = token()
    row(name, "apply: update the cluster", login, lambda: flex_answer(Requests(writer), "PATCH", change))
    row(name, "apply: read it until it is IDLE", login, lambda: until_idle(Requests(writer)))
    row(name, "apply: remove all tags", login,
        lambda: flex_answer(Requests(writer), "PATCH", {"tags": [], "terminationProtectionEnabled": False}))
    row(name, "apply: revoke the token", login, lambda: revoke(writer))
    row(name, "a revoked token", login,
        lambda: refused(Requests(writer), FLEX, FLEX_TYPE, 401, "NO_CURRENT_USER"))
    creator = Requests(token())
    row(name, "create a cluster: not served, and not absent", login,
        lambda: expect("status", creator.request("POST", f"{V2}/flexClusters", FLEX_TYPE, {})[0] in (405, 501), True))


def replay_atlas_cli():
    name, login = "Atlas CLI's calls, replayed", "service account (Bearer)"
    asked = "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API"
    cli = Requests(token())
    row(name, "clusters update: ask for the kind of cluster", login, lambda: refused(
        cli, f"{V2}/clusters/orders-dev", "application/vnd.atlas.2024-08-05+json", 400, asked))
    row(name, "clusters update: read the cluster", login, lambda: flex_answer(cli, "GET"))
    both = [{"key": "environment", "value": "dev"}, {"key": "environment", "value": "prod"}]
    row(name, "clusters update: send a key with its old and new value", login,
        lambda: expect("tags", cli.request("PATCH", FLEX, FLEX_TYPE, {"tags": both})[2].get("tags"), both[1:]))
    row(name, "clusters watch: ask for the kind of cluster", login, lambda: refused(
        cli, f"{V2}/clusters/orders-dev", "application/vnd.atlas.2023-02-01+json", 400, asked))
    row(name, "clusters watch: read it until it is IDLE", login, lambda: until_idle(cli))
    serverless = f"{V2}/serverless/orders-dev"
    row(name, "serverless update", login, lambda: update(cli, serverless, "application/vnd.atlas.2023-01-01+json", "cli"))
    row(name, "serverless describe", login, lambda: get(cli, serverless, "application/vnd.atlas.2023-01-01+json"))


def main():
    for kind in (Requests, Httpx, Urllib):
        call_with(kind(), "API key (Digest)")
        call_with(kind(token()), "service account (Bearer)")
    replay_terraform()
    replay_atlas_cli()
    sys.exit(failed)


main()
