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

/** A browser at the console: keeps cookies, sends forms as the pages do, and follows no redirects. */
public final class Browser {

    /** The CSRF token of a page: in {@code hx-headers}, escaped as an attribute, or in a form field. */
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

    /** Sends a form with the CSRF token of the last page. */
    public Reply post(String path, Map<String, String> form) {
        var fields = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(proven(request(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    /** Adds the CSRF token of the last page. */
    public HttpRequest.Builder proven(HttpRequest.Builder request) {
        return request.header("X-CSRF-TOKEN", token);
    }

    /** Returns the CSRF token of the last page. */
    public String token() {
        return token;
    }

    public Browser signIn(String name, String password) {
        get("/console/sign-in");
        post("/console/sign-in", Map.of("username", name, "password", password));
        return this;
    }

    /** Signs in at the OpenID provider of the company. */
    public Browser signIn(CompanyLogin.Person person) {
        get(signInAtCompany(person));
        return this;
    }

    /** Returns the address that the provider redirects to. */
    public String signInAtCompany(CompanyLogin.Person person) {
        var there = get("/oauth2/authorization/company").header("Location");
        return get(there + "&" + CompanyLogin.person(person)).header("Location");
    }

    public Reply signOut() {
        return post("/console/sign-out", Map.of());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(path.startsWith("/") ? URI.create(base + path) : base.resolve(path));
    }

    public Reply send(HttpRequest.Builder request) {
        return Reply.to(http, request.build());
    }

    /** Returns the value of a cookie; empty if it is not set. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
