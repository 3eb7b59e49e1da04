package dev.atlasgateway.admin.console.layout;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.util.UriComponentsBuilder;

/** Builds links to pages of the console and encodes every value in them. */
public final class PageLinks {

    private PageLinks() {}

    /** Returns the link to the page of one item below a path: {@code /console/teams/payments}. */
    public static String item(String path, String key) {
        return UriComponentsBuilder.fromPath(path).pathSegment(key).encode().toUriString();
    }

    /** Returns the link to the same query with one more parameter. */
    public static String query(String path, Map<String, String> parameters, String name, String value) {
        var all = new TreeMap<>(parameters);
        all.put(name, value);
        return query(path, all);
    }

    /** Returns the link to a page with query parameters: {@code /console/audit?team=payments}. */
    public static String query(String path, Map<String, String> parameters) {
        var uri = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(parameters).toUriString();
    }
}
