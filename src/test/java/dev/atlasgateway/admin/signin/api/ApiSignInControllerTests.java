package dev.atlasgateway.admin.signin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** API tokens of the local admin. */
@OnSharedGateway
class ApiSignInControllerTests {

    private static final String SIGN_IN = "/admin/api/v1/sign-in";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void issuesATokenToTheLocalAdmin() {
        var answer = signIn("admin", gateway.adminPassword());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("access_token").asString()).startsWith("agw_");
        assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void answersAWrongNameLikeAWrongPassword() {
        var wrongPassword = signIn("admin", "wrong");
        var wrongName = signIn("root", gateway.adminPassword());
        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(wrongPassword.body()).isEqualTo(wrongName.body());
    }

    @Test
    void revokesAToken() {
        var token = signIn("admin", gateway.adminPassword())
                .json()
                .path("access_token")
                .asString();
        assertThat(revoke(token).status()).isEqualTo(204);
        assertThat(revoke(token).status()).isEqualTo(401);
    }

    @Test
    void cannotRevokeATokenOfTheCompany() {
        var token = gateway.company().accessToken(Person.AUDITOR, CompanyLogin.ADMIN_API);
        var answer = revoke(token);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString()).contains("until it expires");
    }

    @Test
    void acceptsSeveralAudiencesAsKeycloakIssuesThem() {
        assertThat(teamsWith(gateway.company().accessToken(Person.AUDITOR, CompanyLogin.ADMIN_API, "account"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesTheAudienceThatATokenLacks() {
        var answer = teamsWith(gateway.company().accessToken(Person.AUDITOR, "account", CompanyLogin.CALLS));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("detail").asString()).contains("must contain " + CompanyLogin.ADMIN_API);
    }

    @Test
    void namesTheSettingThatALongLivedTokenExceeds() {
        var answer = teamsWith(gateway.company()
                .accessToken(Map.of("exp", Date.from(Instant.now().plus(Duration.ofDays(2)))), CompanyLogin.ADMIN_API));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("detail").asString()).contains("max-lifetime");
    }

    private Reply teamsWith(String token) {
        return gateway.send(gateway.anonymous("/admin/api/v1/teams")
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    @Test
    void requiresATokenWithAProblem() {
        var answer = gateway.send(gateway.anonymous("/admin/api/v1/teams").GET());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"atlas-gateway-admin\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void refusesACallersTokenOnTheAdminApi() {
        var answer = gateway.send(gateway.as("payments", SIGN_IN).DELETE());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void refusesAnAdminsTokenOnCalls() {
        var answer = gateway.send(gateway.asAdmin(RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .GET());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("NO_CURRENT_USER");
    }

    private Reply revoke(String token) {
        return gateway.send(gateway.anonymous(SIGN_IN)
                .header("Authorization", "Bearer " + token)
                .DELETE());
    }

    private Reply signIn(String name, String password) {
        return gateway.send(gateway.anonymous(SIGN_IN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password))));
    }
}
