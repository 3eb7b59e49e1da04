package dev.atlasgateway.gateway;

/** The form of an error: each interface of the gateway has its own. */
enum ErrorFormat {
    /** Atlas's API, the token endpoint and everything that no other interface serves. */
    ATLAS,
    /** RFC 9457, of the admin API. */
    PROBLEM_JSON,
    /** A page of the console. */
    PAGE;

    /** @param path the path below the prefix as it was sent; empty if it could not be read */
    static ErrorFormat of(String path) {
        if (path.startsWith("/api/")) {
            return ATLAS;
        }
        if (isBelow(path, "/admin")) {
            return PROBLEM_JSON;
        }
        return isBelow(path, "/console")
                        || isBelow(path, "/webjars")
                        || isBelow(path, "/oauth2/authorization")
                        || isBelow(path, "/login/oauth2")
                ? PAGE
                : ATLAS;
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
