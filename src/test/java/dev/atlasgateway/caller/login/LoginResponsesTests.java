package dev.atlasgateway.caller.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoginResponsesTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LoginResponses responses = new LoginResponses(meters);

    /** An alert must tell a signing key that does not sign from programs with wrong secrets. */
    @Test
    void countAnErrorOfTheGatewayApartFromWrongCredentials() {
        var error = new IllegalStateException("the key does not sign");
        assertThatThrownBy(() -> responses.countFailure(
                        new MockHttpServletRequest(), new MockHttpServletResponse(), (request, response) -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(logins("failed")).isOne();
        assertThat(logins("refused")).isZero();
    }

    private double logins(String outcome) {
        return meters.get("gateway.logins").tag("outcome", outcome).counter().count();
    }
}
