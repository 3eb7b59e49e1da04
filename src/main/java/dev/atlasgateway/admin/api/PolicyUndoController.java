package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyRevisionController.etag;

import dev.atlasgateway.admin.api.PolicyPlan.Change;
import dev.atlasgateway.admin.api.PolicyRevisionController.RestoreResult;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.revision.edit.Actor;
import dev.atlasgateway.revision.edit.AppliedEdit;
import dev.atlasgateway.revision.edit.EditResult;
import dev.atlasgateway.revision.edit.PolicyEditor;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes back the changes of one revision, or of one object in it, unless a later revision changed the same objects: at
 * once, or as a document to review and apply.
 */
@RestController
@RequestMapping("/admin/api/v1/revisions")
record PolicyUndoController(Revisions revisions, PolicyEditor editor, PolicyDocuments documents) {

    @RequireAdmin
    @PostMapping("/{number}:undo")
    ResponseEntity<RestoreResult> undo(
            @PathVariable long number,
            @RequestParam Map<String, String> query,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        var actor = new Actor(ChangeReason.of(admin, headers.getFirst(ChangeReason.HEADER)), admin::mayChange);
        var object = PolicyRevisionController.object(rejectUnknown(query));
        return new RestoreResult(requireApplied(editor.undo(requireRevision(number), object, actor))
                        .revision())
                .answer();
    }

    /** Answers the policy as an undo would leave it. Its ETag is the revision that it is based on. */
    @RequireReader
    @GetMapping(path = "/{number}/undo-document", produces = PolicyDocumentController.YAML)
    ResponseEntity<String> document(@PathVariable long number, @RequestParam Map<String, String> query, Admin admin) {
        var object = PolicyRevisionController.object(rejectUnknown(query));
        var undone = requireApplied(editor.previewUndo(requireRevision(number), object, Actor.reader(admin.name())));
        var edits = undone.edits().stream().map(AppliedEdit::edit).toList();
        return ResponseEntity.ok()
                .eTag(etag(undone.revision()))
                .body(documents.export(undone.before().with(edits, undone.revision())));
    }

    private static Map<String, String> rejectUnknown(Map<String, String> query) {
        Paging.rejectUnknown(query.keySet(), List.of("object"));
        return query;
    }

    private long requireRevision(long number) {
        return revisions.revision(number).orElseThrow(Problems::notFound).number();
    }

    private static EditResult.Applied requireApplied(EditResult result) {
        if (result instanceof EditResult.Applied applied) {
            return applied;
        }
        throw problem(result);
    }

    private static ErrorResponseException problem(EditResult result) {
        return switch (result) {
            case EditResult.Conflict conflict -> {
                var problem = Problems.of(
                        HttpStatus.CONFLICT,
                        "Later revisions changed the same objects; nothing was changed. Undo those first.");
                problem.getBody()
                        .setProperty(
                                "changes",
                                conflict.changes().stream()
                                        .limit(Paging.MAX_LIMIT)
                                        .map(Change::of)
                                        .toList());
                yield problem;
            }
            case EditResult.Invalid invalid ->
                Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "The undo is refused; nothing was changed. " + String.join("; ", invalid.sentences()));
            case EditResult.Managed managed -> Problems.of(HttpStatus.CONFLICT, managed.sentence());
            case EditResult.NotPossible not -> Problems.of(HttpStatus.CONFLICT, not.sentence());
            default -> throw new IllegalStateException("not the result of an undo: " + result);
        };
    }
}
