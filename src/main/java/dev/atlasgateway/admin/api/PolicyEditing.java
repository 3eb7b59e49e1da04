package dev.atlasgateway.admin.api;

import dev.atlasgateway.document.DocumentFault;
import dev.atlasgateway.document.ObjectFields;
import dev.atlasgateway.policy.Dependents;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Expiry;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Revisions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Makes each change of one object a revision, unless it would undo somebody's whom its author has not heard of. */
final class PolicyEditing {

    private final Revisions revisions;
    private final InstantSource clock;

    PolicyEditing(Revisions revisions, InstantSource clock) {
        this.revisions = revisions;
        this.clock = clock;
    }

    /**
     * What became of an object.
     *
     * @param revision the one that was made, or that already had it so
     */
    record Saved(long revision, boolean created, String path, Map<String, Object> shown) {

        ResponseEntity<Map<String, Object>> answer() {
            return (created ? ResponseEntity.created(URI.create(path)) : ResponseEntity.ok())
                    .eTag(Representation.etag(shown))
                    .header(PolicyListing.REVISION, Long.toString(revision))
                    .body(shown);
        }

        /** The answer with one thing more in it, which is told this once. */
        ResponseEntity<Map<String, Object>> answer(String field, String once) {
            var told = new LinkedHashMap<>(shown);
            told.put(field, once);
            var plain = answer();
            return ResponseEntity.status(plain.getStatusCode())
                    .headers(plain.getHeaders())
                    .body(told);
        }
    }

    /** @param removed the object, and what went with it */
    record Removed(long revision, List<Gone> removed) {

        ResponseEntity<Removed> answer() {
            return ResponseEntity.ok()
                    .header(PolicyListing.REVISION, Long.toString(revision))
                    .body(this);
        }
    }

    record Gone(String kind, String key) {}

    private record Step(@Nullable PolicyObject before, PolicyObject after, Map<String, Object> shown) {}

    /**
     * Creates or replaces. What is so already is left alone, on whatever condition but that of being new.
     *
     * @param parts the key, as the path has it
     */
    Saved put(PolicyCollection collection, List<String> parts, Map<String, Object> body, ChangeRequest request) {
        return put(collection, read(collection, parts, body, request), request);
    }

    Saved put(PolicyCollection collection, PolicyObject wanted, ChangeRequest request) {
        return make(collection, wanted.key(), request, (existing, now) -> {
            var settled = wanted.equals(existing) && !request.onlyNew();
            if (!settled && !isManaged(wanted, now)) { // what is managed is refused whatever the condition
                request.check(existing == null ? null : Representation.of(existing, now));
                var past = Expiry.newAndPast(existing, wanted, clock.instant());
                if (!past.isEmpty() && request.permits(wanted)) {
                    throw refused(collection, errors(collection, wanted, past));
                }
            }
            return wanted;
        });
    }

    /** Changes what is there. */
    Saved change(PolicyCollection collection, String key, ChangeRequest request, UnaryOperator<PolicyObject> change) {
        return make(collection, key, request, (existing, now) -> {
            if (existing == null) {
                throw Problems.missing();
            }
            if (!isManaged(existing, now)) {
                request.check(Representation.of(existing, now));
            }
            return change.apply(existing);
        });
    }

    /** @param withDependents whether what cannot be without it goes too; it is refused else */
    Removed remove(PolicyCollection collection, String key, ChangeRequest request, boolean withDependents) {
        var removed = new AtomicReference<List<Gone>>(List.of());
        try {
            var revision = revisions.change(
                    now -> {
                        var object = now.find(collection.kind(), key).orElseThrow(Problems::missing);
                        request.permit(object);
                        if (!isManaged(object, now)) {
                            request.check(Representation.of(object, now));
                        }
                        var edits = removal(object, now, withDependents);
                        removed.set(edits.stream()
                                .map(edit -> new Gone(edit.kind().toString(), edit.key()))
                                .toList());
                        return edits;
                    },
                    request.author());
            return new Removed(revision, removed.get());
        } catch (InvalidPolicy e) {
            throw Problems.of(
                    HttpStatus.CONFLICT,
                    "Other objects need it; remove them first, or all at once with ?dependents=true.",
                    Problems.errors(e, null, ""));
        }
    }

