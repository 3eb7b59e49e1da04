package dev.atlasgateway.caller;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks the secret of a client. Compares all its secrets, so that the time does not tell which one matches, and takes as
 * long for an unknown client.
 *
 * @param secret what the client calls it
 */
public record SecretCheck(PolicySnapshot policy, Instant now, String secret) {

    private static final List<Client.Secret> NO_SECRETS = List.of(new Client.Secret("0".repeat(64), null));

    /**
     * Returns what is wrong, for log and audit only, or null.
     *
     * @param client null if it is unknown
     * @param isRight compares in constant time; of an unknown client, it gets a secret that is never right
     */
    public @Nullable String fault(@Nullable Client client, Predicate<Client.Secret> isRight) {
        Client.Secret match = null;
        for (var one : client == null ? NO_SECRETS : client.secrets()) {
            if (isRight.test(one)) {
                match = one;
            }
        }
        if (CallerStatus.ofClient(policy, client == null ? "" : client.id())
                instanceof CallerStatus.Inactive inactive) {
            return inactive.reason().sentence();
        }
        if (match == null) {
            return "the " + secret + " is wrong";
        }
        return match.isActiveAt(now) ? null : "the " + secret + " has expired";
    }
}
