package dev.atlasgateway.gateway;

/** The interfaces of the gateway. Each has its own form of errors. */
enum Face {
    /** Atlas's API, the token endpoint and everything that no other interface serves. */
    CALLER,
    ADMIN_API,
    CONSOLE;

    /** @param path the path below the prefix as it was sent; empty if it could not be read */
    static Face of(String path) {
        if (path.startsWith("/api/")) {
            return CALLER;
        }
        if (isBelow(path, "/admin")) {
            return ADMIN_API;
        }
        return isBelow(path, "/console")
                        || isBelow(path, "/webjars")
                        || isBelow(path, "/oauth2/authorization")
                        || isBelow(path, "/login/oauth2")
                ? CONSOLE
                : CALLER;
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