    private static List<Edit> removal(PolicyObject object, PolicySnapshot now, boolean withDependents) {
        var gone = new ArrayList<PolicyObject>(List.of(object));
        if (withDependents) {
            Dependents.of(object, now).forEach(gone::add);
        }
        return gone.stream()
                .<Edit>map(one -> new Edit.Remove(one.kind(), one.key()))
                .toList();
    }

    /** What becomes of the object; of null where there is none. */
    @FunctionalInterface
    private interface Becoming {
        PolicyObject of(@Nullable PolicyObject existing, PolicySnapshot now);
    }

    private Saved make(PolicyCollection collection, String key, ChangeRequest request, Becoming becoming) {
        var step = new AtomicReference<@Nullable Step>();
        try {
            var revision = revisions.change(
                    now -> {
                        var existing = now.find(collection.kind(), key).orElse(null);
                        request.permit(existing);
                        var wanted = becoming.of(existing, now);
                        request.permit(wanted);
                        step.set(new Step(existing, wanted, Representation.of(wanted, now)));
                        return wanted.equals(existing) ? List.of() : List.of(new Edit.Put(wanted));
                    },
                    request.author());
            var made = Objects.requireNonNull(step.get());
            return new Saved(revision, made.before() == null, collection.path(key), made.shown());
        } catch (InvalidPolicy e) {
            var made = step.get();
            throw refused(
                    collection,
                    Problems.errors(
                            e,
                            made == null ? null : made.after(),
                            collection.keyFields().getFirst()));
        }
    }

    private static boolean isManaged(PolicyObject object, PolicySnapshot now) {
        return now.managedBy(object.kind(), object.key()).isPresent();
    }

    private static RuntimeException refused(PolicyCollection collection, List<Problems.FieldError> errors) {
        return Problems.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The %s is refused; nothing was changed.".formatted(collection.kind()),
                errors);
    }

    /** Everything wrong with an object: what is known already, and what the rules of the policy find. */
    private List<Problems.FieldError> errors(PolicyCollection collection, PolicyObject object, List<Fault> known) {
        var faults = new ArrayList<>(known);
        try {
            revisions.draft(List.of(new Edit.Put(object)));
        } catch (InvalidPolicy e) {
            faults.addAll(e.faults());
        }
        return faults.isEmpty()
                ? List.of()
                : Problems.errors(
                        InvalidPolicy.because(faults),
                        object,
                        collection.keyFields().getFirst());
    }

    private PolicyObject read(
            PolicyCollection collection, List<String> parts, Map<String, Object> body, ChangeRequest request) {
        var fields = new LinkedHashMap<>(body);
        fields.remove(Representation.MANAGED_BY); // said by us, not to us
        var errors = new ArrayList<Problems.FieldError>();
        collection.named(parts).forEach((name, value) -> {
            var said = fields.remove(name);
            if (said != null && !said.equals(value)) {
                errors.add(new Problems.FieldError("/" + name, "is another than in the path, " + value));
            }
            if (parts.size() > 1) {
                fields.put(name, value);
            }
        });
        var read = ObjectFields.read(collection.kind(), parts.getFirst(), fields);
        read.faults().stream().map(PolicyEditing::error).forEach(errors::add);
        if (read.plainSecrets() > 0) {
            errors.add(new Problems.FieldError(
                    "/secrets", "cannot be given as they are: have one drawn by :rotate, or give its sha256"));
        }
        if (read.object() == null || !errors.isEmpty()) {
            if (read.attempt() != null && request.permits(read.attempt())) {
                errors(collection, read.attempt(), List.of()).stream()
                        .filter(more -> errors.stream().noneMatch(error -> error.isWhere(more)))
                        .toList()
                        .forEach(errors::add);
            }
            throw refused(collection, errors);
        }
        return read.object();
    }

    private static Problems.FieldError error(DocumentFault fault) {
        return new Problems.FieldError(Problems.pointer(fault.path()), fault.sentence());
    }
}
