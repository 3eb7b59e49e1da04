package dev.atlasgateway.admin.console.overview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Row with the health of one part that the gateway needs.
 *
 * @param word the tone in a word
 * @param details other facts by their names
 */
record HealthRow(String name, String tone, String word, Map<String, String> details) {

    /** Only health indicators that answer from memory, because the page must not wait for a part that is down. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("atlas", "Atlas account ");
        NAMES.put("audit", "Audit store");
        NAMES.put("policy", "Policy");
        NAMES.put("policyImport", "Mounted policy document");
        NAMES.put("quota", "Quota store");
    }

    static List<HealthRow> of(HealthContributors contributors) {
        var all = new ArrayList<HealthRow>();
        NAMES.forEach((id, name) -> add(name, contributors.getContributor(id), all));
        return List.copyOf(all);
    }

    /** Adds the rows of a contributor; null means that this gateway does not use the part. */
    private static void add(String name, @Nullable HealthContributor contributor, List<HealthRow> all) {
        if (contributor instanceof HealthIndicator indicator) {
            all.add(of(
                    name,
                    Objects.requireNonNullElse(
                            indicator.health(), Health.unknown().build())));
        } else if (contributor instanceof CompositeHealthContributor composite) {
            composite.forEach(entry -> add(name + entry.name(), entry.contributor(), all));
        }
    }

    private static HealthRow of(String name, Health health) {
        var details = new LinkedHashMap<String, String>();
        health.getDetails().forEach((key, value) -> details.put(words(key), text(value)));
        if (health.getStatus().equals(Status.UNKNOWN)) {
            return new HealthRow(name, "plain", "not used yet", details);
        }
        if (!health.getStatus().equals(Status.UP)) {
            return new HealthRow(name, "bad", "down", details);
        }
        var degraded = details.containsKey("refused")
                || details.containsKey("token refused")
                || "away".equals(details.get("redis"));
        return new HealthRow(name, degraded ? "warn" : "good", degraded ? "needs a look" : "up", details);
    }

    /** Turns {@code lastCallAt} into {@code last call at}. */
    private static String words(String key) {
        return key.replaceAll("(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
    }

    /** Formats times in seconds and constants in lower case, as in the whole console. */
    private static String text(Object value) {
        var text = value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
        return text.replaceAll("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z", "$1 $2 UTC");
    }

    /** Returns the row without the details, which only some admins may see. */
    HealthRow withoutDetails() {
        return new HealthRow(name, tone, word, Map.of());
    }
}
