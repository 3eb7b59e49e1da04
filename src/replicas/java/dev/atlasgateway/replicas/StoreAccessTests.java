package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atlasgateway.testing.PgBouncer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests ways to PostgreSQL under load: through PgBouncer, with TLS, and to the standby that takes over. */
@Timeout(300)
class StoreAccessTests {

    private static final Duration LOAD = Duration.ofSeconds(5);

    private final SharedServices services = new SharedServices();
    private @Nullable DebianPostgres debian;

    StoreAccessTests() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        var bin = DebianPostgres.installed();
        assumeTrue(bin.isPresent(), "skipped: no PostgreSQL of Debian's is installed");
        var started = DebianPostgres.start(bin.orElseThrow(), services.folder());
        debian = started;
        started.sql("postgres").sql("create role gateway login").update();
        started.sql("postgres").sql("create database gateway owner gateway").update();
    }

    @AfterEach
    void close() throws IOException {
        try (services) {
            if (debian != null) {
                debian.close();
            }
        }
    }

    private DebianPostgres postgres() {
        return Objects.requireNonNull(debian);
    }

    @ParameterizedTest
    @CsvSource({"transaction, 6", "session, 60"})
    void servesThroughAPooler(String mode, int sessions) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "skipped: pgbouncer is not installed (Debian package pgbouncer)");
        var postgres = postgres();
        var direct = postgres.url("gateway", "gateway");
        var settings = new ArrayList<String>();
        if (mode.equals("transaction")) {
            settings.add("--spring.flyway.url=" + direct);
        }
        try (var pooler = new PgBouncer(direct, mode, sessions, services.folder())) {
            settings.addAll(services.settings(pooler.url()));
            try (var first = new Replica(mode + "-1", services.folder(), settings);
                    var second = new Replica(mode + "-2", services.folder(), settings)) {
                first.start();
                second.start();
                try (var balancer = new Balancer(List.of(first, second));
                        var callers = services.payments(balancer)) {
                    var ledger = new Ledger(services.atlas(), postgres.sql("gateway"));
                    balancer.awaitEndpoints(2);
                    callers.start();
                    Thread.sleep(LOAD);
                    callers.stop();
                    ledger.awaitOutcomes();
                    ResultTable.SHARED.add(
                            "PgBouncer in %s mode, %d sessions for both replicas".formatted(mode, sessions),
                            callers.results(),
                            ledger.balance(callers.results()),
                            "—");
                    assertThat(callers.results()).hasSizeGreaterThan(20).allMatch(CallResult::succeeded);
                }
                assertThat(first.log() + second.log()).doesNotContain("PSQLException");
            }
        }
    }

    /** The URL has both hosts, so the gateway finds the new primary. Nothing is lost, because commits wait for the standby. */
    @Test
    void followsTheStandbyThatIsPromoted() throws Exception {
        var postgres = postgres();
        var certificate = giveCertificate(postgres);
        try (var standby = postgres.startStandby()) {
            var url =
                    "jdbc:postgresql://%s,%s/gateway?user=gateway&targetServerType=primary&sslmode=verify-full&sslrootcert=%s"
                            .formatted(postgres.address(), standby.address(), certificate);
            var store = JdbcClient.create(new DriverManagerDataSource(url + "&hostRecheckSeconds=1"));
            try (var gateway = new Replica("failed-over", services.folder(), services.settings(url))) {
                gateway.start();
                assertThat(encrypted(postgres)).containsOnly(true);
                try (var balancer = new Balancer(List.of(gateway));
                        var callers = services.payments(balancer)) {
                    var ledger = new Ledger(services.atlas(), store);
                    balancer.awaitEndpoints(1);
                    callers.start();
                    Thread.sleep(LOAD);
                    postgres.crash();
                    standby.promote();
                    var promoted = Instant.now();
                    Thread.sleep(LOAD);
                    awaitSuccess(callers);
                    callers.stop();
                    ledger.awaitOutcomes();
                    var recovery = ResultTable.recovery(callers.results(), promoted);
                    ResultTable.SHARED.add(
                            "Primary killed, its synchronous standby promoted (TLS, both hosts in the URL)",
                            callers.results(),
                            ledger.balance(callers.results()),
                            ResultTable.recovered(recovery));
                    assertThat(recovery).isLessThan(Duration.ofSeconds(15));
                }
                assertThat(encrypted(standby)).containsOnly(true);
            }
        }
    }

    /** A commit that no standby confirms is no record: the change is not sent to Atlas. */
    @Test
    void refusesChangesWhileNoStandbyAnswers() throws Exception {
        var postgres = postgres();
        try (var standby = postgres.startStandby();
                var gateway = new Replica(
                        "confirmed", services.folder(), services.settings(postgres.url("gateway", "gateway")))) {
            gateway.start();
            try (var balancer = new Balancer(List.of(gateway));
                    var callers = services.payments(balancer)) {
                assertThat(callers.change("orders-0").seen()).isEqualTo("200");
                standby.crash();
                services.atlas().clearReceived();
                assertThat(callers.change("orders-0").seen()).startsWith("503");
                assertThat(services.atlas().received())
                        .noneMatch(request -> request.method().equals("PATCH"));
                standby.start();
                Awaitility.await("a change that succeeds")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> callers.change("orders-0").succeeded());
            }
        }
    }

    private static void awaitSuccess(Callers callers) {
        Awaitility.await("calls that succeed").atMost(Duration.ofSeconds(60)).until(() -> {
            var since = Instant.now().minusSeconds(2);
            var recent = callers.results().stream()
                    .filter(call -> call.ended().isAfter(since))
                    .toList();
            return !recent.isEmpty() && recent.stream().allMatch(CallResult::succeeded);
        });
    }

    private static List<Boolean> encrypted(DebianPostgres server) {
        return server.sql("gateway")
                .sql("select ssl from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'gateway'")
                .query(Boolean.class)
                .list();
    }

    /** Makes a certificate for the loopback address, gives it to PostgreSQL, and returns its file. A standby copies it. */
    private Path giveCertificate(DebianPostgres postgres) throws Exception {
        var key = services.folder().resolve("postgres.key");
        var certificate = services.folder().resolve("postgres.crt");
        var openssl = new ProcessBuilder(
                        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=postgres -addext subjectAltName=IP:127.0.0.1 -keyout %s -out %s"
                                .formatted(key, certificate)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(services.folder().resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
        postgres.set("ssl_cert_file", certificate.toString());
        postgres.set("ssl_key_file", key.toString());
        postgres.set("ssl", "on");
        return certificate;
    }
}
