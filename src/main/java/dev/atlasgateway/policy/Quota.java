package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldType;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A token bucket. It starts full, and each call takes one token.
 *
 * @param capacity the largest burst
 * @param refill the number of tokens that come back, evenly, in each {@code period}
 */
public record Quota(long capacity, long refill, Duration period) {

    /** Largest capacity and refill. */
    public static final long MAX_TOKENS = FieldTypes.MAX_TOKENS;

    /**
     * Returns this quota as a bucket can keep it, at the same rate: in whole seconds and up to the limit. Policies that an
     * earlier release stored may have others.
     */
    public Quota enforceable() {
        var seconds = period.plusNanos(999_999_999).toSeconds();
        var rate = (double) refill / period.toNanos();
        return new Quota(
                Math.min(capacity, MAX_TOKENS),
                Math.clamp(Math.round(rate * Duration.ofSeconds(seconds).toNanos()), 1, MAX_TOKENS),
                Duration.ofSeconds(seconds));
    }

    /** Describes the fields of objects that have a quota. */
    static <T> ObjectDescription<T> description(
            String section,
            String keyField,
            FieldType<String> keyType,
            String sectionDescription,
            Function<T, Quota> quota,
            BiFunction<String, Quota, T> constructor) {
        Field<T, Long> capacity = Field.required(
                        "capacity",
                        "Capacity",
                        FieldTypes.TOKENS,
                        (T own) -> quota.apply(own).capacity(),
                        "The largest burst.")
                .withStandIn(1L);
        Field<T, Long> refill = Field.required(
                        "refill",
                        "Refill",
                        FieldTypes.TOKENS,
                        (T own) -> quota.apply(own).refill(),
                        "The number of tokens that come back, evenly, in each period.")
                .withStandIn(1L)
                .shownAs(own -> quota.apply(own).refill() + " per "
                        + FieldTypes.PERIOD.display().apply(quota.apply(own).period()));
        Field<T, Duration> period = Field.required(
                        "period",
                        "Period",
                        FieldTypes.PERIOD,
                        (T own) -> quota.apply(own).period(),
                        "A duration in whole seconds with its unit, at most one day: 60s, 5m, PT1M.")
                .withStandIn(Duration.ofSeconds(1))
                .shownAs(null);
        return new ObjectDescription<>(
                List.of("quotas", section),
                List.of(keyField),
                keyType,
                "A token bucket that starts full. A call takes one token.",
                sectionDescription,
                List.of(capacity, refill, period),
                (key, values) -> constructor.apply(
                        key, new Quota(values.require(capacity), values.require(refill), values.require(period))));
    }
}
