package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.history.CallExport;
import dev.atlasgateway.history.CallFields;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.Cursor;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.history.statistics.Statistics;
import dev.atlasgateway.history.statistics.StatisticsQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Searches, shows and exports recorded calls. */
@RestController
@RequestMapping("/admin/api/v1")
record AuditController(CallReader calls, ExplanationService explanations, StatisticsQuery statistics) {

    @RequireTeamLead
    @GetMapping("/audit")
    ResponseEntity<Page<Map<String, @Nullable Object>>> search(
            @RequestParam Map<String, String> query, @RequestParam(defaultValue = "") String after, Admin admin) {
        var filter = filter(query, Paging.LIMIT, Paging.AFTER);
        var cursor = after.isBlank() ? null : Cursor.parse(after);
        var found = calls.search(filter, cursor, Paging.limit(query), admin);
        var page = new Page<Map<String, @Nullable Object>>(
                found.items().stream()
                        .<Map<String, @Nullable Object>>map(CallFields::of)
                        .toList(),
                found.next() == null ? null : found.next().toString());
        return page.answer("/admin/api/v1/audit", query).body(page);
    }

    private Map<String, @Nullable Object> withClosestGrants(RecordedCall call) {
        var fields = CallFields.withTimeline(call);
        fields.put("closest", explanations.closest(call));
        return fields;
    }

    /** @param id the audit's id, or the request id that the caller was given */
    @RequireTeamLead
    @GetMapping("/audit/{id}")
    ResponseEntity<?> call(@PathVariable String id, Admin admin) {
        return calls.show(id, admin)
                .<ResponseEntity<?>>map(call -> ResponseEntity.ok(withClosestGrants(call)))
                .orElseGet(() -> ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                                HttpStatus.NOT_FOUND, "There is no such call, or you may not see it."))
                        .build());
    }

    @RequireTeamLead
    @GetMapping("/audit/export")
    void export(
            @RequestParam Map<String, String> query,
            @RequestParam(defaultValue = "ndjson") String format,
            Admin admin,
            HttpServletResponse response)
            throws IOException {
        var filter = filter(query, "format");
        var type = CallExport.Format.of(format);
        var export = calls.export(filter, type, admin);
        response.setContentType(type.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(type.fileName()));
        export.writeTo(response.getOutputStream());
    }

    @RequireTeamLead
    @GetMapping("/statistics")
    Statistics statistics(@RequestParam Map<String, String> query, Admin admin) {
        return statistics.statistics(filter(query), admin);
    }

    /** @param others the parameters that are allowed besides those of a filter */
    private static CallFilter filter(Map<String, String> query, String... others) {
        var known = new TreeSet<>(CallFilter.parameters());
        known.addAll(List.of(others));
        Paging.rejectUnknown(query.keySet(), known);
        return CallFilter.of(query);
    }

    @ExceptionHandler
    ProblemDetail renderInvalid(InvalidFilter invalid) {
        return Problems.badParameter(invalid.parameter(), invalid.sentence()).getBody();
    }
}
