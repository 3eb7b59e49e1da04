package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** Shows on the pages of objects which mounted file manages them, so that the console cannot change them. */
public final class FileOwnership {

    private final Policy policy;

    FileOwnership(Policy policy) {
        this.policy = policy;
    }

    /** Returns the name of the file that manages the object; null if admins do. */
    @Nullable
    public String by(ObjectKind kind, String key) {
        return policy.current().managedBy(kind, key).orElse(null);
    }

    /**
     * Adds to a page what can be done with its object.
     *
     * @param object null if the page is for a new object
     * @param mayChange whether the admin may change it
     */
    public ModelAndView mark(ModelAndView page, @Nullable PolicyObject object, boolean mayChange) {
        var file = object == null ? null : by(object.kind(), object.key());
        var changeable = mayChange && file == null;
        return page.addObject("managedBy", file)
                .addObject("mayChange", mayChange)
                .addObject("removable", changeable && object != null)
                .addObject("readOnly", changeable || object == null ? null : PolicyObjectView.fields(object));
    }
}
