package dev.atlasgateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The page on which the demo's team lead and auditor sign in. Everyone's password is their name. */
final class DemoSignIn implements HttpHandler {

    static final String TEAM = "payments";

    private static final Map<String, Person> PEOPLE = Map.of(
            "lead", new Person("lead", List.of("team-leads"), List.of(TEAM)),
            "auditor", new Person("auditor", List.of("gateway-auditors"), List.of()));

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <title>Company sign-in</title>
                <style>
                  body { font: 16px/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
                  label, input, button { display: block; width: 100%%; box-sizing: border-box }
                  input, button { font: inherit; padding: .4rem .6rem; margin: .2rem 0 1rem }
                </style>
              </head>
              <body>
                <h1>Company sign-in</h1>
                <p>A stand-in for your company's identity provider. The demo's logins are lead / lead and
                  auditor / auditor.</p>
                <p role="alert">%s</p>
                <form method="post">
                  <label>Name <input name="name" autocomplete="username" autofocus required></label>
                  <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
                  <button>Sign in</button>
                </form>
              </body>
            </html>
            """;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            show(exchange, "");
            return;
        }
        var form = CompanyLogin.form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var person = PEOPLE.get(form.getOrDefault("name", ""));
        if (person == null || !person.name().equals(form.get("password"))) {
            show(exchange, "The name or the password is wrong.");
            return;
        }
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "&" + CompanyLogin.person(person));
        exchange.sendResponseHeaders(303, -1);
    }

    private static void show(HttpExchange exchange, String alert) throws IOException {
        var page = PAGE.formatted(alert).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }
}
