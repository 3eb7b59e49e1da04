package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head of a request has a time limit as a whole, not only between two bytes. */
@Timeout(30)
@OnSharedGateway
class SlowHeadTests {

    private static final String HEAD = "GET /api/oauth/token HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final RunningGateway GATEWAY =
            RunningGateway.shared().another("--gateway.server.head-timeout=400ms");

    @AfterAll
    static void stop() {
        GATEWAY.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /api",
                "GET /api/oauth/token HTTP/1.1\r\nHost: localhost\r\nX-Drip: ",
                HEAD,
                HEAD + "GET /api",
            })
    void endsAHeadWhoseBytesDrip(String before) throws Exception {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.getOutputStream().write(before.getBytes(ISO_8859_1));
            var drip = Thread.ofVirtual().start(() -> drip(socket));
            socket.getInputStream().readAllBytes(); // returns when the gateway closes the connection
            drip.join();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void drip(Socket socket) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            for (var sent = 0; sent < 1_000; sent++) {
                socket.getOutputStream().write(sent == 0 ? '\n' : 'a');
                Thread.sleep(20);
            }
        });
    }

    @Test
    void leavesAnIdleConnectionOpenForTheNextRequest() throws Exception {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.setSoTimeout(10_000);
            for (var piece : new String[] {HEAD.substring(0, 9), HEAD.substring(9), HEAD}) {
                Thread.sleep(250);
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
            Thread.sleep(600);
            socket.getOutputStream()
                    .write(HEAD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            var answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(4);
        }
    }
}
