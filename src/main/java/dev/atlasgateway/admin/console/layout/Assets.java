package dev.atlasgateway.admin.console.layout;

import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Finds the addresses of static files. The name of a file changes with its content, so that browsers may cache it forever. */
public record Assets(ResourceUrlProvider urls) {

    public static final String BASE = "/console/assets/";

    /**
     * Returns the address of a file.
     *
     * @param path below {@code static/console}, or in a webjar without its version
     */
    public String url(String path) {
        var url = urls.getForLookupPath(BASE + path);
        if (url == null) {
            throw new IllegalArgumentException("the console has no file " + path);
        }
        return url;
    }
}
