package dev.atlasgateway.caller.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.caller.DigestException;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header that answers a challenge. */
class DigestCredentialsTests {

    private static final String TARGET = "/api/atlas/v1.0/groups/1?pretty=true";

    /** The answer to a challenge of Atlas's form, computed with curl 7.88.1. */
    private static final String ANSWER = "username=\"paydemoa\", realm=\"MMS Public API\","
            + " nonce=\"AaIrfCTW+V29FkL2A5uxy69G4hdD/Wat\","
            + " uri=\"/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev?pretty=true\","
            + " cnonce=\"YWFlZjgzMjVmNDQ5YmRiMWRhNmMwYTBiNWJiYmIyYzE=\", nc=00000001, qop=auth,"
            + " response=\"323bb5cd39ff9cb82069e77b69c74918\", algorithm=MD5";

    private static final String FORM =
            "username=\"u\", realm=\"MMS Public API\", nonce=\"n\", uri=\"%s\", response=\"%s\", qop=auth, nc=00000001, cnonce=\"c\"";

    private static String form() {
        return FORM.formatted(TARGET, "0".repeat(32));
    }

    @Test
    void verifiesTheAnswerOfCurl() throws Exception {
        var credentials = DigestCredentials.read(
                ANSWER, "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev?pretty=true");
        assertThat(credentials.username()).isEqualTo("paydemoa");
        assertThat(credentials.nonceAndCount()).isEqualTo("AaIrfCTW+V29FkL2A5uxy69G4hdD/Wat:00000001");
        var ha1 = MessageDigest.getInstance("MD5")
                .digest("paydemoa:MMS Public API:7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d".getBytes(UTF_8));
        assertThat(credentials.isRight(ha1, "PATCH")).isTrue();
        assertThat(credentials.isRight(ha1, "GET")).isFalse();
        ha1[0]++;
        assertThat(credentials.isRight(ha1, "PATCH")).isFalse();
        assertThat(credentials.toString()).doesNotContain("323bb5cd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm=MD5",
                "algorithm=\"MD5\"",
                "algorithm=md5",
                "opaque=\"\"",
                "userhash=false",
                "charset=UTF-8",
                "future=\"a, b\\\" = c\""
            })
    void acceptsFurtherParameters(String parameter) {
        assertThat(DigestCredentials.read(form() + ", " + parameter, TARGET).username())
                .isEqualTo("u");
        assertThat(DigestCredentials.read(parameter + " ,\t" + form(), TARGET).username())
                .isEqualTo("u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qop=\"auth\"", "QOP=auth", "qop = auth"})
    void acceptsQopQuotedOrNot(String qop) {
        assertThat(DigestCredentials.read(form().replace("qop=auth", qop), TARGET)
                        .username())
                .isEqualTo("u");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "username=\"u\", | `` | username is missing",
                "username=\"u\" | username=\"\" | username is missing",
                "username=\"u\" | username*=UTF-8''u | username is missing",
                "cnonce=\"c\" | a=b | cnonce is missing",
                "qop=auth, | `` | qop is missing",
                "qop=auth | qop=auth-int | qop must be auth",
                "MMS Public API | Other | realm must be MMS Public API",
                "MMS Public API | mms public api | realm must be MMS Public API",
                "nc=00000001 | nc=1 | nc must be eight",
                "nc=00000001 | nc=0000000g | nc must be eight",
                "nc=00000001 | nc=00000001, algorithm=SHA-256 | algorithm must be MD5",
                "nc=00000001 | nc=00000001, algorithm=MD5-sess | algorithm must be MD5",
                "nc=00000001 | nc=00000001, userhash=true | userhash must be false",
                "nc=00000001 | nc=00000001, nc=00000002 | parameter twice",
                "nc=00000001 | nc=00000001, NC=00000001 | parameter twice",
                "response=\"0 | response=\"A | response must be 32 lower-case",
                "response=\"0 | response=\" | response must be 32 lower-case",
                "pretty=true | pretty=True | uri must be the path and query",
                "?pretty=true | `` | uri must be the path and query",
                "uri=\"/api | uri=\"http://localhost/api | uri must be the path and query",
                "uri=\"/api | uri=\"/%61pi | uri must be the path and query",
                "nc=00000001 | nc=00000001 nc | cannot be read",
                "nc=00000001 | nc | cannot be read",
                "nc=00000001 | nc= | cannot be read",
                "nc=00000001 | =1 | cannot be read",
                "cnonce=\"c\" | cnonce=\"c | cannot be read",
                "cnonce=\"c\" | cnonce=\"c\\ | cannot be read",
                "cnonce=\"c\" | cnonce=\"c\", | cannot be read",
                "cnonce=\"c\" | cnonce=\"c\"; a=b | cannot be read",
                "cnonce=\"c\" | cnonce=\"c\", Bearer x | cannot be read"
            })
    void refusesAndSaysWhatIsWrong(String part, String instead, String reason) {
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> DigestCredentials.read(form().replace(part, instead), TARGET))
                .satisfies(refused -> assertThat(refused.detail()).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "\"", "\\", "="})
    void refusesWhatIsNoHeader(String text) {
        assertThatExceptionOfType(DigestException.class).isThrownBy(() -> DigestCredentials.read(text, TARGET));
    }

    @Test
    void refusesALongHeader() {
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> DigestCredentials.read(form() + ", a=" + "x".repeat(8 * 1024), TARGET))
                .withMessageContaining("longer than 8 KiB");
    }
}
