package dev.atlasgateway.store;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that migrations expand first and contract later.
 *
 * <p>A migration adds objects that the previous release ignores, or columns with a default. It drops, renames, tightens
 * or rewrites only one release after the last code that needs the old form. Each such statement is listed here with the
 * reason.
 */
class MigrationRulesTests {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Map<String, String> EXCEPTIONS = Map.of(
            "delete from admin_session",
            "V12: a session did not say whether a password had opened it, so all admins sign in again",
            "create index audit_search on audit using gin (audit_terms(id, team, client, operation, group_id, instance, outcome, "
                    + "decision, decided_by, status, error_code)) with (gin_pending_list_limit = 512) where stage = 'outcome'",
            "V6: older than the rule; no audit was large then",
            "create index audit_request_id on audit using hash (request_id) where stage = 'outcome'",
            "V6: the same",
            "create or replace function audit_floor(at timestamptz) returns uuid language sql immutable strict parallel safe as",
            "V15: gives the same for all times that the audit can contain");

    private static final Pattern REMOVES =
            Pattern.compile("(drop|truncate|delete|update|do|create or replace|alter .*\\brename)\\b.*");
    private static final Pattern TIGHTENS = Pattern.compile(
            "alter .*\\b(drop|type|set not null|add (constraint|check|unique|primary|foreign|exclude))\\b.*");
    private static final Pattern REQUIRES_A_VALUE = Pattern.compile(
            "alter .*\\badd (?:column )?(?:(?!\\bdefault\\b)[^,])*\\bnot null\\b(?:(?!\\bdefault\\b)[^,])*(,.*)?");

    private static final Pattern TABLE = Pattern.compile("create table (?:if not exists )?(\\w+).*");
    private static final Pattern UNIQUE = Pattern.compile("create unique index .*?\\bon (?:only )?(\\w+).*");
    private static final Pattern LOCKS_THE_AUDIT =
            Pattern.compile("create index (?!concurrently).*?\\bon (audit(?:_\\d{4}_\\d{2})?)\\b.*");
    private static final Pattern TRIGGER = Pattern.compile("create (?:constraint )?trigger .*?\\bon (\\w+).*");

    @ParameterizedTest
    @MethodSource("migrations")
    void onlyAddsExceptForListedStatements(Path migration) throws IOException {
        var statements = statements(Files.readString(migration));
        var fresh = statements.stream()
                .flatMap(statement -> matches(TABLE, statement))
                .collect(toSet());
        assertThat(statements)
                .filteredOn(statement -> !EXCEPTIONS.containsKey(statement))
                .noneMatch(MigrationRulesTests::breaksPreviousRelease)
                .allMatch(statement -> fresh.containsAll(restrictedTables(statement)));
    }

    @Test
    void listsNoStatementThatDoesNotExist() throws IOException {
        try (var migrations = migrations()) {
            var all = migrations
                    .flatMap(migration -> statements(read(migration)).stream())
                    .toList();
            assertThat(all).containsAll(EXCEPTIONS.keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table backtest",
                "alter table audit drop column notes",
                "alter table audit rename column notes to remarks",
                "alter table audit alter column status type bigint",
                "alter table audit alter column notes set not null",
                "alter table audit add column tenant text not null",
                "alter table audit add column a text default '', add column tenant text not null",
                "alter table audit add constraint small check (status < 600)",
                "alter type audit_row rename to audit_record",
                "delete from admin_session",
                "do",
                "create or replace function audit_floor(at timestamptz) returns uuid",
                "update audit_settled set until = now()"
            })
    void detectsWhatBreaksThePreviousRelease(String statement) {
        assertThat(breaksPreviousRelease(statement)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create unique index one_name on admin_event (subject) | admin_event",
                "create unique index concurrently one_name on only admin_event (subject) | admin_event",
                "create index audit_team on audit (team) | audit",
                "create index audit_team on audit_2026_11 (team) | audit_2026_11",
                "create trigger checked before insert on audit for each row execute function check_it() | audit",
                "create constraint trigger checked after insert on backtest for each row execute function check_it() | backtest"
            })
    void detectsWhatOnlyANewTableAllows(String statement, String table) {
        assertThat(restrictedTables(statement)).containsExactly(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table later (dropped boolean not null)",
                "alter table audit add column tenant text",
                "alter table audit add column tenant text not null default ''",
                "alter table audit add column tenant text default '' not null",
                "insert into audit_indexed values (now())",
                "create index audit_team on only audit (team)",
                "create index concurrently audit_team_2026_11 on audit_2026_11 (team)",
                "alter index audit_team attach partition audit_team_2026_11",
                "create index backtest_started on backtest (started_at)"
            })
    void acceptsWhatThePreviousReleaseIgnores(String statement) {
        assertThat(breaksPreviousRelease(statement)).isFalse();
        assertThat(restrictedTables(statement)).isEmpty();
    }

    private static boolean breaksPreviousRelease(String statement) {
        return Stream.of(REMOVES, TIGHTENS, REQUIRES_A_VALUE)
                .anyMatch(rule -> rule.matcher(statement).matches());
    }

    /**
     * Returns the tables on which a statement restricts the previous release: by a unique index that its rows may
     * violate, by a trigger that runs for its statements, or by an index of the audit whose creation blocks all
     * records.
     */
    private static List<String> restrictedTables(String statement) {
        return Stream.of(UNIQUE, LOCKS_THE_AUDIT, TRIGGER)
                .flatMap(rule -> matches(rule, statement))
                .toList();
    }

    private static Stream<String> matches(Pattern rule, String statement) {
        return rule.matcher(statement).results().map(found -> found.group(1));
    }

    static Stream<Path> migrations() throws IOException {
        return Files.list(MIGRATIONS);
    }

    /** Returns the statements in lower case, without comments and without the bodies of functions. */
    private static List<String> statements(String migration) {
        var plain = migration
                .replaceAll("--[^\\n]*", "")
                .replaceAll("(?s)\\$\\$.*?\\$\\$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
        return Stream.of(plain.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
