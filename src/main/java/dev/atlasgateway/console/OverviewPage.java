package dev.atlasgateway.console;

import dev.atlasgateway.signin.ForEverybodySignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people arrive. */
@Controller
final class OverviewPage {

    @ForEverybodySignedIn
    @GetMapping("/console")
    String show() {
        return "console/overview";
    }
}
