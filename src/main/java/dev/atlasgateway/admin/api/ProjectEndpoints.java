package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.PROJECTS;

import dev.atlasgateway.admin.api.PolicyEditing.Removed;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Projects of Atlas that teams reach through the gateway. */
@RestController
@RequestMapping("/admin/api/v1/projects")
class ProjectEndpoints {

    private final PolicyListing listing;
    private final PolicyEditing editing;

    ProjectEndpoints(PolicyListing listing, PolicyEditing editing) {
        this.listing = listing;
        this.editing = editing;
    }

    @RequireReader
    @GetMapping
    ResponseEntity<Page<Map<String, Object>>> list(@RequestParam Map<String, String> query, Admin admin) {
        return listing.list(PROJECTS, query, admin);
    }

    @RequireReader
    @GetMapping("/{groupId}")
    ResponseEntity<Map<String, Object>> show(@PathVariable String groupId, Admin admin) {
        return listing.show(PROJECTS, groupId, admin);
    }

    @RequireAdmin
    @PutMapping(path = "/{groupId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @PathVariable String groupId, @RequestHeader HttpHeaders headers, InputStream body, Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        return editing.put(PROJECTS, List.of(groupId), JsonBody.fields(body), request)
                .answer();
    }

    @RequireAdmin
    @DeleteMapping("/{groupId}")
    ResponseEntity<Removed> remove(
            @PathVariable String groupId,
            @RequestParam(defaultValue = "false") boolean dependents,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return editing.remove(PROJECTS, groupId, ChangeRequest.of(headers, admin), dependents)
                .answer();
    }
}
