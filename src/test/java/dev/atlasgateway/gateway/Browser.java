package dev.atlasgateway.gateway;

import dev.atlasgateway.testing.CompanyLogin;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the console: keeps cookies, sends forms as the pages would, and follows no redirect by itself. */
public final class Browser {

    /** Where pages say it: in {@code hx-headers}, escaped as an attribute is, or in a field of a form. */
    private static final Pattern TOKEN =
            Pattern.compile("(?:X-CSRF-TOKEN(?:&quot;|\"): ?(?:&quot;|\")|name=\"_csrf\" value=\")([^&\"]+)");

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    private String token = "";

    Browser(URI base) {
        this.base = base;
    }

    public Reply get(String path) {
        var page = send(request(path).GET());
        var found = TOKEN.matcher(page.body());
        if (found.find()) {
            token = found.group(1);
        }
        return page;
    }

    /** A form of this session: with the token that the last page brought. */
    public Reply post(String path, Map<String, String> form) {
        var fields = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(proven(request(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    /** With the token that the last page brought, which proves that the request is a page's. */
    public HttpRequest.Builder proven(HttpRequest.Builder request) {
        return request.header("X-CSRF-TOKEN", token);
    }

    public Browser signIn(String name, String password) {
        get("/console/sign-in");
        post("/console/sign-in", Map.of("username", name, "password", password));
        return this;
    }

    /** There and back by way of the company's OpenID provider. */
    public Browser signIn(CompanyLogin.Person person) {
        get(signInAtCompany(person));
        return this;
    }

    /** Where the provider sends the person back to. */
    public String signInAtCompany(CompanyLogin.Person person) {
        var there = get("/oauth2/authorization/company").header("Location");
        return get(there + "&" + CompanyLogin.person(person)).header("Location");
    }

    public Reply signOut() {
        return post("/console/sign-out", Map.of());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    public Reply send(HttpRequest.Builder request) {
        return Reply.to(http, request.build());
    }

    /** A cookie's value, empty without it. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
