package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** Sends raw requests to the shared gateway and reads their audit records. */
final class SocketClient {

    static final String PATH = "/api/atlas/v1.0/groups/" + ORDERS + "/serverless/orders-dev";

    private final RunningGateway gateway;

    SocketClient(RunningGateway gateway) {
        this.gateway = gateway;
    }

    RawReply send(String bytes) {
        return new RawReply(RawHttp.exchange(gateway.port(), bytes));
    }

    /** Sends a request of a team and closes the connection. */
    RawReply send(String team, String method, String path, String headers) {
        return send(head(team, method, path) + "Connection: close\r\n" + headers + "\r\n");
    }

    /** Sends an update with the right length of its body. */
    RawReply update(String team, String headers, byte[] body) {
        return send(
                head(team, "PATCH", PATH) + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n" + headers + "\r\n" + new String(body, ISO_8859_1));
    }

    String head(String team, String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token(team)
                + "\r\n";
    }

    /** Sends a request and asserts that it is refused, and nothing reaches Atlas. Returns its audit record. */
    Map<String, Object> refused(int status, String errorCode, String bytes) {
        var arrived = gateway.atlas().received().size();
        var record = recorded(status, errorCode, send(bytes));
        assertThat(gateway.atlas().received()).as("requests at Atlas").hasSize(arrived);
        return record;
    }

    /** Asserts that an answer is a refusal in the form of the contract, with one audit record. Returns that record. */
    Map<String, Object> recorded(int status, String errorCode, RawReply reply) {
        assertThat(reply.statuses()).as(reply.text()).isEqualTo(Integer.toString(status));
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
        assertThat(reply.json().path("errorCode").asString()).isEqualTo(errorCode);
        assertThat(reply.header("X-Error-Code")).isEqualTo(errorCode);
        assertThat(reply.text()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception");
        var rows = gateway.audited(reply.header("X-Request-Id"));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .containsEntry("stage", "outcome")
                .containsEntry("outcome", "refused")
                .containsEntry("decision", "refused")
                .containsEntry("status", status)
                .containsEntry("error_code", errorCode)
                .containsEntry("address", "127.0.0.1")
                .containsEntry("change", null);
        return rows.getFirst();
    }
}
