package dev.atlasgateway.store;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why PostgreSQL cannot be used.
 *
 * @param sentence names the setting
 * @param action what to do
 * @param passing whether it may end by itself, as a failover does
 */
record StoreFault(String sentence, String action, boolean passing) {

    private static final String STORE = "the PostgreSQL of spring.datasource.url";

    /** Returns the cause in PostgreSQL if there is one, else what is wrong with the schema. */
    static StoreFault of(Exception failure) {
        var sql = sqlCause(failure);
        return sql == null ? ofSchema(failure) : of(sql);
    }

    static StoreFault of(SQLException sql) {
        var message = firstLine(sql);
        return switch (group(sql)) {
            case "08" ->
                passing(
                        "The gateway cannot reach %s: %s".formatted(STORE, message),
                        "Check the host and port in spring.datasource.url, that PostgreSQL runs, and the network to it.");
            case "28" ->
                lasting(
                        "%s does not accept the credentials: %s".formatted(capital(STORE), message),
                        "Correct spring.datasource.username and .password, or pg_hba.conf of PostgreSQL.");
            case "3D" ->
                lasting(
                        "The database of spring.datasource.url does not exist: %s".formatted(message),
                        "Create it, or correct its name at the end of spring.datasource.url.");
            case "42501" -> missingRight(message);
            case "42P01", "3F" ->
                lasting(
                        "The schema of the gateway is not in %s: %s".formatted(STORE, message),
                        "Let the gateway make it (spring.flyway.enabled), or correct spring.datasource.url.");
            case "25" -> readOnly(message);
            case "53" ->
                passing(
                        "%s lacks something: %s".formatted(capital(STORE), message),
                        "Give PostgreSQL more of it, such as max_connections or disk space.");
            case "57" ->
                passing(
                        "%s is starting or stopping: %s".formatted(capital(STORE), message),
                        "Wait until PostgreSQL accepts connections, and start again.");
            default ->
                lasting(
                        "%s (SQLSTATE %s) does not do what the gateway asks: %s"
                                .formatted(capital(STORE), sql.getSQLState(), message),
                        "Look at the log of PostgreSQL. The database of spring.datasource.url must belong to the gateway alone.");
        };
    }

    static StoreFault missingRight(String reason) {
        return lasting(
                "The role of spring.datasource.username lacks a right in %s: %s".formatted(STORE, reason),
                "Make the role the owner of the database, for example: alter database gateway owner to gateway.");
    }

    static StoreFault readOnly(String reason) {
        return passing(
                "%s is read-only: %s".formatted(capital(STORE), reason),
                "Name the primary in spring.datasource.url. With several hosts, add targetServerType=primary to it.");
    }

    static StoreFault tooOld(String version, int oldest) {
        return lasting(
                "%s has version %s, but the gateway needs %d or newer. Nothing was changed in it."
                        .formatted(capital(STORE), version, oldest),
                "Upgrade PostgreSQL, or name a newer one in spring.datasource.url.");
    }

    static StoreFault sharedSessions() {
        return lasting(
                "%s is behind a pooler that shares sessions (as PgBouncer in transaction mode does), which migrations cannot use."
                        .formatted(capital(STORE)),
                "Set spring.flyway.url to the same database past the pooler, or through a port in session mode.");
    }

    /** @param settings those that change a session */
    static StoreFault sharedSessions(List<String> settings) {
        return lasting(
                "%s is behind a pooler that shares sessions (as PgBouncer in transaction mode does), so %s would change those of others, or have no effect."
                        .formatted(capital(STORE), String.join(" and ", settings)),
                "Remove the setting, and set the parameter of PostgreSQL (search_path, default_transaction_isolation or another) for the role instead, for example: alter role gateway set search_path = gateway.");
    }

    /** Names the settings of migrations, because they have an address of their own. */
    StoreFault forMigrations() {
        return new StoreFault(
                sentence.replace("spring.datasource.url", "spring.flyway.url")
                        .replace("spring.datasource.username", "spring.flyway.user"),
                action.replace("spring.datasource.url", "spring.flyway.url")
                        .replace("spring.datasource.username", "spring.flyway.user"),
                passing);
    }

    /** Such as an applied migration that this version does not have, or a database that another program uses. */
    private static StoreFault ofSchema(Exception failure) {
        return lasting(
                "The schema in %s is not one that this version of the gateway can use: %s"
                        .formatted(
                                STORE,
                                String.valueOf(failure.getMessage())
                                        .lines()
                                        .map(String::strip)
                                        .filter(line -> !line.isEmpty())
                                        .collect(Collectors.joining(" "))),
                "Name an empty database in spring.datasource.url, or start the version of the gateway that made the schema.");
    }

    /** Returns whether a failure has its cause outside the gateway: not wrong SQL, nor a violated constraint. */
    static boolean isOfTheStore(SQLException sql) {
        return switch (group(sql)) {
            case "08", "28", "3D", "3F", "42501", "42P01", "25", "53", "57", "58", "XX" -> true;
            default -> false;
        };
    }

    UnusableStoreException toException() {
        return new UnusableStoreException(sentence, action);
    }

    /** Returns the class of the SQLSTATE, which its first two characters name, or the whole state where the class is wide. */
    private static String group(SQLException sql) {
        var state = sql.getSQLState();
        if (state == null || state.length() < 2) {
            return "";
        }
        return state.startsWith("42") ? state : state.substring(0, 2);
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (var link = failure; link != null; link = link.getCause()) {
            if (link instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** PostgreSQL's further lines say where in the statement. */
    private static String firstLine(SQLException sql) {
        var line = String.valueOf(sql.getMessage()).lines().findFirst().orElse("no reason given");
        return line.endsWith(".") ? line : line + ".";
    }

    private static StoreFault passing(String sentence, String action) {
        return new StoreFault(sentence, action, true);
    }

    private static StoreFault lasting(String sentence, String action) {
        return new StoreFault(sentence, action, false);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
