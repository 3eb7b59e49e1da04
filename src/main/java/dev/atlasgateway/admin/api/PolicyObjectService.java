package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.document.ObjectFields;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.AppliedEdit;
import dev.atlasgateway.revision.edit.EditResult;
import dev.atlasgateway.revision.edit.PolicyChange;
import dev.atlasgateway.revision.edit.PolicyEditor;
import dev.atlasgateway.revision.edit.Precondition;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Changes the objects of the policy. Renders each result as the object or a problem. */
@Component
record PolicyObjectService(PolicyEditor editor) {

    /**
     * An object as a change left it.
     *
     * @param revision the one that the change made, or the newest one if the object already was like this
     */
    record SaveResult(long revision, boolean created, String path, Map<String, Object> shown) {

        ResponseEntity<Map<String, Object>> answer() {
            return (created ? ResponseEntity.created(URI.create(RequestPath.prefix() + path)) : ResponseEntity.ok())
                    .eTag(Representation.etag(shown))
                    .header(PolicyListing.REVISION, Long.toString(revision))
                    .body(shown);
        }

        /** Adds a field that is shown in this answer only. */
        ResponseEntity<Map<String, Object>> answer(String field, String value) {
            var body = new LinkedHashMap<>(shown);
            body.put(field, value);
            var plain = answer();
            return ResponseEntity.status(plain.getStatusCode())
                    .headers(plain.getHeaders())
                    .body(body);
        }
    }

    /** @param removed the object, and the dependents that were removed with it */
    record RemovalResult(long revision, List<ObjectRef> removed) {

        ResponseEntity<RemovalResult> answer() {
            return ResponseEntity.ok()
                    .header(PolicyListing.REVISION, Long.toString(revision))
                    .body(this);
        }
    }

    record ObjectRef(String kind, String key) {}

    /**
     * Creates or replaces an object.
     *
     * @param parts the key, as the path has it
     */
    SaveResult put(PolicyCollection collection, List<String> parts, Map<String, Object> body, ChangeRequest request) {
        return put(collection, read(collection, parts, body, request), request);
    }

    SaveResult put(PolicyCollection collection, PolicyObject wanted, ChangeRequest request) {
        return save(collection, wanted.key(), PolicyChange.put(wanted), request);
    }

    /** Changes an existing object. */
    SaveResult update(PolicyCollection collection, PolicyChange.Update change, ChangeRequest request) {
        return save(collection, change.key(), change, request);
    }

    private SaveResult save(PolicyCollection collection, String key, PolicyChange change, ChangeRequest request) {
        var result = editor.change(change, request.precondition(), request.actor());
        if (result instanceof EditResult.Applied applied) {
            var saved = applied.edits().getFirst();
            var shown = Representation.of(Objects.requireNonNull(saved.after()), applied.before());
            return new SaveResult(applied.revision(), saved.before() == null, collection.path(key), shown);
        }
        throw problem(result, collection, key);
    }

    /**
     * @param withDependents whether the objects that depend on it are removed too; otherwise they prevent the removal
     */
    RemovalResult remove(PolicyCollection collection, String key, ChangeRequest request, boolean withDependents) {
        var change = new PolicyChange.Removal(collection.kind(), key, withDependents);
        return switch (editor.change(change, request.precondition(), request.actor())) {
            case EditResult.Applied applied -> new RemovalResult(applied.revision(), removed(applied.edits()));
            case EditResult.Invalid invalid ->
                throw Problems.of(
                        HttpStatus.CONFLICT,
                        "Other objects need it; remove them first, or all at once with ?dependents=true.",
                        Problems.errors(invalid.faults(), invalid.sentences(), object -> false, ""));
            case EditResult result -> throw problem(result, collection, key);
        };
    }

    private static List<ObjectRef> removed(List<AppliedEdit> edits) {
        return edits.stream()
                .map(edit ->
                        new ObjectRef(edit.edit().kind().toString(), edit.edit().key()))
                .toList();
    }

