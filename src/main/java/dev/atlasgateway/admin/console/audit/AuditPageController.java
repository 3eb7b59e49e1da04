package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.CallExport;
import dev.atlasgateway.history.CallPage;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.Cursor;
import dev.atlasgateway.history.InvalidFilter;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.Policy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Page that searches recorded calls, and their export. */
@Controller
class AuditPageController {

    private static final int ROWS = 50;

    private final CallReader calls;
    private final Policy policy;
    private final InstantSource clock;

    AuditPageController(CallReader calls, Policy policy, InstantSource clock) {
        this.calls = calls;
        this.policy = policy;
        this.clock = clock;
    }

    /** @param after where the page before ended; empty for the first */
    @RequireTeamLead
    @GetMapping("/console/audit")
    ModelAndView search(
            @RequestParam Map<String, String> query, @RequestParam(defaultValue = "") String after, Admin admin) {
        var asked = AuditQuery.of(query, clock.instant());
        if (!asked.errors().isEmpty()) {
            var page = page(asked, new CallPage(List.of(), null), true, admin);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        var cursor = cursor(after);
        return page(asked, calls.search(asked.filter(), cursor, ROWS, admin), cursor == null, admin);
    }

    private ModelAndView page(AuditQuery asked, CallPage found, boolean first, Admin admin) {
        var now = policy.current();
        return new ModelAndView("console/audit")
                .addObject("asked", asked)
                .addObject(
                        "calls",
                        found.items().stream()
                                .map(call -> CallRow.of(call, now, admin))
                                .toList())
                .addObject("firstPage", first ? null : PageLinks.query("/console/audit", asked.typed()))
                .addObject(
                        "older",
                        found.next() == null
                                ? null
                                : asked.link(
                                        "/console/audit", "after", found.next().toString()))
                .addObject("searchedTo", searchedTo(found))
                .addObject("outcomes", Arrays.stream(Outcome.values()).map(Outcome::word))
                .addObject(
                        "teams",
                        Suggestions.of(now.teams().stream()
                                .filter(team -> admin.maySee(team.name()))
                                .toList()))
                .addObject("projects", admin.seesAll() ? Suggestions.of(now.projects()) : List.of());
    }

    /** Where a search that takes long has paused; null where it has not. */
    private static @Nullable Instant searchedTo(CallPage found) {
        return found.next() == null || found.items().size() == ROWS
                ? null
                : found.next().time();
    }

    /** The same calls as a file; a page's links lead here, as the API wants a token, which browsers do not send. */
    @RequireTeamLead
    @GetMapping("/console/audit/export")
    void export(
            @RequestParam Map<String, String> query,
            @RequestParam(defaultValue = "ndjson") String format,
            Admin admin,
            HttpServletResponse response)
            throws IOException {
        var asked = AuditQuery.of(query, clock.instant());
        if (!asked.errors().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var type = CallExport.Format.of(format);
        var export = calls.export(asked.filter(), type, admin);
        response.setContentType(type.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(type.fileName()));
        export.writeTo(response.getOutputStream());
    }

    private static @Nullable Cursor cursor(String after) {
        return after.isBlank() ? null : Cursor.parse(after);
    }

    /** An address that no page gave out. */
    @ExceptionHandler
    void refused(InvalidFilter invalid, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }
}
