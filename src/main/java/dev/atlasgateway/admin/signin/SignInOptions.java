package dev.atlasgateway.admin.signin;

import java.util.List;

/**
 * Ways to sign in that the sign-in page offers.
 *
 * @param password whether the local admin exists, who signs in with name and password
 * @param providers the OpenID providers of the company
 */
public record SignInOptions(boolean password, List<Provider> providers) {

    /**
     * OpenID provider on the sign-in page.
     *
     * @param name the name that the page shows
     * @param path the path that starts the sign-in
     */
    public record Provider(String name, String path) {}
}
