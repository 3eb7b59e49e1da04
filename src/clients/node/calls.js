// Calls a gateway with urllib, logged in with an API key (Digest) and as a service account. Prints a line for each call:
// client, operation, login and result, separated by tabs. Exits with 1 if a result is wrong.

import { readFileSync } from "node:fs";
import { request } from "urllib";

const gateway = process.env.GATEWAY;
const project = "32b6e34b3d91647abb20e7b8";
const v1 = `/api/atlas/v1.0/groups/${project}/serverless/orders-dev`;
const flex = `/api/atlas/v2/groups/${project}/flexClusters/orders-dev`;
const flexType = "application/vnd.atlas.2024-11-13+json";
const { version } = JSON.parse(readFileSync(new URL("node_modules/urllib/package.json", import.meta.url)));

async function call(operation, login, credentials, method, path, type, tags) {
  let result = "ok";
  try {
    const answer = await request(gateway + path, {
      ...credentials,
      method,
      headers: { ...credentials.headers, Accept: type, ...(tags && { "Content-Type": type }) },
      content: tags && JSON.stringify({ tags }),
    });
    const text = answer.data.toString();
    const instance = JSON.parse(text);
    const right = answer.status === 200 && instance.name === "orders-dev" && (!tags || instance.tags[0].value === tags[0].value);
    if (!right) result = `FAILED: ${answer.status} ${text}`;
  } catch (error) {
    result = `FAILED: ${error.message}`;
  }
  if (result !== "ok") process.exitCode = 1;
  console.log([`Node urllib ${version}`, operation, login, result].join("\t"));
}

const login = await request(`${gateway}/api/oauth/token`, {
  method: "POST",
  auth: "mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments",
  data: { grant_type: "client_credentials" },
  dataType: "json",
});
const logins = {
  "API key (Digest)": { digestAuth: "paydemoa:7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d" },
  "service account (Bearer)": { headers: { Authorization: `Bearer ${login.data.access_token}` } },
};
for (const [name, credentials] of Object.entries(logins)) {
  const tags = [{ key: "owner", value: credentials.digestAuth ? "key" : "account" }];
  await call("get an instance (v1.0)", name, credentials, "GET", v1, "application/json");
  await call("update an instance (v1.0)", name, credentials, "PATCH", v1, "application/json", tags);
  await call("get a flex cluster (v2)", name, credentials, "GET", flex, flexType);
  await call("update a flex cluster (v2)", name, credentials, "PATCH", flex, flexType, tags);
}
