package dev.atlasgateway.admin;

import dev.atlasgateway.explain.WhoCan;
import dev.atlasgateway.explain.WhoCan.Held;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForReaders;
import dev.atlasgateway.signin.ForTeams;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who may do what. */
@RestController
class WhoCanController {

    private static final int LONGEST = 3_650;

    private final WhoCan whoCan;

    WhoCanController(WhoCan whoCan) {
        this.whoCan = whoCan;
    }

    @ForReaders
    @GetMapping("/admin/api/v1/who-can/change")
    List<Held> change(@RequestParam String groupId, @RequestParam(required = false) @Nullable String instance) {
        return whoCan.change(groupId, instance);
    }

    @ForTeams
    @GetMapping("/admin/api/v1/who-can/teams/{team}")
    List<Held> team(@PathVariable String team, Admin admin) {
        if (!admin.maySee(team)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Grants are shown of your own teams.");
        }
        return whoCan.team(team);
    }

    @ForReaders
    @GetMapping("/admin/api/v1/who-can/expiring")
    List<Held> expiring(@RequestParam(defaultValue = "30") int days) {
        if (days < 0 || days > LONGEST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "days must be between 0 and " + LONGEST);
        }
        return whoCan.expiring(Duration.ofDays(days));
    }

    @ForReaders
    @GetMapping("/admin/api/v1/who-can/never-used")
    List<Held> neverUsed() {
        return whoCan.neverUsed();
    }
}
