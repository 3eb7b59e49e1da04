package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.signin.RequireSignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Gives a page that was open for long the current CSRF token, if the session still exists. */
@Controller
final class FormTokenController {

    @RequireSignedIn
    @GetMapping(path = "/console/form-token", produces = "text/plain")
    ResponseEntity<String> show(CsrfToken token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token.getToken());
    }
}
