package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import org.springframework.web.servlet.ModelAndView;

/** The only page that shows a secret. It answers the form that created the secret and cannot be opened again. */
final class ClientSecretPage {

    private ClientSecretPage() {}

    static ModelAndView of(String client, DrawnSecret drawn, long revision) {
        return new ModelAndView("console/client-secret")
                .addObject("client", client)
                .addObject("apiKey", Client.isApiKey(client))
                .addObject("secret", drawn.secret())
                .addObject("revision", revision);
    }
}
