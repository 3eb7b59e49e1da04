package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.events.AdminEvent;
import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what admins did. Each request is an admin event itself. */
@RestController
record AdminEventController(AdminEvents events) {

    private static final String PATH = "/admin/api/v1/admin-events";
    private static final List<String> FILTERS = List.of("admin", "action", "subject");

    /** Newest first. */
    @RequireReader
    @GetMapping(PATH)
    ResponseEntity<Page<AdminEvent>> search(@RequestParam Map<String, String> query, Admin admin) {
        var paging = Paging.of(query, FILTERS);
        var from = paging.after().isEmpty() ? Long.MAX_VALUE : paging.number();
        var asked = new TreeMap<>(query);
        asked.keySet().retainAll(FILTERS);
        events.record(admin.name(), "admin-events.searched", "", asked);
        var found =
                events.before(from, asked.get("admin"), asked.get("action"), asked.get("subject"), paging.limit() + 1);
        var page = paging.page(found, event -> Long.toString(event.id()), event -> event);
        return page.answer(PATH, query).body(page);
    }
}
