package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** Shows on the pages of objects which mounted file manages them, so that the console cannot change them. */
public final class FileOwnership {

    private FileOwnership() {}

    /** Returns the name of the file that manages the object; null if admins do. */
    public static @Nullable String of(PolicyObject object, PolicySnapshot snapshot) {
        return snapshot.managedBy(object.kind(), object.key()).orElse(null);
    }

    /**
     * Adds to a page what can be done with its object.
     *
     * @param object null if the page is for a new object
     * @param mayChange whether the admin may change it
     */
    public static ModelAndView mark(
            ModelAndView page, @Nullable PolicyObject object, PolicySnapshot snapshot, boolean mayChange) {
        var file = object == null ? null : of(object, snapshot);
        var changeable = mayChange && file == null;
        return page.addObject("managedBy", file)
                .addObject("mayChange", mayChange)
                .addObject("removable", changeable && object != null)
                .addObject("readOnly", changeable || object == null ? null : PolicyObjectView.fields(object));
    }
}
