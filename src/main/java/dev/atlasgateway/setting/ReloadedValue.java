package dev.atlasgateway.setting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Value made of texts that may change, such as those of mounted files. It reads them at most every five seconds, and makes a
 * new value if they have changed. It keeps the last value if they cannot be read or are wrong, and its metric says so.
 */
public final class ReloadedValue<T> implements Supplier<T>, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadedValue.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** A driver that replaces the folder needs less. */
    private static final int FAILURES_OF_A_MINUTE = 12;

    private final String setting;
    private final Texts texts;
    private final Function<List<String>, T> maker;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private List<String> last;
    private volatile T value;
    private volatile Instant next;
    private volatile int failures;
    private volatile boolean wrong;

    /** Reads the texts of a setting. */
    @FunctionalInterface
    public interface Texts {

        List<String> read() throws IOException;
    }

    /**
     * @param setting the name of the setting, for log and metric
     * @param maker makes the value. Its exceptions must not show the texts, because the log shows the message
     * @throws IOException if the texts cannot be read
     */
    public ReloadedValue(String setting, Texts texts, Function<List<String>, T> maker, InstantSource clock)
            throws IOException {
        this.setting = setting;
        this.texts = texts;
        this.maker = maker;
        this.clock = clock;
        this.last = texts.read();
        this.value = maker.apply(last);
        this.next = clock.instant().plus(INTERVAL);
    }

    /**
     * Returns the present value. It is the same object until the texts change. Only one thread reads them, and the others do
     * not wait for it: a mount that hangs must not hold up all calls.
     */
    @Override
    public T get() {
        if (!clock.instant().isBefore(next) && reading.tryLock()) {
            try {
                reload();
            } finally {
                reading.unlock();
            }
        }
        return value;
    }

    /** The metric reads the texts too, so that a replica without calls notices a wrong key before the first call. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("gateway.setting.refused", this, value -> value.isRefused() ? 1 : 0)
                .tag("setting", setting)
                .description("1 while a mounted file of the setting is wrong or unreadable, and the last value in use")
                .register(registry);
    }

    private boolean isRefused() {
        get();
        return wrong || failures >= FAILURES_OF_A_MINUTE;
    }

    private void reload() {
        if (clock.instant().isBefore(next)) {
            return; // another thread has just read them
        }
        try {
            var present = texts.read();
            failures = 0;
            if (!present.equals(last)) {
                last = present; // also if they are wrong, so that the log says it once
                value = maker.apply(present);
                wrong = false;
                LOG.info("{} has changed and was read", setting);
            }
        } catch (IOException e) {
            if (++failures == FAILURES_OF_A_MINUTE) {
                LOG.warn(
                        "{} cannot be read for a minute, so the last value remains in use: {}",
                        setting,
                        e.getMessage());
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            wrong = true;
            LOG.error("{} has changed and is wrong, so the last value remains in use: {}", setting, e.getMessage());
        } finally {
            next = clock.instant().plus(INTERVAL);
        }
    }
}
