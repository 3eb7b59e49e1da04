package dev.atlasgateway.policy;

import static dev.atlasgateway.policy.field.FieldTypes.END;

import dev.atlasgateway.policy.Client.Secret;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import dev.atlasgateway.policy.field.FieldType;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.RawValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of a client's secrets. A document contains the digest of each or, in a demo, the secret itself. */
final class SecretType {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final FieldType<String> TEXT = FieldType.of(RawValue::text, text -> text, "string");
    private static final int MAX = 2;

    static final FieldType<List<Secret>> LIST = FieldTypes.listOf(FieldType.of(
                            SecretType::read, Secret::toString, "object")
                    .writtenAs(SecretType::write)
                    .shownAs(SecretType::shown)
                    .schema("description", "A secret, by its digest.")
                    .schema("additionalProperties", false)
                    .schema("properties", properties())
                    .schema("oneOf", List.of(required("sha256"), required("secret")))
                    .checkedInChangesBy((secret, faults) ->
                            Expiry.fault(secret.expiresAt()).ifPresent(fault -> faults.accept("expiresAt", fault))))
            .schema("maxItems", MAX)
            .schema("uniqueItems", true)
            .checkedBy(SecretType::check);

    private SecretType() {}

    private static @Nullable Secret read(RawValue value) {
        var fields = value.fields(List.of("secret", "sha256", "ha1", "expiresAt"));
        var expiresAt = fields.optional("expiresAt", END);
        if (fields.get("secret") == null) {
            var sha256 = fields.required("sha256", TEXT);
            return sha256 == null ? null : new Secret(sha256, fields.optional("ha1", TEXT), expiresAt);
        }
        if (fields.get("sha256") != null || fields.get("ha1") != null) {
            return value.fault("has both secret and sha256; keep sha256");
        }
        value.notePlainSecret();
        var plain = fields.required("secret", TEXT);
        if (plain != null && plain.isEmpty()) {
            return value.fault("has an empty secret");
        }
        return plain == null ? null : new Secret(Sha256.hex(plain), value.encrypt(plain), expiresAt);
    }

    private static Map<String, Object> write(Secret secret) {
        var written = new LinkedHashMap<String, Object>();
        written.put("sha256", secret.sha256());
        if (secret.ha1() != null) {
            written.put("ha1", secret.ha1());
        }
        if (secret.expiresAt() != null) {
            written.put("expiresAt", secret.expiresAt().toString());
        }
        return written;
    }

    private static String shown(Secret secret) {
        return secret.fingerprint()
                + (secret.expiresAt() == null
                        ? ", does not expire"
                        : ", expires " + END.display().apply(secret.expiresAt()));
    }

    private static void check(List<Secret> secrets, BiConsumer<String, String> faults) {
        if (secrets.size() > MAX) {
            faults.accept("", "are " + secrets.size() + "; at most two, one to rotate and one to serve");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < secrets.size(); i++) {
            var sha256 = secrets.get(i).sha256();
            var ha1 = secrets.get(i).ha1();
            if (ha1 != null && !Ha1Encryption.isWellFormed(ha1)) { // never echoed: it might be HA1 itself
                faults.accept("[" + i + "].ha1", "must be an encrypted HA1, as the gateway writes it");
            }
            if (!SHA256.matcher(sha256).matches()) { // never echoed: it might be the secret itself
                faults.accept("[" + i + "].sha256", "must be 64 lower-case hexadecimal digits");
            } else if (!seen.add(sha256)) {
                faults.accept("[" + i + "]", "is the same secret again");
            }
        }
    }

    private static Map<String, Object> required(String key) {
        return Map.of("required", List.of(key));
    }

    private static Map<String, Object> properties() {
        var plain = Map.of(
                "description", "The secret itself; for a demo only.",
                "type", List.of("string", "number", "boolean"),
                "pattern", "\\S");
        var sha256 = Map.of(
                "description", "printf %s \"$SECRET\" | sha256sum: 64 lower-case hexadecimal digits.",
                "type", "string",
                "pattern", "^" + SHA256 + "$");
        var ha1 = Map.of(
                "description", "HA1 of an API key, encrypted by the gateway with its first encryption key.",
                "type", "string",
                "pattern", "^" + Ha1Encryption.FORM + "$");
        var expiresAt = new LinkedHashMap<>(END.schema());
        expiresAt.put("description", "The end of the secret; never where absent.");
        expiresAt.put("type", List.of("string", "null"));
        return new TreeMap<>(Map.of("sha256", sha256, "ha1", ha1, "secret", plain, "expiresAt", expiresAt));
    }
}
