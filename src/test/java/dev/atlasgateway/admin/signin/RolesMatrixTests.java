package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every page and endpoint, found where Spring finds it, times everybody who might come. */
class RolesMatrixTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final List<Door> DOORS = Door.all(GATEWAY);
    private static final long REVISION = revision();

    @Test
    void knowsWhomEveryDoorIsForAndOfNoOther() {
        assertThat(DOORS)
                .extracting(Door::toString)
                .as("the doors that Spring finds, and those of OpenFor")
                .containsExactlyInAnyOrderElementsOf(OpenFor.everyDoor());
    }

    @Test
    void findsEveryHandlerBehindOneOfTheTwoDoors() {
        assertThat(DOORS).allSatisfy(door -> assertThat(door.path()).matches("/(admin|console)(/.*)?"));
    }

    @TestFactory
    Stream<DynamicTest> letsInWhomItIsForAndNobodyElse() {
        return DOORS.stream()
                .filter(door -> open(door) != OpenFor.ANYBODY)
                .flatMap(door -> Stream.of(Visitor.values())
                        .map(visitor -> DynamicTest.dynamicTest(
                                "%s, %s".formatted(door, visitor), () -> check(door, visitor))));
    }

    @TestFactory
    Stream<DynamicTest> letsAnybodyComeToTheWayIn() {
        return DOORS.stream()
                .filter(door -> open(door) == OpenFor.ANYBODY)
                .map(door -> DynamicTest.dynamicTest(
                        door.toString(),
                        () -> assertThat(door.open(Visitor.NOBODY).status()).isIn(200, 400, 422)));
    }

    private static void check(Door door, Visitor visitor) {
        var reply = door.open(visitor);
        assertThat(turnedAway(door, reply))
                .as("%s answered %s %s", door, reply.status(), reply.body())
                .isNotEqualTo(open(door).admits(visitor));
        if (door.path().contains("{team}") && visitor == Visitor.LEAD_OF_ANOTHER) {
            assertThat(reply.status()).as("team against team").isIn(403, 404);
        }
    }

    private static OpenFor open(Door door) {
        return OpenFor.of(door).orElseThrow(() -> new AssertionError("for whom is " + door + "?"));
    }

    /** By the door, that is; what is behind it may refuse for reasons of its own. */
    private static boolean turnedAway(Door door, Reply reply) {
        return door.ofTheConsole()
                ? reply.header("Location").equals("/console/sign-in") || reply.status() == 403
                : reply.status() == 401 || reply.header("WWW-Authenticate").contains("insufficient_scope");
    }

    @AfterAll
    static void changesNothingOnTheWay() {
        assertThat(revision()).isEqualTo(REVISION);
    }

    private static long revision() {
        return GATEWAY.part(Policy.class).current().revision();
    }
}
