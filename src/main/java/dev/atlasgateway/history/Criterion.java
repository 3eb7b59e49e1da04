package dev.atlasgateway.history;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.exchange.ClientAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Criterion of a search, besides the time. Each compares one column, except {@link #TEXT}. */
public enum Criterion {
    TEAM("team"),
    CLIENT("client"),
    OPERATION("operation"),
    GROUP_ID("groupId"),
    INSTANCE("instance"),
    /** The outcome: {@code applied}, {@code answered}, {@code refused}, {@code failed} or {@code unknown}. */
    OUTCOME("outcome", Criterion::isOutcome, "one of applied, answered, refused, failed, unknown"),
    /** The decision of the gateway: {@code allowed} or {@code refused}. */
    DECISION("decision", value -> value.equals("allowed") || value.equals("refused"), "allowed or refused"),
    /** What decided the call, as {@code kind:name} ({@code guardrail:no-friday}), or only the kind, for all of that kind. */
    DECIDED_BY("decidedBy"),
    /** The HTTP status that the caller got. */
    STATUS("status", value -> value.matches("[1-5]\\d\\d"), "an HTTP status, such as 403"),
    ERROR_CODE("errorCode"),
    /** The side whose answer the caller got: {@code gateway} or {@code atlas}. */
    ANSWERED_BY("answeredBy", value -> value.equals("gateway") || value.equals("atlas"), "gateway or atlas"),
    REQUEST_ID("requestId"),
    /** A text in any column except the ids. It matches from the beginning of a word, in upper or lower case. */
    TEXT("text");

    private static final int LONGEST = 300;

    private final String parameter;
    private final Predicate<String> valid;
    private final String expected;

    Criterion(String parameter) {
        this(parameter, value -> value.length() <= LONGEST, "at most " + LONGEST + " characters");
    }

    Criterion(String parameter, Predicate<String> valid, String expected) {
        this.parameter = parameter;
        this.valid = valid;
        this.expected = expected;
    }

    /** Returns the name in a query string. */
    public String parameter() {
        return parameter;
    }

    public static Optional<Criterion> of(String parameter) {
        return Arrays.stream(values())
                .filter(criterion -> criterion.parameter.equals(parameter))
                .findAny();
    }

    String validate(String value) {
        if (!valid.test(value) || value.indexOf('\0') >= 0) {
            throw new InvalidFilter(parameter, "must be " + expected);
        }
        return this == TEXT && value.indexOf(':') != value.lastIndexOf(':') // an IPv6 address
                ? ClientAddress.of(value)
                : value;
    }

    private static boolean isOutcome(String word) {
        return Arrays.stream(Outcome.values())
                .anyMatch(outcome -> outcome.word().equals(word));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
