package dev.atlasgateway;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Prints a command to paste that logs in and updates an instance. */
final class FirstCommand implements ApplicationListener<ApplicationReadyEvent> {

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var environment = event.getApplicationContext().getEnvironment();
        var port = environment.getProperty("local.server.port", "8080");
        System.out.printf(
                """

                The gateway listens on http://localhost:%1$s, its metrics and health on http://localhost:%2$s/actuator,
                Atlas is %3$s. Log in as the team "payments" and update an instance:

                TOKEN=$(curl -s -u mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments \\
                  -d grant_type=client_credentials http://localhost:%1$s/api/oauth/token \\
                  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                curl -i -X PATCH -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
                  -d '{"terminationProtectionEnabled":true,"tags":[{"key":"environment","value":"dev"}]}' \\
                  "http://localhost:%1$s/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev?pretty=true"

                """,
                port,
                environment.getProperty("management.server.port", "8081"),
                environment.getProperty("gateway.atlas.base-url", "https://cloud.mongodb.com"));
    }
}
