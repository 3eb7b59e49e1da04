package dev.atlasgateway.admin.signin;

import java.util.List;

/**
 * What the sign-in page offers.
 *
 * @param password whether there is a local admin, who signs in by name and password
 * @param providers where people of the company sign in
 */
public record SignInOptions(boolean password, List<Provider> providers) {

    /**
     * An OpenID provider.
     *
     * @param name as people know it
     * @param path where signing in there begins
     */
    public record Provider(String name, String path) {}
}
