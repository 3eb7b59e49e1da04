package dev.atlasgateway.admin.console.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When something ends is what was typed, and never nothing in its place. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class ExpiryTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private static String key(String instances) {
        return "search/%s/GROUP_OWNER/%s".formatted(RunningGateway.ORDERS, instances);
    }

    private static Grant grant(String instances) {
        return (Grant) GATEWAY.part(Policy.class)
                .current()
                .find(ObjectKind.GRANT, key(instances))
                .orElse(null);
    }

    private static Screen screen(boolean scripts) {
        return scripts ? Screen.ofAdmin() : Screen.withoutScripts();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isTheBeginningOfADayThatWasTypedWithoutATime(boolean scripts) {
        try (var screen = screen(scripts)) {
            var page = screen.open("/console/new/grant?team=search&project=orders");
            page.fill("#instances", "day-" + scripts);
            page.fill("#expires", "2031-01-31");
            page.fill("#reason", "until the end of January");
            page.click("main button.first");
            page.waitForURL("**saved=*");
        }
        assertThat(grant("day-" + scripts).expiresAt()).isEqualTo("2031-01-31T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isAskedForAgainWhereADayIsNotWhole(boolean scripts) {
        try (var screen = screen(scripts)) {
            var page = screen.open("/console/new/grant?team=search&project=orders");
            page.fill("#instances", "part-" + scripts);
            page.fill("#reason", "until some day of January");
            page.focus("#expires");
            page.keyboard().type("0131"); // its year is missing
            page.click("main button.first");
            assertThat(page.url()).endsWith("/console/new/grant?team=search&project=orders");
            page.fill("#expires", "");
            page.fill("#expiresTime", "18:00");
            page.click("main button.first");
            assertThat(page.innerText("#expires-fault")).contains("must be a day");
            assertThat(page.inputValue("#expiresTime")).isEqualTo("18:00");
        }
        assertThat(grant("part-" + scripts)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "nanos, 2031-01-31T00:00:00.123456789Z, 2031-01-31T00:00:00Z",
        "secs,  2031-01-31T18:00:07Z,           2031-01-31T18:00:07Z"
    })
    void outlivesAFormThatChangesSomethingElse(String instances, Instant end, Instant kept) {
        var grant = new Grant("search", RunningGateway.ORDERS, Role.GROUP_OWNER, instances, end, "before");
        GATEWAY.part(Revisions.class)
                .apply(
                        GATEWAY.part(Policy.class).current().revision(),
                        List.of(new Edit.Put(grant)),
                        new Author("a test", "to be changed"));
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/grants/edit?key=" + key(instances));
            screen.isAccessible();
            page.fill("#reason", "after");
            page.fill("#why", "TICKET-80");
            page.click("main button.first");
            page.waitForURL("**saved=*");
        }
        assertThat(grant(instances).reason()).isEqualTo("after");
        assertThat(grant(instances).expiresAt()).isEqualTo(kept);
    }

    @Test
    void isRefusedWhereItIsPastAndKeptForAnotherTry() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/new/grant?team=search&project=orders");
            page.fill("#instances", "past");
            page.fill("#expires", "2020-01-31");
            page.fill("#reason", "too late");
            page.click("main button.first");
            assertThat(page.innerText("main")).contains("is in the past; an end must be in the future");
            assertThat(page.inputValue("#expires")).isEqualTo("2020-01-31");
        }
        assertThat(grant("past")).isNull();
    }

    @Test
    void narrowsTheAuditByADayAlone() {
        try (var screen = Screen.ofAdmin()) {
            var page = screen.open("/console/audit?from=2001-01-01T10:00");
            assertThat(page.inputValue("#from")).isEqualTo("2001-01-01");
            assertThat(page.inputValue("#fromTime")).isEqualTo("10:00");
            page.fill("#to", "2001-01-02");
            page.click("main button.first");
            assertThat(page.innerText("main")).contains("No call matches");
        }
    }
}
