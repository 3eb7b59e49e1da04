package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.List;

/** Row of a client in lists. */
record ClientRow(Client client, String link, List<SecretRow> secrets) {

    record SecretRow(String fingerprint, String expires, boolean expired) {}

    static ClientRow of(Client client, Instant now) {
        var secrets = client.secrets().stream()
                .map(secret -> new SecretRow(
                        secret.fingerprint(), PolicyObjectView.moment(secret.expiresAt()), !secret.isActiveAt(now)))
                .toList();
        return new ClientRow(client, PolicyObjectView.link(client), secrets);
    }

    /** Returns whether the client is an API key, which logs in by HTTP Digest. */
    public boolean apiKey() {
        return Client.isApiKey(client.id());
    }

    /** Returns whether the client has no valid secret. */
    public boolean lockedOut() {
        return secrets.stream().allMatch(SecretRow::expired);
    }

    static List<ClientRow> of(String team, PolicySnapshot snapshot, Instant now) {
        return snapshot.clients().stream()
                .filter(client -> client.team().equals(team))
                .map(client -> of(client, now))
                .toList();
    }
}
