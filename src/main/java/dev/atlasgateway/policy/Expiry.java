package dev.atlasgateway.policy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ends of grants and secrets may be. */
public final class Expiry {

    /** The last that every face, and every reader of a date, can say. */
    private static final int LAST_YEAR = 9999;

    private Expiry() {}

    /** To whole seconds, than which no face says a finer end. */
    static @Nullable Instant of(@Nullable Instant end) {
        return end == null ? null : end.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is wrong with an end, whoever sets it, to be read after the field's name; empty where nothing is. */
    public static Optional<String> fault(@Nullable Instant end) {
        return end == null || (isBefore(end, LAST_YEAR + 1) && !isBefore(end, 0))
                ? Optional.empty()
                : Optional.of("must be in a year of four digits, such as 2027-01-01T00:00:00Z");
    }

    private static boolean isBefore(Instant end, int year) {
        return end.isBefore(
                Instant.EPOCH.atOffset(ZoneOffset.UTC).withYear(year).toInstant());
    }

    /** The same of one that somebody sets by hand: what has ended already lets nobody in. */
    public static Optional<String> faultIfNew(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end)
                ? Optional.of("is past; an end that is set must be yet to come, and none at all is null")
                : fault(end);
    }

    /**
     * The ends that an object has now, did not have before, and are past. Documents and earlier revisions are not asked: what
     * has ended in the meantime is no reason to refuse them.
     *
     * @param before null for an object that is new
     */
    public static List<Fault> newAndPast(@Nullable PolicyObject before, PolicyObject after, Instant now) {
        return switch (after) {
            case Grant grant ->
                faults(
                        grant,
                        "expiresAt",
                        before instanceof Grant old ? old.expiresAt() : null,
                        grant.expiresAt(),
                        now);
            case Client client -> {
                var faults = new ArrayList<Fault>();
                for (int i = 0; i < client.secrets().size(); i++) {
                    var secret = client.secrets().get(i);
                    faults.addAll(faults(
                            client, "secrets[" + i + "].expiresAt", end(before, secret), secret.expiresAt(), now));
                }
                yield faults;
            }
            default -> List.of();
        };
    }

    private static @Nullable Instant end(@Nullable PolicyObject before, Client.Secret secret) {
        return before instanceof Client client
                ? client.secrets().stream()
                        .filter(old -> old.sha256().equals(secret.sha256()))
                        .map(Client.Secret::expiresAt)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static List<Fault> faults(
            PolicyObject object, String field, @Nullable Instant before, @Nullable Instant after, Instant now) {
        return Objects.equals(before, after)
                ? List.of()
                : faultIfNew(after, now).map(sentence -> new Fault(object, field, sentence)).stream()
                        .toList();
    }
}
