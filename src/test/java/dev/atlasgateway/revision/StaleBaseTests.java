package dev.atlasgateway.revision;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change with an outdated base is rejected at once, because a retry cannot help. */
class StaleBaseTests {

    private static final Author ADA = new Author("ada", "a test");

    private final Replica replica = Replica.first();
    private final Revisions policy = replica.policy;

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void isRejectedWithoutRetries() {
        var looks = new AtomicInteger();
        assertThatExceptionOfType(OutdatedRevisionException.class)
                .isThrownBy(() -> policy.change(
                        newest -> {
                            looks.incrementAndGet();
                            throw new OutdatedRevisionException(7, newest.revision());
                        },
                        ADA));
        assertThat(looks).hasValue(1);
    }

    @Test
    void isRefusedBeforeAnEarlierRevisionIsLoaded() {
        policy.apply(0, puts(TEAM), ADA);
        replica.tamper(2, "robot", "r2d2", "{}");
        replica.jdbc
                .sql("insert into policy_revision values (3, now(), 'r', 'r')")
                .update();
        replica.jdbc
                .sql("update policy_object set to_revision = 3 where kind = 'robot'")
                .update();
        assertThatExceptionOfType(OutdatedRevisionException.class).isThrownBy(() -> policy.restore(2, 1, ADA));
    }

    @Test
    void doesNotAffectAChangeWithoutABase() {
        try (var elsewhere = replica.another()) {
            var tries = new AtomicInteger();
            var revision = policy.change(
                    newest -> {
                        if (tries.getAndIncrement() == 0) {
                            elsewhere.policy.apply(0, puts(TEAM), ADA);
                        }
                        return puts(PROJECT);
                    },
                    ADA);
            assertThat(revision).isEqualTo(2);
            assertThat(tries).hasValue(2);
        }
    }
}
