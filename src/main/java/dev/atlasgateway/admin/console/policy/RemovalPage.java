package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.Dependents;
import org.springframework.web.servlet.ModelAndView;

/** Page that asks before an object is removed and lists the objects that depend on it. */
final class RemovalPage {

    private RemovalPage() {}

    /** @param path the address that its form is sent to */
    static ModelAndView of(PolicyObject object, PolicySnapshot snapshot, FormView<RemovalForm> view, String path) {
        return new ModelAndView("console/removal")
                .addObject("view", view)
                .addObject("object", PolicyObjectView.of(object, snapshot))
                .addObject("path", path)
                .addObject(
                        "dependents",
                        PageOfRows.of(Dependents.of(object, snapshot), 1)
                                .map(dependent -> PolicyObjectView.of(dependent, snapshot)));
    }
}
