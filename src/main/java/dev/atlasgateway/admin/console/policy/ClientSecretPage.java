package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.policy.DrawnSecret;
import org.springframework.web.servlet.ModelAndView;

/** The one page that ever shows a secret: the answer to the form that drew it, never a page to come back to. */
final class ClientSecretPage {

    private ClientSecretPage() {}

    static ModelAndView of(String client, DrawnSecret drawn, long revision) {
        return new ModelAndView("console/client-secret")
                .addObject("client", client)
                .addObject("secret", drawn.secret())
                .addObject("revision", revision);
    }
}
