package dev.atlasgateway.admin;

import dev.atlasgateway.history.AdminEvent;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForReaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What admins did. To look at it is among it. */
@RestController
class AdminEventController {

    private final AdminEvents events;

    AdminEventController(AdminEvents events) {
        this.events = events;
    }

    /** @param next the {@code before} of the next page, null where there is none */
    record Found(List<AdminEvent> items, @Nullable Long next) {}

    @ForReaders
    @GetMapping("/admin/api/v1/admin-events")
    Found search(
            @RequestParam(name = "admin", required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "100") String limit,
            Admin admin) {
        var wanted = Paging.limit(Map.of(Paging.LIMIT, limit));
        events.record(admin.name(), "admin-events.searched", "", asked(who, action, subject));
        var found = events.before(before, who, action, subject, wanted);
        return new Found(found, found.size() < wanted ? null : found.getLast().id());
    }

    private static Map<String, String> asked(@Nullable String who, @Nullable String action, @Nullable String subject) {
        var asked = new TreeMap<String, String>();
        if (who != null) {
            asked.put("admin", who);
        }
        if (action != null) {
            asked.put("action", action);
        }
        if (subject != null) {
            asked.put("subject", subject);
        }
        return asked;
    }
}
