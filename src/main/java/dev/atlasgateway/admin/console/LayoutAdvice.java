package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.layout.Assets;
import dev.atlasgateway.admin.console.layout.Section;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.admin.signin.Admin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomBooleanEditor;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page of the console the model attributes that the layout shows. */
@ControllerAdvice(basePackageClasses = LayoutAdvice.class)
record LayoutAdvice(Assets assets, Wording wording) {

    /** Reads a missing checkbox as false, because browsers do not send unticked boxes. */
    @InitBinder
    void readUntickedAsFalse(WebDataBinder binder) {
        binder.registerCustomEditor(boolean.class, new CustomBooleanEditor(true) {
            @Override
            public Object getValue() {
                return Boolean.TRUE.equals(super.getValue());
            }
        });
    }

    @ModelAttribute
    void addLayoutAttributes(@Nullable Admin admin, Model model) {
        model.addAttribute("assets", assets);
        model.addAttribute("say", wording);
        model.addAttribute("admin", admin);
        model.addAttribute(
                "leadsNoTeam",
                admin != null && !admin.seesAll() && admin.teams().isEmpty());
        model.addAttribute("navigation", admin == null ? List.of() : Section.visibleTo(admin));
    }
}
