package dev.atlasgateway.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes that the policy refuses only when they are made. The form shows the reason and keeps its values. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class BadRevisionTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();
    private static final Policy POLICY = GATEWAY.part(Policy.class);

    @Test
    void keepsTheTypedValuesWhileTheNewestRevisionIsBadAndAllowsARestore() {
        var good = POLICY.current().revision();
        makeABadOne();
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());

        admin.get("/console/teams/narrow");
        var refused = admin.post(
                "/console/teams",
                Map.of("base", "" + good, "name", "narrow", "contact", "typed@example.com", "why", "TICKET-40"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("nothing can be built on it; restore an earlier one", "typed@example.com", "TICKET-40");
        assertThat(POLICY.current().revision()).isEqualTo(good);

        var path = "/console/revisions/%d/restore".formatted(good);
        admin.get(path);
        var restored = admin.post(path, Map.of("base", "" + good, "why", "TICKET-41"));
        assertThat(restored.header("Location")).isEqualTo("/console/revisions?saved=" + (good + 2));
        assertThat(POLICY.current().revision()).isEqualTo(good + 2);
    }

    /** As a newer version of the gateway might: a grant to a team that there is not. */
    private static void makeABadOne() {
        GATEWAY.store()
                .sql("insert into policy_revision select max(number) + 1, now(), 'ada', 'bad' from policy_revision")
                .update();
        GATEWAY.store().sql("""
                        insert into policy_object (kind, key, spec, from_revision)
                        select kind, replace(key, 'payments/', 'nobody/'), spec, (select max(number) from policy_revision)
                        from policy_object where kind = 'grant' and key like 'payments/%' and to_revision is null limit 1
                        """).update();
    }
}
