package dev.atlasgateway.store;

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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expand and contract: a migration adds what the release before does not look at, or with a default. What takes away,
 * renames, tightens or rewrites comes a release after the last code that needs it, and is named here with that reason.
 */
class MigrationRulesTests {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Map<String, String> EXCEPTIONS = Map.of(
            "delete from admin_session",
            "V12: a session did not say whether a password had opened it, so everybody signs in to the admin side once more");

    private static final Pattern TAKES_AWAY =
            Pattern.compile("(drop|truncate|delete|update|do|create or replace|alter .*\\brename)\\b.*");
    private static final Pattern TIGHTENS = Pattern.compile(
            "alter .*\\b(drop|type|set not null|add (constraint|check|unique|primary|foreign|exclude))\\b.*");
    private static final Pattern WANTS_A_VALUE = Pattern.compile(
            "alter .*\\badd (?:column )?(?:(?!\\bdefault\\b)[^,])*\\bnot null\\b(?:(?!\\bdefault\\b)[^,])*(,.*)?");

    @ParameterizedTest
    @MethodSource("migrations")
    void addsOnlyButForWhatIsNamedWithAReason(Path migration) throws IOException {
        assertThat(statements(Files.readString(migration)))
                .filteredOn(statement -> !EXCEPTIONS.containsKey(statement))
                .noneMatch(MigrationRulesTests::breaksTheReleaseBefore);
    }

    @Test
    void namesNoExceptionThatNobodyMakes() throws IOException {
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
    void knowsWhatWouldBreakTheReleaseBefore(String statement) {
        assertThat(breaksTheReleaseBefore(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table later (dropped boolean not null)",
                "alter table audit add column tenant text",
                "alter table audit add column tenant text not null default ''",
                "alter table audit add column tenant text default '' not null",
                "insert into audit_indexed values (now())"
            })
    void knowsWhatTheReleaseBeforeDoesNotNotice(String statement) {
        assertThat(breaksTheReleaseBefore(statement)).isFalse();
    }

    private static boolean breaksTheReleaseBefore(String statement) {
        return Stream.of(TAKES_AWAY, TIGHTENS, WANTS_A_VALUE)
                .anyMatch(rule -> rule.matcher(statement).matches());
    }

    static Stream<Path> migrations() throws IOException {
        return Files.list(MIGRATIONS);
    }

    /** In lower case, without comments and the bodies of functions, which run when they are called. */
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
