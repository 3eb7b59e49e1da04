package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** Knows which objects are looked after in a mounted file, and therefore not here. */
public final class FileOwnership {

    private final BiFunction<ObjectKind, String, Optional<String>> files;

    /** @param files the file that an object of this kind and key is managed by, if one is */
    FileOwnership(BiFunction<ObjectKind, String, Optional<String>> files) {
        this.files = files;
    }

    /** The file's name; null where the object is looked after here. */
    @Nullable
    public String by(ObjectKind kind, String key) {
        return files.apply(kind, key).orElse(null);
    }

    /**
     * Tells a page what can be done to its object.
     *
     * @param object null where the page is about one that is not there yet
     * @param mayChange whether whoever looks at it may change it
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
