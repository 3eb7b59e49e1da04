package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomBooleanEditor;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page what the layout shows. */
@ControllerAdvice(basePackageClasses = LayoutAdvice.class)
public final class LayoutAdvice {

    private final Assets assets;
    private final Wording wording;

    LayoutAdvice(Assets assets, Wording wording) {
        this.assets = assets;
        this.wording = wording;
    }

    /** A box that is not ticked is not sent; forms read it as false. */
    @InitBinder
    void untickedIsFalse(WebDataBinder binder) {
        binder.registerCustomEditor(boolean.class, new CustomBooleanEditor(true) {
            @Override
            public Object getValue() {
                return Boolean.TRUE.equals(super.getValue());
            }
        });
    }

    @ModelAttribute
    void fill(@Nullable Admin admin, Model model) {
        model.addAttribute("assets", assets);
        model.addAttribute("say", wording);
        model.addAttribute("admin", admin);
        model.addAttribute(
                "leadsNobody",
                admin != null && !admin.seesAll() && admin.teams().isEmpty());
        model.addAttribute("navigation", admin == null ? List.of() : Section.visibleTo(admin));
    }
}
