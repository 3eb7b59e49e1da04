package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.CLIENTS;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import dev.atlasgateway.revision.edit.ClientChanges;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates clients with a secret that is shown once, rotates and ends secrets, and disables clients. */
@RestController
@RequestMapping("/admin/api/v1/clients")
record ClientSecretController(PolicyObjectService service, Ha1Encryption encryption, InstantSource clock) {

    private static final String SECRET = "secret";
    private static final String DEFAULT_OVERLAP = "7d";

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
    record ExpiryRequest(@Nullable Instant expiresAt) {}

    @RequireTeamLead
    @PostMapping
    ResponseEntity<Map<String, Object>> create(
            @RequestHeader HttpHeaders headers, @RequestBody NewClient asked, Admin admin) {
        var request = ChangeRequest.of(headers, admin).toCreate();
        if (asked.team() == null) {
            throw Problems.badField("/team", "is missing: the team that logs in with the client");
        }
        Expiry.faultOfNew(asked.expiresAt(), clock.instant()).ifPresent(fault -> {
            throw Problems.badField("/expiresAt", fault);
        });
        var id = id(asked);
        if (Client.isApiKey(id) && !encryption.isOn()) {
            throw Problems.of(HttpStatus.CONFLICT, Ha1Encryption.OFF + ".");
        }
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

    @RequireTeamLead
    @PostMapping("/{id}:rotate")
    ResponseEntity<Map<String, Object>> rotate(
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable Rotation sent,
            Admin admin) {
        var request = ChangeRequest.of(headers, admin).withOptionalIfMatch();
        var asked = sent == null ? new Rotation(null, null) : sent;
        var overlap = duration(Objects.requireNonNullElse(asked.overlap(), DEFAULT_OVERLAP));
        var drawn = DrawnSecret.drawFor(id);
        var change = ClientChanges.rotate(id, drawn, asked.expiresAt(), overlap, encryption, clock.instant());
        return service.update(CLIENTS, change, request).answer(SECRET, drawn.secret());
    }

    private static Duration duration(String overlap) {
        try {
            return DurationStyle.detectAndParse(overlap);
        } catch (RuntimeException e) { // not a time, or one that is too long
            return Duration.ofSeconds(-1);
        }
    }

    @RequireTeamLead
    @PostMapping("/{id}:disable")
    ResponseEntity<Map<String, Object>> disable(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Admin admin) {
        return disable(id, true, headers, admin);
    }

    @RequireTeamLead
    @PostMapping("/{id}:enable")
    ResponseEntity<Map<String, Object>> enable(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Admin admin) {
        return disable(id, false, headers, admin);
    }

    private ResponseEntity<Map<String, Object>> disable(String id, boolean disabled, HttpHeaders headers, Admin admin) {
        var request = ChangeRequest.of(headers, admin).withOptionalIfMatch();
        return service.update(CLIENTS, ClientChanges.disable(id, disabled), request)
                .answer();
    }

    /** @param fingerprint the first eight digits of the secret's digest, or more */
    @RequireTeamLead
    @PutMapping("/{id}/secrets/{fingerprint}")
    ResponseEntity<Map<String, Object>> expire(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestHeader HttpHeaders headers,
            @RequestBody ExpiryRequest asked,
            Admin admin) {
        var change = ClientChanges.expire(id, fingerprint, asked.expiresAt(), clock.instant());
        return service.update(CLIENTS, change, ChangeRequest.of(headers, admin)).answer();
    }

    @RequireTeamLead
    @DeleteMapping("/{id}/secrets/{fingerprint}")
    ResponseEntity<Map<String, Object>> endSecret(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return service.update(CLIENTS, ClientChanges.end(id, fingerprint), ChangeRequest.of(headers, admin))
                .answer();
    }

    @ExceptionHandler
    ProblemDetail renderRejection(ClientChanges.RejectedException rejection, HttpServletRequest request) {
        return switch (rejection.field()) {
            case "fingerprint" -> ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, rejection.sentence());
            case "" -> ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, rejection.sentence());
            case "secrets" ->
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.CONFLICT,
                        rejection.sentence() + " Send DELETE "
                                + RequestPath.prefix()
                                + RequestPath.of(request).replace(":rotate", "/secrets/{fingerprint}."));
            case String field ->
                Problems.badField("/" + field, rejection.sentence()).getBody();
        };
    }
}
