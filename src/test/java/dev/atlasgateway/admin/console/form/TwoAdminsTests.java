package dev.atlasgateway.admin.console.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two admins editing the same thing: one wins, the other is told and loses nothing. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class TwoAdminsTests {

    private static final Policy POLICY = RunningGateway.ofConsole().part(Policy.class);

    @Test
    void showsTheConflictToTheSecondAdminAndKeepsTheTypedValues() {
        try (var fast = Screen.ofAdmin();
                var slow = Screen.ofAdmin()) {
            fast.open("/console/teams/narrow");
            slow.open("/console/teams/narrow");
            fast.type("contact", "fast@example.com").type("why", "I was first").press("Enter");
            fast.page().waitForURL("**?saved=*");

            slow.type("contact", "slow@example.com").type("why", "I was second").press("Enter");
            slow.page().waitForSelector("#conflict");
            assertThat(slow.focused()).isEqualTo("conflict");
            assertThat(slow.page().innerText("#conflict"))
                    .contains("I was first", "fast@example.com", "slow@example.com");
            assertThat(slow.page().inputValue("#contact")).isEqualTo("slow@example.com");
            assertThat(slow.page().inputValue("#why")).isEqualTo("I was second");
            assertThat(POLICY.current().team("narrow").contact()).isEqualTo("fast@example.com");
            slow.isAccessible();
            slow.fitsAPhone();

            slow.page().click("text=Overwrite with mine");
            slow.page().waitForURL("**?saved=*");
            assertThat(POLICY.current().team("narrow").contact()).isEqualTo("slow@example.com");
        }
    }

    @Test
    void letsTwoWhoEditDifferentThingsBothWin() {
        try (var one = Screen.ofAdmin();
                var other = Screen.ofAdmin()) {
            one.open("/console/teams/hasty");
            other.open("/console/teams/lapsed");
            one.type("contact", "one@example.com").type("why", "TICKET-20").press("Enter");
            one.page().waitForURL("**?saved=*");
            other.type("contact", "other@example.com").type("why", "TICKET-21").press("Enter");
            other.page().waitForURL("**?saved=*");
            assertThat(POLICY.current().team("hasty").contact()).isEqualTo("one@example.com");
            assertThat(POLICY.current().team("lapsed").contact()).isEqualTo("other@example.com");
        }
    }

    @Test
    void showsWhatARestoreWouldUndoSinceTheAdminLooked() {
        var seen = POLICY.current().revision();
        try (var fast = Screen.ofAdmin();
                var slow = Screen.ofAdmin()) {
            slow.open("/console/revisions/%d/restore".formatted(seen));
            assertThat(slow.page().innerText("main")).contains("the policy in force is the same");
            fast.open("/console/new/team");
            fast.type("name", "made-meanwhile").type("why", "I was first").press("Enter");
            fast.page().waitForURL("**?saved=*");

            slow.type("why", "I was second").press("Enter");
            slow.page().waitForSelector("#faults");
            assertThat(slow.focused()).isEqualTo("faults");
            assertThat(slow.page().innerText("main"))
                    .contains(
                            "Another admin made revision %d in the meantime".formatted(seen + 1),
                            "Team made-meanwhile");
            assertThat(slow.page().inputValue("#why")).isEqualTo("I was second");
            assertThat(POLICY.current().team("made-meanwhile")).isNotNull();
            slow.isAccessible();

            slow.page().click("main button.first");
            slow.page().waitForURL("**?saved=*");
            assertThat(POLICY.current().team("made-meanwhile")).isNull();
        }
    }
}
