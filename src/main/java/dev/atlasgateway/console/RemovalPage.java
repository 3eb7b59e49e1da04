package dev.atlasgateway.console;

import dev.atlasgateway.policy.Dependents;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import org.springframework.web.servlet.ModelAndView;

/** Asks whether an object is to be removed, and tells what goes with it. */
final class RemovalPage {

    private RemovalPage() {}

    /** @param path where its form is sent */
    static ModelAndView of(PolicyObject object, PolicySnapshot now, Filled<RemovalForm> filled, String path) {
        return new ModelAndView("console/removal")
                .addObject("filled", filled)
                .addObject("object", Described.of(object, now))
                .addObject("path", path)
                .addObject(
                        "dependents",
                        Listed.page(Dependents.of(object, now), 1).map(dependent -> Described.of(dependent, now)));
    }
}
