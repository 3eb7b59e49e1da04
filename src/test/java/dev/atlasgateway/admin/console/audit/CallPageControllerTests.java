package dev.atlasgateway.admin.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One call, told step by step, from calls that were really made. */
@OnSharedGateway
class CallPageControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/console[^\"#]*)\"");

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
    private final String instance = "told-" + UUID.randomUUID();

    @AfterEach
    void mend() {
        GATEWAY.atlas().clearFaults();
    }

    private String page(Reply reply) {
        return main(admin.get("/console/audit/" + GATEWAY.ended(reply).header("X-Request-Id")));
    }

    private static String main(Reply page) {
        assertThat(page.status()).isEqualTo(200);
        return page.body().substring(page.body().indexOf("<main"), page.body().indexOf("</main>"));
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private static List<String> links(String html) {
        return LINK.matcher(html)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .toList();
    }

    @Test
    void showsEachAttemptWithItsStatusAndDuration() {
        GATEWAY.atlas().orders(Fault.status(503).on("PATCH").times(1));
        var page = text(page(GATEWAY.patch("payments", instance, "{\"terminationProtectionEnabled\":true}")));

        assertThat(page)
                .contains("Atlas, attempt 1 status 503", "Atlas, attempt 2 status 200", "Wait before the retry")
                .containsPattern(
                        "attempt 1 status 503 after [\\d.]+ (µs|ms|s) Answered after \\d+ ms: nothing was changed")
                .contains("Audit record passed", "Answer applied", "The change was made. The caller got 200.");
    }

    @Test
    void endsWithTheStepThatRefused() {
        var page = page(GATEWAY.patch("search", instance, "{\"terminationProtectionEnabled\":false}"));

        assertThat(text(page))
                .contains(
                        "Operation passed",
                        "Access refused",
                        "No grant allows this team to do that on " + instance,
                        "The call needs the role GROUP_OWNER there.")
                .contains("The caller got 403 USER_UNAUTHORIZED.")
                .doesNotContain("Quota", "Atlas, attempt", "Audit record");
        assertThat(links(page)).contains("/console/teams/search");
        everyLinkLeadsSomewhere(page);
    }

    @Test
    void linksADecisionToItsGuardrail() {
        var page = page(GATEWAY.patch("payments", instance + "-prod", "{\"terminationProtectionEnabled\":false}"));

        assertThat(text(page))
                .contains("Guardrail refused", "refused by guardrail keep-protection-in-production")
                .contains("does not satisfy a guardrail: " + message("keep-protection-in-production"));
        assertThat(links(page)).contains("/console/guardrails/keep-protection-in-production");
        everyLinkLeadsSomewhere(page);
    }

    private static String message(String guardrail) {
        return ((Guardrail) GATEWAY.part(Policy.class)
                        .current()
                        .find(ObjectKind.GUARDRAIL, guardrail)
                        .orElseThrow())
                .message();
    }

    @Test
    void linksADecisionToItsGrant() {
        var page = page(GATEWAY.get("payments", instance));

        assertThat(links(page)).anyMatch(link -> link.startsWith("/console/grants/edit?key=payments%2F"));
        assertThat(text(page))
                .contains("Atlas answered. The call asked for no change.")
                .doesNotContain("Requested and sent");
        everyLinkLeadsSomewhere(page);
    }

    @Test
    void linksADecisionToItsQuota() {
        var last = GATEWAY.get("hasty", instance);
        for (int i = 0; i < 4 && last.status() != 429; i++) {
            last = GATEWAY.get("hasty", instance);
        }
        var page = page(last);

        assertThat(text(page)).contains("Quota refused", "429 RATE_LIMITED_TOKEN_BUCKET");
        assertThat(links(page)).contains("/console/quotas/teams/hasty");
        everyLinkLeadsSomewhere(page);
    }

    private void everyLinkLeadsSomewhere(String page) {
        assertThat(links(page))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(admin.get(link).status()).as(link).isEqualTo(200));
    }

    @Test
    void comparesTheRequestedAndTheSentChange() {
        var page = page(GATEWAY.patch("payments", instance, """
                {"tags":[{"key":"a","value":"<b>"}],
                 "serverlessBackupOptions":{"serverlessContinuousBackupEnabled":true}}"""));

        assertThat(text(page))
                .contains("tags a = &lt;b&gt; a = &lt;b&gt; as requested")
                .contains("serverlessBackupOptions serverlessContinuousBackupEnabled: true – not forwarded")
                .contains("The change does not satisfy some guardrails of the modes warn and audit.");
        assertThat(links(page)).contains("/console/guardrails/name-the-owner");
    }

    @Test
    void showsTeamLeadsOnlyLinksThatTheyMayOpen() {
        var call = GATEWAY.ended(GATEWAY.get("search", instance)).header("X-Request-Id");
        var lead = GATEWAY.browser().signIn(Person.leadOf("search"));
        var page = main(lead.get("/console/audit/" + call));

        assertThat(links(page))
                .contains("/console/teams/search")
                .allSatisfy(link -> assertThat(lead.get(link).status()).as(link).isEqualTo(200));
    }

    @Test
    void isFoundByTheBoxOnTopOfEveryPage() {
        var call = GATEWAY.ended(GATEWAY.get("search", instance)).header("X-Request-Id");
        assertThat(admin.get("/console").body()).contains("action=\"/console/find\"", "name=\"requestId\"");

        var there = admin.get("/console/find?requestId=%20" + call + "%20").header("Location");
        assertThat(there).isEqualTo("/console/audit/" + call);
        assertThat(main(admin.get(there))).contains(call);
        assertThat(admin.get("/console/find").header("Location")).isEqualTo("/console/audit");
    }

    @Test
    void saysThatACallDoesNotExist() {
        var page = admin.get("/console/audit/never-made");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("No call that you may see has this id", "never-made", "X-Request-Id");
    }
}
