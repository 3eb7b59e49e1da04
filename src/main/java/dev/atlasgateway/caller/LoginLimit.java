package dev.atlasgateway.caller;

import dev.atlasgateway.exchange.RetryAfter;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed logins, so that secrets cannot be guessed and a flood of wrong ones stays cheap.
 *
 * <p>Each failure counts at several levels. The account's own levels count only its own failures, for example those of a
 * client at an address. Beyond such a limit, a login is rejected before its credentials are checked. Shared levels count
 * the failures of all accounts, for example those of an address. Beyond such a limit, only right credentials get in: a
 * wrong secret of one account must not keep another one out. Wrong ones are rejected there as if they were not checked,
 * so they do not show which accounts exist.
 *
 * <p>Successful logins do not count.
 */
public final class LoginLimit {

    public static final Duration PERIOD = Duration.ofMinutes(1);

    private static final int LOCKS = 64;

    private final List<SourceBuckets> own;
    /** The same for accounts that do not exist, apart: a flood of made-up names must not evict the others. */
    private final List<SourceBuckets> unknown;

    private final List<SourceBuckets> shared;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();
    private final Rejection rejection;

    /**
     * @param own the accepted number of failures of an account within {@link #PERIOD}, one for each level
     * @param shared the accepted number of failures of all accounts, one for each level
     */
    public LoginLimit(List<Integer> own, List<Integer> shared, TimeMeter time, Rejection rejection) {
        this.own = levels(own, time);
        this.unknown = levels(own, time);
        this.shared = levels(shared, time);
        this.rejection = rejection;
    }

    private static List<SourceBuckets> levels(List<Integer> failures, TimeMeter time) {
        return failures.stream()
                .map(capacity -> new SourceBuckets(capacity, PERIOD, time))
                .toList();
    }

    /** Creates the exception that rejects a login. */
    @FunctionalInterface
    public interface Rejection {

        /**
         * @param limit the number of failures that the source has reached
         * @param wait the time until its next login is checked
         */
        RuntimeException create(int limit, Duration wait);
    }

    /**
     * A login.
     *
     * @param known whether the account exists
     * @param own the source at each level of the account
     * @param shared the source at each shared level, widest last
     */
    public record Login(boolean known, List<?> own, List<?> shared) {

        /** A client at an address, so that a flood from one address does not lock the client out at another. */
        private record ClientAtAddress(String client, String address) {}

        public static Login of(boolean known, String client, String address) {
            return new Login(known, List.of(new ClientAtAddress(client, address)), List.of(address));
        }
    }

    /**
     * Returns the refusal of a caller that has reached a limit.
     *
     * @param path the path that is limited
     * @param limit the number within a period
     */
    public static Refusal refusal(String sentence, String path, int limit, Duration period, Duration wait) {
        return Refusal.of(Problem.RATE_LIMITED, sentence)
                .parameters(List.of(path, limit, period.toMinutes()))
                .header("Retry-After", Long.toString(RetryAfter.seconds(wait)));
    }

    /**
     * Checks credentials, unless their account has reached its limit.
     *
     * <p>The logins of one widest source are checked one after another, which takes microseconds. So a burst gets no more
     * checks than a sequence.
     *
     * @param check returns what is wrong with the credentials, or null. It must be cheap
     * @return the result of the check
     * @throws RuntimeException the {@link Rejection}, if the account has reached its limit, or if the credentials are wrong
     *     and a shared limit is reached
     */
    public <T> @Nullable T check(Login login, Supplier<@Nullable T> check) {
        synchronized (locks[Math.floorMod(login.shared().getLast().hashCode(), LOCKS)]) {
            var account = login.known() ? own : unknown;
            var ownReached = reached(account, login.own());
            if (ownReached != null) {
                throw ownReached;
            }
            var sharedReached = reached(shared, login.shared());
            var fault = check.get();
            if (fault != null) {
                countFailure(account, login.own());
                countFailure(shared, login.shared());
                if (sharedReached != null) {
                    throw sharedReached;
                }
            }
            return fault;
        }
    }

    private @Nullable RuntimeException reached(List<SourceBuckets> levels, List<?> sources) {
        for (int i = 0; i < levels.size(); i++) {
            var wait = levels.get(i).timeUntilNext(sources.get(i));
            if (wait.isPositive()) {
                return rejection.create(levels.get(i).capacity(), wait);
            }
        }
        return null;
    }

    private static void countFailure(List<SourceBuckets> levels, List<?> sources) {
        for (int i = 0; i < levels.size(); i++) {
            levels.get(i).take(sources.get(i));
        }
    }
}
