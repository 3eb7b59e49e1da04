package dev.atlasgateway.demo;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Prints what to do next, as the last lines of the start. */
final class NextSteps implements ApplicationListener<ApplicationReadyEvent> {

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        System.out.print(text(event.getApplicationContext().getEnvironment()));
    }

    /** Parts that the settings replace are left out. */
    static String text(Environment environment) {
        var gateway = "http://localhost:" + environment.getProperty("local.server.port");
        var management =
                environment.getProperty("local.management.port", environment.getProperty("local.server.port", ""));
        var atlas = environment.getProperty("gateway.atlas.base-url", "https://cloud.mongodb.com");
        var text = new StringBuilder("""

                The gateway is ready. Paste these two commands: team "payments" gets a token and updates an instance.

                TOKEN=$(curl -s -u mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments \\
                  -d grant_type=client_credentials %1$s/api/oauth/token \\
                  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                curl -i -X PATCH -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                  -d '{"terminationProtectionEnabled":true,"tags":[{"key":"environment","value":"dev"}]}' \\
                  "%1$s/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev?pretty=true"

                The same with an API key, in one command:

                curl -i --digest -u paydemoa:7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d \\
                  -X PATCH -H "Content-Type: application/json" -d '{"terminationProtectionEnabled":true}' \\
                  "%1$s/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev?pretty=true"

                Console   %1$s/console
                          admin:      admin / admin
                """.formatted(gateway));
        if (environment.containsProperty(DemoEnvironment.PROVIDER)) {
            text.append("""
                              team lead:  "Continue with %s", then lead / lead (leads team "%s")
                              auditor:    "Continue with %1$s", then auditor / auditor
                    """.formatted(
                            environment.getProperty("spring.security.oauth2.client.registration.demo.client-name"),
                            DemoSignIn.TEAM));
        }
        text.append("Health    %s/actuator/health\n".formatted("http://localhost:" + management));
        text.append("Atlas     ").append(atlas);
        if (atlas.startsWith("http://")) {
            text.append(" (simulated; its requests: ").append(atlas).append("/simulator/requests)");
        }
        text.append('\n');
        var data = environment.getProperty(DemoEnvironment.DATA);
        if (data != null) {
            text.append(
                    "Data      %s (PostgreSQL's; removed when the demo ends. To keep data, set spring.datasource.url)\n"
                            .formatted(data));
        }
        return text.append("Stop with Ctrl+C.\n\n").toString();
    }
}
