package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.signin.RequireSignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Tells a page that stood open for long whether somebody is still signed in, and what its forms prove that with now. */
@Controller
final class FormTokenController {

    @RequireSignedIn
    @GetMapping(path = "/console/form-token", produces = "text/plain")
    ResponseEntity<String> show(CsrfToken token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token.getToken());
    }
}
