package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.PolicyCollection.GRANTS;

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

/** Grants: who may do what. A grant is called by all that it says, except for its end and its reason. */
@RestController
@RequestMapping("/admin/api/v1/grants")
class GrantEndpoints {

    private final PolicyListing listing;
    private final PolicyEditing editing;

    GrantEndpoints(PolicyListing listing, PolicyEditing editing) {
        this.listing = listing;
        this.editing = editing;
    }

    @RequireReader
    @GetMapping
    ResponseEntity<Page<Map<String, Object>>> list(@RequestParam Map<String, String> query, Admin admin) {
        return listing.list(GRANTS, query, admin);
    }

    @RequireReader
    @GetMapping("/{team}/{project}/{role}/{instances}")
    ResponseEntity<Map<String, Object>> show(
            @PathVariable String team,
            @PathVariable String project,
            @PathVariable String role,
            @PathVariable String instances,
            Admin admin) {
        return listing.show(GRANTS, String.join("/", team, project, role, instances), admin);
    }

    @RequireAdmin
    @PutMapping(path = "/{team}/{project}/{role}/{instances}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @PathVariable String team,
            @PathVariable String project,
            @PathVariable String role,
            @PathVariable String instances,
            @RequestHeader HttpHeaders headers,
            InputStream body,
            Admin admin)
            throws IOException {
        var request = ChangeRequest.of(headers, admin);
        return editing.put(GRANTS, List.of(team, project, role, instances), JsonBody.fields(body), request)
                .answer();
    }

    @RequireAdmin
    @DeleteMapping("/{team}/{project}/{role}/{instances}")
    ResponseEntity<Removed> remove(
            @PathVariable String team,
            @PathVariable String project,
            @PathVariable String role,
            @PathVariable String instances,
            @RequestHeader HttpHeaders headers,
            Admin admin) {
        return editing.remove(
                        GRANTS,
                        String.join("/", team, project, role, instances),
                        ChangeRequest.of(headers, admin),
                        false)
                .answer();
    }
}
