package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.SignInOptions;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Page to sign in. */
@Controller
record SignInPageController(SignInOptions options) {

    @PermitAll
    @GetMapping("/console/sign-in")
    String show(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            @Nullable Admin admin,
            Model model) {
        if (admin != null) {
            return "redirect:/console";
        }
        model.addAttribute("error", error == null ? null : errorMessage(error));
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("providers", options.providers());
        model.addAttribute("local", options.password());
        return "console/sign-in";
    }

    /** The page that an OpenID provider returns the browser to after the sign-out there. */
    @PermitAll
    @GetMapping("/console/signed-out")
    String showSignedOut(@Nullable Admin admin, Model model) {
        return show(null, "", admin, model);
    }

    private static String errorMessage(String error) {
        return switch (error) {
            case "stale" -> "That page belongs to another session. Sign in, then send the form again.";
            case "limit" -> "Too many wrong passwords. Wait one minute.";
            case "role" -> "You have no role at this gateway. Ask a platform admin for one.";
            case "unavailable" -> "The identity provider does not answer. Try again in a minute.";
            case "provider" ->
                "The sign-in at the identity provider did not succeed. Try again. If it fails again, the log has the reason.";
            default -> "The name or the password is wrong.";
        };
    }
}
