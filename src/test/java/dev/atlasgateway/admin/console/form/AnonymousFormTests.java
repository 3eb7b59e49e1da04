package dev.atlasgateway.admin.console.form;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of forms from users who are not signed in. */
@OnSharedGateway
class AnonymousFormTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FOREVER = "x".repeat(64 * 1024);

    @ParameterizedTest
    @CsvSource({
        "POST, /console/sign-in, " + FORM + ", Content-Length: 100000000",
        "POST, /console/sign-in, " + FORM + ", Transfer-Encoding: chunked",
        "POST, /console/policy, multipart/form-data; boundary=x, Content-Length: 50000000",
        "POST, /login/oauth2/code/company, " + FORM + ", Content-Length: 100000000",
        "PUT, /console/teams, " + FORM + ", Content-Length: 100000000"
    })
    void areNotReadToTheEnd(String method, String path, String type, String length) throws IOException {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.setSoTimeout(15_000);
            var out = socket.getOutputStream();
            out.write(head(method, path, type, length));
            var piece = (length.endsWith("chunked")
                            ? Integer.toHexString(FOREVER.length()) + "\r\n" + FOREVER + "\r\n"
                            : FOREVER)
                    .getBytes(US_ASCII);
            for (int i = 0; i < 4; i++) { // 256 KiB, which is forgotten
                out.write(piece);
            }
            var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            if (method.equals("POST")) {
                assertThat(status)
                        .as("the sign-in, or the way there")
                        .isIn("HTTP/1.1 303", "HTTP/1.1 302", "HTTP/1.1 200");
            } else {
                assertThat(status).as("no page has this method").isEqualTo("HTTP/1.1 405");
            }
        }
    }

    @Test
    void answers408ToAFormThatArrivesTooSlowly() throws IOException, InterruptedException {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            var out = socket.getOutputStream();
            out.write(head("POST", "/console/sign-in", FORM, "Content-Length: 1000"));
            var in = socket.getInputStream();
            while (in.available() == 0) {
                out.write('x');
                Thread.sleep(200);
            }
            assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void rejectsAnInvalidEncoding() throws IOException {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            var out = socket.getOutputStream();
            out.write(head("POST", "/console/sign-in", FORM, "Content-Length: 5"));
            out.write("a=%zz".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void limitsOnlyAnonymousForms() {
        var reason = "why not? ".repeat(2_000);
        var anonymous = GATEWAY.browser();
        anonymous.get("/console/sign-in");
        var turnedAway = anonymous.post("/console/teams", Map.of("name", "a+b & c=d", "why", reason));
        assertThat(turnedAway.status()).isEqualTo(303);
        assertThat(turnedAway.header("Location")).startsWith("/console/sign-in");
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/new/team");
        var shown = admin.post(
                "/console/teams",
                Map.of("name", "a+b & c=d", "contact", "", "base", "1", "create", "true", "why", reason));
        assertThat(shown.status()).as(shown.body()).isEqualTo(422);
        assertThat(shown.body()).contains("value=\"a+b &amp; c=d\"");
    }

    /** Its parts would be files on the disk of the replica. */
    @ParameterizedTest
    @CsvSource({
        "a form of another session, /console/policy, false, 303",
        "a page without files, /console/teams, true, 422",
        "a page that does not exist, /console/nothing, true, 404",
        "the admin API, /admin/api/v1/guardrails:check, true, 401",
        "a call, /api/atlas/v1.0/groups/g/clusters, true, 401"
    })
    void areAnsweredBeforeAFileIsRead(String to, String path, boolean proven, int status) throws IOException {
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        admin.get("/console/policy");
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.setSoTimeout(9_000); // a file may pause for ten seconds
            var head = "POST %s HTTP/1.1\r\nHost: localhost\r\nCookie: atlas-gateway-session=%s\r\nX-CSRF-TOKEN: %s\r\n"
                    .formatted(path, admin.cookie("atlas-gateway-session"), proven ? admin.token() : "other");
            socket.getOutputStream()
                    .write((head
                                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n")
                            .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .as(to)
                    .isEqualTo("HTTP/1.1 " + status);
        }
    }

    private static byte[] head(String method, String path, String type, String length) {
        return ("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
                        .formatted(method, path, type, length))
                .getBytes(US_ASCII);
    }
}
