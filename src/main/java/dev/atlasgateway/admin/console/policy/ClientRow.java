package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.List;

/** A client as lists show it. */
record ClientRow(Client client, String link, List<SecretRow> secrets) {

    record SecretRow(String fingerprint, String expires, boolean expired) {}

    static ClientRow of(Client client, Instant now) {
        var secrets = client.secrets().stream()
                .map(secret -> new SecretRow(
                        secret.fingerprint(), PolicyObjectView.moment(secret.expiresAt()), !secret.isActiveAt(now)))
                .toList();
        return new ClientRow(client, PolicyObjectView.link(client), secrets);
    }

    /** Whether none of its secrets opens anything. */
    public boolean lockedOut() {
        return secrets.stream().allMatch(SecretRow::expired);
    }

    static List<ClientRow> of(String team, PolicySnapshot now, Instant moment) {
        return now.clients().stream()
                .filter(client -> client.team().equals(team))
                .map(client -> of(client, moment))
                .toList();
    }
}
