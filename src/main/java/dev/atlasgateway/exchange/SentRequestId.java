package dev.atlasgateway.exchange;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request id of another gateway, kept beside the id of the call if its form is not that of the ids here. */
public final class SentRequestId {

    public static final String HEADER = "X-Request-Id";

    /** Such as {@code 0b6f…-41d2#1} (Kong) and {@code Root=1-67891233-abcdef012345678912345678;Sampled=1} (AWS). */
    private static final Predicate<String> READABLE =
            Pattern.compile("[\\x21-\\x7E&&[^\"'<>\\\\`]]{1,200}").asMatchPredicate();

    private SentRequestId() {}

    /** Returns the sent id if it is readable and not that of the call. */
    public static Optional<String> beside(String id, @Nullable String sent) {
        return Optional.ofNullable(sent).filter(READABLE).filter(other -> !other.equals(id));
    }
}
