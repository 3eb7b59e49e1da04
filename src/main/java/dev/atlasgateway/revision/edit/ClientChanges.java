package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one existing client, with the same rules for the API and the console. Each works on the newest state of
 * the client, whatever its author has seen, and may throw a {@link RejectedException}.
 */
public final class ClientChanges {

    private static final Duration MAX_OVERLAP = Duration.ofDays(366);

    private ClientChanges() {}

    /** The change is not possible. */
    public static final class RejectedException extends RuntimeException {

        private final String field;

        private RejectedException(String field, String sentence) {
            super(sentence, null, false, false);
            this.field = field;
        }

        /**
         * Returns {@code overlap}, {@code expiresAt}, {@code fingerprint} (the client has no such secret) or {@code secrets}
         * (it has too many); empty for the client as a whole.
         */
        public String field() {
            return field;
        }

        /** Returns the reason: for {@code overlap} and {@code expiresAt} to be read after the field's name. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Adds a secret.
     *
     * @param end the end of the new secret; null for none
     * @param overlap how much longer the present secret works at most; null to keep its end
     */
    public static PolicyChange.Update rotate(
            String id,
            DrawnSecret drawn,
            @Nullable Instant end,
            @Nullable Duration overlap,
            Ha1Encryption encryption,
            Instant now) {
        return update(id, client -> {
            if (Client.isApiKey(id) && !encryption.isOn()) {
                throw new RejectedException("", Ha1Encryption.OFF + ".");
            }
            var active = client.activeSecrets(now);
            if (active.size() > 1) {
                throw new RejectedException(
                        "secrets",
                        active.stream()
                                .map(Client.Secret::fingerprint)
                                .collect(Collectors.joining(
                                        " and ", "This client has two valid secrets, ", ". End one of them first.")));
            }
            requireFuture(end, now);
            var newSecret = Client.Secret.of(id, drawn.secret(), end, encryption);
            return client.withNewSecret(newSecret, overlap == null ? null : now.plus(bounded(overlap)), now);
        });
    }

    private static Duration bounded(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw new RejectedException("overlap", "must be a time from 0s to 366d, such as 12h or 7d");
        }
        return overlap;
    }

    /** Sets the end of a secret; null for no end. */
    public static PolicyChange.Update expire(String id, String fingerprint, @Nullable Instant end, Instant now) {
        return update(id, client -> {
            var changed = requireSecret(client, fingerprint).withEnd(fingerprint, end);
            if (!changed.equals(client)) {
                requireFuture(end, now);
            }
            return changed;
        });
    }

    /** Ends a secret now. */
    public static PolicyChange.Update end(String id, String fingerprint) {
        return update(id, client -> requireSecret(client, fingerprint).withoutSecret(fingerprint));
    }

    public static PolicyChange.Update disable(String id, boolean disabled) {
        return update(id, client -> client.withDisabled(disabled));
    }

    private static PolicyChange.Update update(String id, UnaryOperator<Client> change) {
        return new PolicyChange.Update(ObjectKind.CLIENT, id, existing -> change.apply((Client) existing));
    }

    private static Client requireSecret(Client client, String fingerprint) {
        if (client.secrets().stream().noneMatch(secret -> secret.hasFingerprint(fingerprint))) {
            throw new RejectedException("fingerprint", "This client has no secret with this beginning of its sha256.");
        }
        return client;
    }

    private static void requireFuture(@Nullable Instant end, Instant now) {
        Expiry.faultOfNew(end, now).ifPresent(fault -> {
            throw new RejectedException("expiresAt", fault);
        });
    }
}
