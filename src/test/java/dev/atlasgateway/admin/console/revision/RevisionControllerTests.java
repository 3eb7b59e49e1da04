package dev.atlasgateway.admin.console.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Browser;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.PolicyRestorer;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The policy's history, searched. */
@ExtendWith(PolicyRestorer.class)
@OnConsoleGateway
class RevisionControllerTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Browser admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());

    @Test
    void findsWhoChangedWhatSinceWhen() {
        var base = GATEWAY.part(Policy.class).current().revision();
        GATEWAY.part(Revisions.class)
                .apply(
                        base,
                        List.of(new Edit.Put(new Team("sought", null, false))),
                        new Author("grace", "TICKET-50: sought"));

        for (var query : List.of("by=grace", "object=team:sought", "since=2026-01-01T00:00&by=grace&object=team")) {
            assertThat(page(query)).as(query).contains("TICKET-50: sought");
        }
        for (var query : List.of("by=nobody", "object=team:other", "since=2999-01-01T00:00")) {
            assertThat(page(query)).as(query).contains("No revision matches").doesNotContain("TICKET-50");
        }
    }

    @Test
    void goesOnToOlderOnesOfTheSameSearch() {
        var revisions = GATEWAY.part(Revisions.class);
        for (int i = 0; i < 51; i++) {
            var contact = "paged%d@example.com".formatted(i);
            revisions.change(
                    now -> List.of(new Edit.Put(new Team("paged", contact, false))), new Author("pager", "TICKET-51"));
        }
        var first = page("by=pager");
        assertThat(first).contains("href=\"/console/revisions?before=", "by=pager");
        var older = first.replaceFirst("(?s).*href=\"(/console/revisions\\?before=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(admin.get(older).body().split("TICKET-51")).hasSize(2);
    }

    @Test
    void marksAWrongFilterAndKeepsTheOthers() {
        var refused = admin.get("/console/revisions?by=grace&since=yesterday&object=tem:payments");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("must be a day such as", "must be a kind of object", "value=\"grace\"");
    }

    @Test
    void undoesARevisionUnlessItsObjectsChangedSince() {
        var revisions = GATEWAY.part(Revisions.class);
        var author = new Author("grace", "TICKET-52");
        var number = revisions.change(now -> List.of(new Edit.Put(new Team("undone", null, false))), author);
        var link = "/console/revisions/" + number + "/undo";

        assertThat(admin.get(link).body()).contains("Team undone", "removed");
        for (var page : List.of(link, "/console/revisions/" + number + "/restore")) {
            for (var reason : List.of("", "two\nlines", "\u202Edecrees", "x".repeat(501))) {
                assertThat(admin.post(page, Map.of("why", reason, "base", String.valueOf(number)))
                                .status())
                        .isEqualTo(422);
            }
        }
        var later = revisions.change(now -> List.of(new Edit.Put(new Team("undone", "x@example.com", false))), author);

        var refused = admin.post(link, Map.of("why", "TICKET-53"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("A later revision changed team undone");
        for (var undo : List.of("/console/revisions/" + later + "/undo", link)) {
            assertThat(admin.post(undo, Map.of("why", "TICKET-54")).status()).isEqualTo(302);
        }
        assertThat(GATEWAY.part(Policy.class).current().team("undone")).isNull();
    }

    @Test
    void showsTheFirstOfManyDifferences() {
        var number = GATEWAY.part(Revisions.class)
                .change(
                        now -> IntStream.range(0, 201)
                                .<Edit>mapToObj(i -> new Edit.Put(new Team("many-" + (1000 + i), null, false)))
                                .toList(),
                        new Author("grace", "TICKET-57"));
        var body = admin.get("/console/revisions/" + number).body();
        assertThat(body)
                .contains("201 added", "Only the first 200 are shown.", "Team many-1199")
                .doesNotContain("many-1200");
    }

    @Test
    void comparesOnlyWithRevisionsThatExist() {
        var page = "/console/revisions/" + GATEWAY.part(Policy.class).current().revision();
        assertThat(admin.get(page + "?from=0").status()).isEqualTo(200);
        for (var from : List.of("999999", "-1")) {
            assertThat(admin.get(page + "?from=" + from).status()).as(from).isEqualTo(404);
        }
    }

    @Test
    void undoesOneObjectOfARevision() {
        var revisions = GATEWAY.part(Revisions.class);
        var number = revisions.change(
                now -> List.of(
                        new Edit.Put(new Team("taken-back", null, false)), new Edit.Put(new Team("left", null, false))),
                new Author("grace", "TICKET-55"));
        var page = "/console/revisions/" + number;
        var link = page + "/undo?object=team:taken-back";
        assertThat(admin.get(page).body()).contains("href=\"" + link + "\"");
        assertThat(admin.get(page + "?from=0").body()).doesNotContain("undo?object=");
        assertThat(admin.get(link).body()).contains("Team taken-back").doesNotContain("Team left");

        admin.post(page + "/undo", Map.of("object", "team:taken-back", "why", "TICKET-56"));

        var now = GATEWAY.part(Policy.class).current();
        assertThat(now.team("taken-back")).isNull();
        assertThat(now.team("left")).isNotNull();
    }

    private String page(String query) {
        var reply = admin.get("/console/revisions?" + query);
        assertThat(reply.status()).as(query).isEqualTo(200);
        return reply.body();
    }
}
