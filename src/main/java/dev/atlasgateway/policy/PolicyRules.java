package dev.atlasgateway.policy;

import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for every policy, whether a document, an admin or another replica writes it.
 *
 * @param encryption encrypts the private keys that a policy contains
 */
public record PolicyRules(List<PolicyCheck> checks, Ha1Encryption encryption) {

    public PolicyRules {
        checks = List.copyOf(checks);
    }

    /**
     * Returns everything that is wrong with a snapshot after edits.
     *
     * @param edits all differences from a snapshot without faults
     */
    public List<Fault> faults(List<Edit> edits, PolicySnapshot result) {
        var faults = new ArrayList<>(faultsInside(edits, result));
        faults.addAll(faultsOfChanges(edits));
        faults.addAll(faultsOutside(edits));
        return faults;
    }

    /** Returns what makes a snapshot unfit for decisions. */
    private List<Fault> faultsInside(List<Edit> edits, PolicySnapshot result) {
        var faults = new ArrayList<Fault>();
        puts(edits).forEach(object -> {
            BiConsumer<String, String> add = (field, sentence) -> faults.add(new Fault(object, field, sentence));
            object.kind().description().check(object, object.key(), add);
            if (object instanceof Guardrail guardrail) {
                faults.addAll(ask(guardrail, "expression", check -> check.faults(guardrail)));
            }
            if (object instanceof Client client) {
                client.checkKind(add);
            }
        });
        faults.addAll(References.faults(edits, result));
        return faults;
    }

    /** Returns what is rejected in changes only; the stored policy decides all the same. */
    private static List<Fault> faultsOfChanges(List<Edit> edits) {
        var faults = new ArrayList<Fault>();
        puts(edits)
                .forEach(object -> object.kind()
                        .description()
                        .checkChange(object, (field, sentence) -> faults.add(new Fault(object, field, sentence))));
        return faults;
    }

    /** Returns what a snapshot expects of the gateway's configuration and does not find. */
    public List<Fault> faultsOutside(List<Edit> edits) {
        return puts(edits)
                .filter(Project.class::isInstance)
                .map(Project.class::cast)
                .flatMap(project -> ask(project, "account", check -> check.accountFaults(project)).stream())
                .toList();
    }

    private static Stream<PolicyObject> puts(List<Edit> edits) {
        return edits.stream().filter(Edit.Put.class::isInstance).map(edit -> ((Edit.Put) edit).object());
    }

    /** Returns what is probably a mistake, and is accepted. */
    public List<Fault> warnings(Stream<PolicyObject> objects) {
        return objects.<Fault>mapMulti((object, faults) -> {
                    if (object instanceof Guardrail guardrail) {
                        ask(guardrail, "expression", check -> check.warnings(guardrail))
                                .forEach(faults);
                    } else if (object instanceof Client client) {
                        client.checkKeys(
                                encryption, (field, sentence) -> faults.accept(new Fault(client, field, sentence)));
                    }
                })
                .toList();
    }

    /**
     * Returns the ends that a change sets and that are in the past. An end that an object has already is fine:
     * documents and restored revisions may contain access that has ended in the meantime.
     *
     * @param before null if the object is new
     */
    public static List<Fault> pastEnds(@Nullable PolicyObject before, PolicyObject after, Instant now) {
        var faults = new ArrayList<Fault>();
        if (after instanceof Grant grant) {
            var old = before instanceof Grant same ? same.expiresAt() : null;
            addIfPast(faults, grant, "expiresAt", old, grant.expiresAt(), now);
        }
        if (after instanceof Client client) {
            for (int i = 0; i < client.secrets().size(); i++) {
                var secret = client.secrets().get(i);
                var old = before instanceof Client same ? end(same, secret.sha256()) : null;
                addIfPast(faults, client, "secrets[" + i + "].expiresAt", old, secret.expiresAt(), now);
            }
        }
        return faults;
    }

    private static @Nullable Instant end(Client client, String sha256) {
        return client.secrets().stream()
                .filter(secret -> secret.sha256().equals(sha256))
                .map(Client.Secret::expiresAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void addIfPast(
            List<Fault> faults,
            PolicyObject object,
            String field,
            @Nullable Instant before,
            @Nullable Instant after,
            Instant now) {
        if (!Objects.equals(before, after)) {
            Expiry.faultOfNew(after, now).ifPresent(sentence -> faults.add(new Fault(object, field, sentence)));
        }
    }

    private List<Fault> ask(PolicyObject object, String field, Function<PolicyCheck, List<String>> question) {
        var faults = new ArrayList<Fault>();
        for (var check : checks) {
            try {
                question.apply(check).forEach(sentence -> faults.add(new Fault(object, field, sentence)));
            } catch (RuntimeException e) { // a change that cannot be checked is not accepted
                faults.add(new Fault(object, field, "cannot be checked: " + e));
            }
        }
        return faults;
    }

    /**
     * Accepts a change or rejects it.
     *
     * @throws InvalidPolicyException naming everything that is wrong
     */
    public PolicySnapshot accept(List<Edit> edits, PolicySnapshot result) {
        return rejectIf(faults(edits, result), result);
    }

    /**
     * Accepts a stored revision or rejects it.
     *
     * @throws InvalidPolicyException naming everything that makes it unfit for decisions
     */
    public PolicySnapshot acceptStored(List<Edit> edits, PolicySnapshot result) {
        return rejectIf(faultsInside(edits, result), result);
    }

    private static PolicySnapshot rejectIf(List<Fault> faults, PolicySnapshot result) {
        if (!faults.isEmpty()) {
            throw InvalidPolicyException.because(faults);
        }
        return result;
    }
}
