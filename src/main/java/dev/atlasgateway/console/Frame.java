package dev.atlasgateway.console;

import dev.atlasgateway.signin.Admin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page what the layout shows. */
@ControllerAdvice(basePackageClasses = Frame.class)
final class Frame {

    private final Assets assets;
    private final Wording wording;

    Frame(Assets assets, Wording wording) {
        this.assets = assets;
        this.wording = wording;
    }

    @ModelAttribute
    void fill(@Nullable Admin admin, Model model) {
        model.addAttribute("assets", assets);
        model.addAttribute("say", wording);
        model.addAttribute("admin", admin);
        model.addAttribute("navigation", admin == null ? List.of() : Section.visibleTo(admin));
    }
}
