package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.Dependents;
import org.springframework.web.servlet.ModelAndView;

/** Asks whether an object is to be removed, and tells what goes with it. */
final class RemovalPage {

    private RemovalPage() {}

    /** @param path where its form is sent */
    static ModelAndView of(PolicyObject object, PolicySnapshot now, FormView<RemovalForm> filled, String path) {
        return new ModelAndView("console/removal")
                .addObject("filled", filled)
                .addObject("object", PolicyObjectView.of(object, now))
                .addObject("path", path)
                .addObject(
                        "dependents",
                        PageOfRows.page(Dependents.of(object, now), 1)
                                .map(dependent -> PolicyObjectView.of(dependent, now)));
    }
}
