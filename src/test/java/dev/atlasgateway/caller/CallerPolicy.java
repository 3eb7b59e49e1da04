package dev.atlasgateway.caller;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.testing.Policies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Policy that a test can change at any time. */
public final class CallerPolicy {

    public static final String PAYMENTS = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd";
    public static final String SEARCH = "mdb_sa_id_665f1c2e9b1d4a0012ab34ce";
    public static final String SECRET = "mdb_sa_sk_demo_payments";

    private final Map<String, Team> teams = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();

    /** The teams {@code payments} and {@code search}, each with a client whose secret is {@link #SECRET}. */
    public CallerPolicy() {
        team("payments", false);
        team("search", false);
        client(new Client(PAYMENTS, "payments", List.of(secret(SECRET, null)), false));
        client(new Client(SEARCH, "search", List.of(secret(SECRET, null)), false));
    }

    public CallerPolicy team(String name, boolean disabled) {
        teams.put(name, new Team(name, null, disabled));
        return this;
    }

    public CallerPolicy client(Client client) {
        clients.put(client.id(), client);
        return this;
    }

    public CallerPolicy secrets(String client, Client.Secret... secrets) {
        return client(new Client(client, clients.get(client).team(), Arrays.asList(secrets), false));
    }

    public CallerPolicy disabled(String client, boolean disabled) {
        var known = clients.get(client);
        return client(new Client(client, known.team(), known.secrets(), disabled));
    }

    public CallerPolicy move(String client, String team) {
        var known = clients.get(client);
        return client(new Client(client, team, known.secrets(), known.disabled()));
    }

    public CallerPolicy without(String client) {
        clients.remove(client);
        return this;
    }

    public PolicySnapshot snapshot() {
        return Policies.of(1, teams.values(), clients.values());
    }

    public static Client.Secret secret(String text, Instant expiresAt) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Client.Secret(HexFormat.of().formatHex(digest), expiresAt);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