    private static ErrorResponseException problem(EditResult result, PolicyCollection collection, String key) {
        return switch (result) {
            case EditResult.NotFound notFound -> Problems.notFound();
            case EditResult.Forbidden forbidden ->
                Problems.of(
                        HttpStatus.FORBIDDEN, "Admins change clients, and team leads those of their own teams only.");
            case EditResult.Managed managed -> {
                var problem = Problems.of(HttpStatus.CONFLICT, managed.sentence());
                problem.getBody().setProperty(Representation.MANAGED_BY, managed.file());
                yield problem;
            }
            case EditResult.AlreadyExists existing ->
                preconditionFailed(
                        "It exists already, and this request creates it.", existing.object(), existing.now());
            case EditResult.Gone gone ->
                Problems.of(HttpStatus.PRECONDITION_FAILED, "The object no longer exists, so If-Match cannot match.");
            case EditResult.PreconditionMissing missing ->
                Problems.of(
                        HttpStatus.PRECONDITION_REQUIRED,
                        "If-Match is missing: send the ETag of what you read, so that you overwrite no other change.");
            case EditResult.Conflict conflict ->
                preconditionFailed(
                        "It has changed since you read it; read it again, and decide anew.",
                        conflict.object(),
                        conflict.now());
            case EditResult.Invalid invalid -> refusal(collection, errors(invalid, collection, key));
            case EditResult.NotPossible notPossible -> Problems.of(HttpStatus.CONFLICT, notPossible.sentence());
            case EditResult.Applied applied -> throw new IllegalArgumentException("not a problem: " + applied);
        };
    }

    private static List<Problems.FieldError> errors(
            EditResult.Invalid invalid, PolicyCollection collection, String key) {
        return Problems.errors(
                invalid.faults(),
                invalid.sentences(),
                object -> object.kind() == collection.kind() && object.key().equals(key),
                collection.keyFields().getFirst());
    }

    private static ErrorResponseException preconditionFailed(String detail, PolicyObject current, PolicySnapshot now) {
        var shown = Representation.of(current, now);
        var problem = Problems.of(HttpStatus.PRECONDITION_FAILED, detail);
        problem.getBody().setProperty("current", shown);
        problem.getHeaders().setETag(Representation.etag(shown));
        return problem;
    }

    private static ErrorResponseException refusal(PolicyCollection collection, List<Problems.FieldError> errors) {
        return Problems.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The %s is refused; nothing was changed.".formatted(collection.kind()),
                errors);
    }

    private PolicyObject read(
            PolicyCollection collection, List<String> parts, Map<String, Object> body, ChangeRequest request) {
        var fields = new LinkedHashMap<>(body);
        fields.remove(Representation.MANAGED_BY); // answers have it, requests need not
        var errors = new ArrayList<Problems.FieldError>();
        collection.named(parts).forEach((name, value) -> {
            var sent = fields.remove(name);
            if (sent != null && !sent.equals(value)) {
                errors.add(new Problems.FieldError("/" + name, "differs from the one in the path, " + value));
            }
            if (parts.size() > 1) {
                fields.put(name, value);
            }
        });
        var read = ObjectFields.read(collection.kind(), parts.getFirst(), fields);
        read.faults().stream().map(PolicyObjectService::error).forEach(errors::add);
        if (read.plainSecrets() > 0) {
            errors.add(new Problems.FieldError(
                    "/secrets",
                    "must not contain plain text; send the sha256, or generate a secret with POST …:rotate"));
        }
        if (read.object() == null || !errors.isEmpty()) {
            addOtherErrors(errors, collection, read.attempt(), request);
            throw refusal(collection, errors);
        }
        return read.object();
    }

    /** Adds what the rules find wrong with the fields that could be read. */
    private void addOtherErrors(
            List<Problems.FieldError> errors,
            PolicyCollection collection,
            @Nullable PolicyObject attempt,
            ChangeRequest request) {
        if (attempt != null
                && editor.preview(PolicyChange.put(attempt), new Precondition.None(), request.actor())
                        instanceof EditResult.Invalid invalid) {
            errors(invalid, collection, attempt.key()).stream()
                    .filter(more -> errors.stream().noneMatch(error -> error.isWhere(more)))
                    .toList()
                    .forEach(errors::add);
        }
    }

    private static Problems.FieldError error(ObjectFields.FieldFault fault) {
        return new Problems.FieldError(Problems.pointer(fault.path()), fault.sentence());
    }
}
