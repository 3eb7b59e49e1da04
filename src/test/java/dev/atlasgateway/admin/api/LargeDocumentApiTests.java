package dev.atlasgateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Policy documents that do not fit into a replica's memory, alone or beside others. */
@OnSharedGateway
@Isolated("it takes all slots of documents")
class LargeDocumentApiTests {

    private static final String PLAN = "/admin/api/v1/policy:plan";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void rejectsADocumentThatIsTooLargeForTheHeap() {
        var refused = plan(BodyPublishers.ofByteArray(new byte[PolicyDocuments.MAX_BYTES + 1]));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("detail").asString()).startsWith("The document is larger than ");
    }

    @Test
    void rejectsADocumentIfTooManyAreWaiting() throws IOException {
        var others = new ArrayList<Socket>();
        try {
            for (int other = 0; other < 4; other++) {
                others.add(begun());
            }
            await().until(() -> plan(small()).status() == 503);
            assertThat(plan(small()).header("Retry-After")).isEqualTo("10");
            assertThat(gateway.send(gateway.asAdmin("/admin/api/v1/policy:apply")
                                    .header("Content-Type", "application/yaml")
                                    .header("If-Match", "\"0\"")
                                    .POST(small()))
                            .status())
                    .isEqualTo(503);
            assertThat(gateway.send(gateway.asAdmin("/admin/api/v1/backtests")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{}")))
                            .status())
                    .isEqualTo(503);
            for (var page : List.of("/console/policy", "/console/policy/apply", "/console/backtest?of=document")) {
                assertThat(upload(page))
                        .matches(answer -> answer.status() == 503)
                        .matches(answer -> answer.header("Retry-After").equals("10"))
                        .matches(answer -> answer.body().contains("Go back in the browser to find your input"));
            }
            for (var other : others) {
                other.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                var answer =
                        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (var other : others) {
                other.close();
            }
        }
        await().until(() -> plan(small()).status() == 200);
    }

    /** Each is a file in /tmp until the answer. */
    @Test
    void readsTwoFilesAtATime() throws IOException {
        var admin = gateway.browser().signIn("admin", gateway.adminPassword());
        admin.get("/console/policy");
        var head =
                "POST /console/policy HTTP/1.1\r\nHost: localhost\r\nCookie: atlas-gateway-session=%s\r\nX-CSRF-TOKEN: %s\r\n"
                                .formatted(admin.cookie("atlas-gateway-session"), admin.token())
                        + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n";
        try (var one = new Socket("127.0.0.1", gateway.port());
                var two = new Socket("127.0.0.1", gateway.port())) {
            one.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await().during(Duration.ofMillis(200))
                    .until(() -> upload("/console/policy").status() != 503);
            two.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> upload("/console/policy").status() == 503);
        }
        await().until(() -> upload("/console/policy").status() != 503);
    }

    /** A document, {@code teams: {}}, without its last two characters. */
    private Socket begun() throws IOException {
        var request = gateway.asAdmin(PLAN).build();
        var socket = new Socket(request.uri().getHost(), request.uri().getPort());
        var head = "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: application/yaml\r\n"
                        .formatted(
                                PLAN,
                                request.uri().getAuthority(),
                                request.headers().firstValue("Authorization").orElseThrow())
                + "Content-Length: 9\r\n\r\nteams: ";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Reply upload(String page) {
        var admin = gateway.browser().signIn("admin", gateway.adminPassword());
        admin.get("/console/policy");
        return admin.send(admin.proven(admin.request(page))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--\r\n")));
    }

    private static BodyPublisher small() {
        return BodyPublishers.ofString("teams: {}");
    }

    private Reply plan(BodyPublisher document) {
        return gateway.send(
                gateway.asAdmin(PLAN).header("Content-Type", "application/yaml").POST(document));
    }
}
