package dev.atlasgateway.admin.console.layout;

import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Where the console's own files are: under a name that changes with their content, so that browsers keep them for good. */
public final class Assets {

    public static final String BASE = "/console/assets/";

    private final ResourceUrlProvider urls;

    public Assets(ResourceUrlProvider urls) {
        this.urls = urls;
    }

    /**
     * The address of a file.
     *
     * @param path below {@code static/console}, or that of a webjar without its version
     */
    public String url(String path) {
        var url = urls.getForLookupPath(BASE + path);
        if (url == null) {
            throw new IllegalArgumentException("the console has no file " + path);
        }
        return url;
    }
}
