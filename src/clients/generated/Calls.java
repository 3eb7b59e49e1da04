import java.util.List;
import java.util.Objects;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.FlexClustersApi;
import org.openapitools.client.api.ServerlessInstancesApi;
import org.openapitools.client.model.FlexClusterUpdate;
import org.openapitools.client.model.ServerlessInstanceUpdate;
import org.openapitools.client.model.Tag;

static final String PROJECT = "32b6e34b3d91647abb20e7b8";

boolean failed;

/** Calls a gateway with the generated Java client. */
void main() {
    var client = new ApiClient().setBasePath(System.getenv("GATEWAY"));
    client.setBearerToken(System.getenv("TOKEN"));
    var instances = new ServerlessInstancesApi(client);
    var clusters = new FlexClustersApi(client);
    var tags = List.of(new Tag().key("owner").value("java"));

    row("get an instance (v1.0)", () -> expect(
            "orders-dev", instances.getServerlessInstance(PROJECT, "orders-dev", null).getName()));
    row("update an instance (v1.0)", () -> {
        var change = new ServerlessInstanceUpdate().tags(tags).terminationProtectionEnabled(false);
        expect(tags, instances.updateServerlessInstance(PROJECT, "orders-dev", change, null).getTags());
    });
    row("get a flex cluster (v2)", () -> expect(
            "orders-dev", clusters.getFlexCluster(PROJECT, "orders-dev", null).getName()));
    row("update a flex cluster (v2)", () -> {
        var change = new FlexClusterUpdate().tags(tags).terminationProtectionEnabled(false);
        expect(tags, clusters.updateFlexCluster(PROJECT, "orders-dev", change, null).getTags());
    });
    row("read the error of an absent instance", () -> {
        try {
            instances.getServerlessInstance(PROJECT, "none", null);
            expect("an error", "an instance");
        } catch (ApiException e) {
            expect(404, e.getCode());
            expect(true, e.getResponseBody().contains("CLUSTER_NOT_FOUND"));
        }
    });
    System.exit(failed ? 1 : 0);
}

interface Operation {
    void run() throws ApiException;
}

void row(String name, Operation operation) {
    var result = "ok";
    try {
        operation.run();
    } catch (ApiException | RuntimeException e) {
        failed = true;
        result = "FAILED: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
    IO.println(String.join("\t", "Java, generated", name, "service account (Bearer)", result));
}

void expect(Object wanted, Object got) {
    if (!Objects.equals(wanted, got)) {
        throw new IllegalStateException(got + " instead of " + wanted);
    }
}
