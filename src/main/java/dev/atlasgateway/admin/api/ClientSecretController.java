package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.CLIENTS;

import dev.atlasgateway.admin.api.request.JsonBody;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates clients with a secret that is shown once, rotates and ends secrets, and disables clients. */
@RestController
@RequestMapping("/admin/api/v1/clients")
record ClientSecretController(PolicyObjectService service, Ha1Encryption encryption, InstantSource clock) {

    private static final String SECRET = "secret";
    private static final String OVERLAP = "7d";
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(366);

    /**
     * @param id random if absent; if given, repeating the request makes only one client
     * @param kind {@code api-key} for an API key; a service account if absent, unless the id is that of an API key
     * @param expiresAt the end of its secret; absent for none
     */
    record NewClient(
            @Nullable String id,
            @Nullable String kind,
            @Nullable String team,
            @Nullable Instant expiresAt) {}

    /**
     * @param overlap how much longer the present secret works at most, such as {@code 7d}
     * @param expiresAt the end of the new secret; absent for none
     */
    record Rotation(@Nullable String overlap, @Nullable Instant expiresAt) {}

    /** @param expiresAt null if the secret does not expire */
    record End(@Nullable Instant expiresAt) {}

    @RequireTeamLead
    @PostMapping
    ResponseEntity<Map<String, Object>> create(@RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin).toCreate();
        var asked = JsonBody.read(body, NewClient.class);
        if (asked.team() == null) {
            throw Problems.badField("/team", "is missing: the team that logs in with the client");
        }
        requireFuture(asked.expiresAt());
        var id = id(asked);
        requireEncryption(id);
        var drawn = DrawnSecret.drawFor(id);
        var secret = Client.Secret.of(id, drawn.secret(), asked.expiresAt(), encryption);
        var client = new Client(id, asked.team(), List.of(secret), false);
        return service.put(CLIENTS, client, request).answer(SECRET, drawn.secret());
    }

    private static String id(NewClient asked) {
        if (asked.kind() == null) {
            return Objects.requireNonNullElseGet(asked.id(), DrawnSecret::drawId);
        }
        var apiKey = asked.kind().equals(LoginKind.API_KEY.word());
        if (!apiKey && !asked.kind().equals(LoginKind.SERVICE_ACCOUNT.word())) {
            throw Problems.badField("/kind", "must be service-account or api-key");
        }
        if (asked.id() == null) {
            return apiKey ? DrawnSecret.drawPublicKey() : DrawnSecret.drawId();
        }
        if (Client.isApiKey(asked.id()) != apiKey) {
            throw Problems.badField(
                    "/id",
                    apiKey
                            ? "must be 8 lower-case letters, the public key of an API key"
                            : "is the public key of an API key, not the id of a service account");
        }
        return asked.id();
    }

    /** Rejects a new private key if it cannot be stored encrypted. */
    private void requireEncryption(String id) {
        if (Client.isApiKey(id) && !encryption.isOn()) {
            throw Problems.of(HttpStatus.CONFLICT, Ha1Encryption.OFF + ".");
        }
    }

    @RequireTeamLead
    @PostMapping("/{id}:rotate")
    ResponseEntity<Map<String, Object>> rotate(
            @PathVariable String id, @RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin).withOptionalIfMatch();
        var asked = JsonBody.read(body, Rotation.class);
        var now = clock.instant();
        var end = end(Objects.requireNonNullElse(asked.overlap(), OVERLAP), now);
        requireFuture(asked.expiresAt());
        requireEncryption(id);
        var drawn = DrawnSecret.drawFor(id);
        var young = Client.Secret.of(id, drawn.secret(), asked.expiresAt(), encryption);
        return change(id, request, client -> {
                    if (client.activeSecrets(now).size() > 1) {
                        throw Problems.of(
                                HttpStatus.CONFLICT,
                                "This client has two active secrets; end one first: DELETE " + CLIENTS.path(id)
                                        + "/secrets/"
                                        + client.activeSecrets(now).getFirst().fingerprint());
                    }
                    return client.withNewSecret(young, end, now);
                })
                .answer(SECRET, drawn.secret());
    }

    @RequireTeamLead
    @PostMapping("/{id}:disable")
    ResponseEntity<Map<String, Object>> disable(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Admin admin) {
        return change(id, ChangeRequest.of(headers, admin).withOptionalIfMatch(), client -> client.withDisabled(true))
                .answer();
    }

    @RequireTeamLead
    @PostMapping("/{id}:enable")
    ResponseEntity<Map<String, Object>> enable(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Admin admin) {
        return change(id, ChangeRequest.of(headers, admin).withOptionalIfMatch(), client -> client.withDisabled(false))
                .answer();
    }

    /** @param fingerprint the first eight digits of the secret's digest, or more */
    @RequireTeamLead
    @PutMapping("/{id}/secrets/{fingerprint}")
    ResponseEntity<Map<String, Object>> expire(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestHeader HttpHeaders headers,
            InputStream body,
            Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        var asked = JsonBody.read(body, End.class);
        return change(id, request, client -> {
                    var changed = requireSecret(client, fingerprint).withEnd(fingerprint, asked.expiresAt());
                    if (!changed.equals(client)) {
                        requireFuture(asked.expiresAt());
                    }
                    return changed;
                })
                .answer();
    }

    @RequireTeamLead
    @DeleteMapping("/{id}/secrets/{fingerprint}")
    ResponseEntity<Map<String, Object>> end(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return change(
                        id,
                        ChangeRequest.of(headers, admin),
                        client -> requireSecret(client, fingerprint).withoutSecret(fingerprint))
                .answer();
    }

    private PolicyObjectService.Saved change(String id, ChangeRequest request, UnaryOperator<Client> change) {
        return service.update(CLIENTS, id, request, existing -> change.apply((Client) existing));
    }

    private static Client requireSecret(Client client, String fingerprint) {
        if (client.secrets().stream().noneMatch(secret -> secret.hasFingerprint(fingerprint))) {
            throw Problems.of(HttpStatus.NOT_FOUND, "This client has no secret with this beginning of its sha256.");
        }
        return client;
    }

    private void requireFuture(@Nullable Instant end) {
        Expiry.faultOfNew(end, clock.instant()).ifPresent(fault -> {
            throw Problems.badField("/expiresAt", fault);
        });
    }

    private static Instant end(String overlap, Instant now) {
        try {
            var time = DurationStyle.detectAndParse(overlap);
            if (!time.isNegative() && time.compareTo(LONGEST_OVERLAP) <= 0) {
                return now.plus(time);
            }
        } catch (RuntimeException e) { // not a time, or one that is too long to compute with
        }
        throw Problems.badField("/overlap", "must be a time from 0s to 366d, such as 12h or 7d");
    }
}
