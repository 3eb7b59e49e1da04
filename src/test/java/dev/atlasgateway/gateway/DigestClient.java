package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A client of Atlas that logs in with an API key, by HTTP Digest. */
public record DigestClient(RunningGateway gateway, String publicKey, String privateKey) {

    public static final String PUBLIC_KEY = "paydemoa";
    static final String PRIVATE_KEY = "7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d";

    /** The form in which curl answers. */
    static final String CURL = "username=\"{user}\", realm=\"MMS Public API\", nonce=\"{nonce}\", uri=\"{uri}\","
            + " cnonce=\"{cnonce}\", nc={nc}, qop=auth, response=\"{response}\", algorithm=MD5";

    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    private static final String CLIENT_NONCE = "YWFlZjgzMjVmNDQ5YmRi";

    public static DigestClient of(RunningGateway gateway) {
        return new DigestClient(gateway, PUBLIC_KEY, PRIVATE_KEY);
    }

    /** Sends a call in two halves, as clients do. */
    public Reply call(String method, String path, String body) {
        return send(method, path, body, answer(CURL, method, path, nonce(challenge(method, path, body))));
    }

    /** Sends the first half, which has the body already. */
    Reply challenge(String method, String path, String body) {
        return gateway.send(gateway.anonymous(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    Reply send(String method, String path, String body, String authorization) {
        return gateway.send(gateway.anonymous(path)
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(body)));
    }

    static String nonce(Reply challenge) {
        var nonce = NONCE.matcher(challenge.header("WWW-Authenticate"));
        if (!nonce.find()) {
            throw new AssertionError("no challenge: " + challenge);
        }
        return nonce.group(1);
    }

    String answer(String form, String method, String uri, String nonce) {
        return answer(form, method, uri, nonce, "00000001");
    }

    String answer(String form, String method, String uri, String nonce, String count) {
        var ha1 = md5(publicKey + ":MMS Public API:" + privateKey);
        var response = md5(ha1 + ":" + nonce + ":" + count + ":" + CLIENT_NONCE + ":auth:" + md5(method + ":" + uri));
        return "Digest "
                + form.replace("{user}", publicKey)
                        .replace("{nonce}", nonce)
                        .replace("{uri}", uri)
                        .replace("{cnonce}", CLIENT_NONCE)
                        .replace("{nc}", count)
                        .replace("{response}", response);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
