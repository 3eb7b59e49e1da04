package dev.atlasgateway.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an object must look like by itself, through whichever door it comes. */
final class FieldRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern GROUP_ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern CLIENT_ID = Pattern.compile("mdb_sa_id_[0-9a-f]{24}");
    private static final Pattern INSTANCES = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9*-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LINE = 500;
    private static final int EXPRESSION = 10_000;
    private static final int SECRETS = 2;
    private static final long TOKENS = 1_000_000_000;
    private static final Duration PERIOD = Duration.ofDays(1);

    private final PolicyObject object;
    private final List<Fault> faults = new ArrayList<>();

    private FieldRules(PolicyObject object) {
        this.object = object;
    }

    /**
     * What is wrong with an object that somebody would have in the policy, but not with one that is there from before this was
     * asked: that decides all the same.
     */
    static List<Fault> faultsOfNew(PolicyObject object) {
        var shape = new FieldRules(object);
        switch (object) {
            case Team team -> shape.plain("contact", team.contact());
            case Client client -> {
                for (int i = 0; i < client.secrets().size(); i++) {
                    shape.end(
                            "secrets[" + i + "].expiresAt",
                            client.secrets().get(i).expiresAt());
                }
            }
            case Project project -> {
                shape.plain("name", project.name());
                shape.plain("contact", project.contact());
            }
            case Grant grant -> {
                shape.end("expiresAt", grant.expiresAt());
                shape.plain("reason", grant.reason());
            }
            case Guardrail guardrail -> {
                PlainText.faultOfLines(guardrail.expression())
                        .ifPresent(sentence -> shape.fault("expression", sentence));
                shape.plain("message", guardrail.message());
            }
            case TeamQuota own -> {}
            case ProjectQuota own -> {}
        }
        return shape.faults;
    }

    private void plain(String field, @Nullable String value) {
        if (value != null) {
            PlainText.deceptive(value).ifPresent(sentence -> fault(field, sentence));
        }
    }

    private void end(String field, @Nullable Instant value) {
        Expiry.fault(value).ifPresent(sentence -> fault(field, sentence));
    }

    /** What would make an object unfit to decide by. */
    static List<Fault> faults(PolicyObject object) {
        var shape = new FieldRules(object);
        switch (object) {
            case Team team -> {
                shape.name("", team.name());
                shape.line("contact", team.contact());
            }
            case Client client -> shape.client(client);
            case Project project -> {
                shape.matches("", GROUP_ID, project.groupId(), "24 lower-case hexadecimal digits");
                shape.line("name", project.name());
                shape.name("account", project.account());
                shape.line("contact", project.contact());
            }
            case Grant grant -> {
                shape.matches(
                        "instances",
                        INSTANCES,
                        grant.instances(),
                        "an instance name (letters, digits, hyphens, at most 64) in which * stands for any characters");
                shape.line("reason", grant.reason());
            }
            case Guardrail guardrail -> {
                shape.name("", guardrail.name());
                shape.filled("expression", guardrail.expression(), EXPRESSION);
                shape.line("message", guardrail.message());
            }
            case TeamQuota own -> shape.quota(own.quota());
            case ProjectQuota own -> shape.quota(own.quota());
        }
        return shape.faults;
    }

    private void client(Client client) {
        matches("", CLIENT_ID, client.id(), "mdb_sa_id_ and 24 lower-case hexadecimal digits");
        if (client.secrets().size() > SECRETS) {
            fault("secrets", "are " + client.secrets().size() + "; at most two, one to rotate and one to serve");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < client.secrets().size(); i++) {
            var sha256 = client.secrets().get(i).sha256();
            if (!SHA256.matcher(sha256).matches()) { // never echoed: it might be the secret itself
                fault("secrets[" + i + "].sha256", "must be 64 lower-case hexadecimal digits");
            } else if (!seen.add(sha256)) {
                fault("secrets[" + i + "]", "is the same secret again");
            }
        }
    }

    private void quota(Quota quota) {
        within("capacity", quota.capacity());
        within("refill", quota.refill());
        if (!quota.period().isPositive() || quota.period().compareTo(PERIOD) > 0) {
            fault("period", quota.period() + " is not a time of at most one day");
        }
    }

    private void within(String field, long tokens) {
        if (tokens < 1 || tokens > TOKENS) {
            fault(field, "is not between 1 and " + TOKENS);
        }
    }

    private void name(String field, String value) {
        matches(
                field,
                NAME,
                value,
                "a name (letters, digits, dots, hyphens, underscores; starts with a letter or digit; at most 64)");
    }

    private void matches(String field, Pattern pattern, String value, String what) {
        if (!pattern.matcher(value).matches()) {
            fault(field, "must be " + what);
        }
    }

    private void line(String field, @Nullable String value) {
        if (value != null && filled(field, value, LINE) && !PlainText.isOfOneLine(value)) {
            fault(field, "must be one line, without control characters");
        }
    }

    private boolean filled(String field, String value, int most) {
        var filled = !value.isBlank() && value.codePointCount(0, value.length()) <= most;
        if (!filled) {
            fault(field, "must have 1 to " + most + " characters");
        } else if (!value.equals(value.strip())) { // a document could not say it
            fault(field, "must not begin or end with white space");
        }
        return filled;
    }

    private void fault(String field, String sentence) {
        faults.add(new Fault(object, field, sentence));
    }
}
