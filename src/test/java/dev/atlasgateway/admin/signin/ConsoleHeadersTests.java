package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.FilterChainProxy;

/** Security headers and cookies of the console. */
@OnSharedGateway
class ConsoleHeadersTests {

    private static final Pattern INLINE = Pattern.compile("<style|<script(?![^>]*src=)| style=| on[a-z]+=|javascript:");

    private final RunningGateway gateway = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/console/sign-in", "/console", "/console/no-such-page", "/console/sign-in?error=password"})
    void allowsOnlyItsOwnFiles(String path) {
        for (var reply : Stream.of(gateway.browser(), gateway.browser().signIn("admin", gateway.adminPassword()))
                .map(browser -> browser.get(path))
                .toList()) {
            assertThat(reply.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(reply.header("Permissions-Policy")).contains("camera=()", "geolocation=()", "microphone=()");
            assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(INLINE.matcher(reply.body()).results()).isEmpty();
        }
    }

    @Test
    void servesItsFilesToEveryClientAndLetsBrowsersCacheThem() {
        var page = gateway.browser().get("/console/sign-in").body();
        var files = Pattern.compile("(?:href|src)=\"(/console/assets/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(3);
        for (var file : files) {
            var reply = gateway.send(gateway.anonymous(file).GET());
            assertThat(reply.status()).as(file).isEqualTo(200);
            assertThat(reply.header("Cache-Control")).contains("max-age").doesNotContain("no-store");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void hidesItsCookiesFromScriptsAndOtherSites() {
        var visitor = gateway.browser();
        assertThat(cookies(visitor.get("/console?x")))
                .hasSize(1)
                .allMatch(cookie -> cookie.contains("; HttpOnly; SameSite=Lax"));
        assertThat(cookies(visitor.get("/console/sign-in")))
                .hasSize(1)
                .allMatch(cookie -> cookie.contains("; HttpOnly; SameSite=Lax"));
    }

    @Test
    void isStricterOverHttps() throws IOException, ServletException {
        var request = new MockHttpServletRequest("GET", "/console/audit");
        request.setSecure(true);
        var response = new MockHttpServletResponse();
        gateway.part(FilterChainProxy.class).doFilter(request, response, new MockFilterChain());
        assertThat(response.getHeaders("Set-Cookie"))
                .hasSize(1)
                .allMatch(cookie -> cookie.startsWith("__Host-") && cookie.contains("; Path=/;"))
                .allMatch(cookie -> cookie.endsWith("; Secure; HttpOnly; SameSite=Lax"));
        assertThat(response.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    private static Iterable<String> cookies(Reply reply) {
        return reply.headers().allValues("Set-Cookie");
    }
}
