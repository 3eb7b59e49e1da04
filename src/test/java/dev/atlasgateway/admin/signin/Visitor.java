package dev.atlasgateway.admin.signin;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kind of visitor of the admin side, with a token for the API and a session for the console. */
enum Visitor {
    ANONYMOUS(null),
    CALLER(null),
    /** Company token for callers of a user with the role of an admin. */
    ADMIN_AS_CALLER(null),
    STRANGER(Person.STRANGER),
    LEAD_OF_THIS_TEAM(Person.leadOf("this-team"), AdminRole.TEAM_LEAD),
    LEAD_OF_ANOTHER_TEAM(Person.leadOf("another-team"), AdminRole.TEAM_LEAD),
    AUDITOR(Person.AUDITOR, AdminRole.AUDITOR),
    ADMIN(Person.ADMIN, AdminRole.ADMIN);

    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final @Nullable Person person;
    private final Set<AdminRole> roles;
    private @Nullable Browser browser;

    Visitor(@Nullable Person person, AdminRole... roles) {
        this.person = person;
        this.roles = Set.of(roles);
    }

    Reply callApi(String method, String path, String contentType) {
        return GATEWAY.send(withToken(path).header("Content-Type", contentType).method(method, empty()));
    }

    private HttpRequest.Builder withToken(String path) {
        return switch (this) {
            case ANONYMOUS -> GATEWAY.anonymous(path);
            case CALLER -> GATEWAY.as("payments", path);
            case ADMIN_AS_CALLER ->
                GATEWAY.anonymous(path)
                        .header(
                                "Authorization",
                                "Bearer " + GATEWAY.company().accessToken(Person.ADMIN, CompanyLogin.CALLS));
            default -> GATEWAY.as(person, path);
        };
    }

    Reply callConsole(String method, String path) {
        var browser = browser();
        var request = browser.request(path);
        if (this == CALLER || this == ADMIN_AS_CALLER) {
            request = withToken(path);
        }
        return browser.send(browser.proven(request)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, empty()));
    }

    private synchronized Browser browser() {
        if (browser == null) {
            browser = GATEWAY.browser();
            if (person != null) {
                browser.signIn(person);
            }
            browser.get(roles.isEmpty() ? "/console/sign-in" : "/console");
        }
        return browser;
    }

    private static HttpRequest.BodyPublisher empty() {
        return HttpRequest.BodyPublishers.noBody();
    }
}
