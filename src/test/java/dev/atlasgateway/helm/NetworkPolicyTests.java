package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTests {

    private static final String[] DATABASE_ONLY = {
        "networkPolicy.enabled=true", "networkPolicy.database.to[0].ipBlock.cidr=10.0.0.5/32"
    };

    private final Rendered production = Rendered.of(Chart.scenario("production"));

    @Test
    void allowsOnlyTheOutgoingTrafficThatTheGatewayNeeds() {
        assertThat(egress(production))
                .containsExactly(
                        "namespace kube-system: 53/UDP 53/TCP",
                        "namespace database: 5432/TCP",
                        "namespace database: 6379/TCP",
                        "10.20.0.0/16: 443/TCP",
                        "10.30.0.7/32: 3128/TCP");
    }

    @Test
    void omitsUnnamedPeersAndExcludesPrivateAddressesFromAtlas() {
        var smallest = Rendered.of(Chart.scenario("one-replica"), DATABASE_ONLY);
        assertThat(egress(smallest))
                .containsExactly(
                        "namespace kube-system: 53/UDP 53/TCP", "10.0.0.5/32: 5432/TCP", "0.0.0.0/0, ::/0: 443/TCP");
        assertThat(rules(smallest).getLast().getTo().getFirst().getIpBlock().getExcept())
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
        assertThat(rules(smallest).getLast().getTo().getLast().getIpBlock().getExcept())
                .containsExactly("fc00::/7", "fe80::/10");
    }

    @Test
    void allowsTheNamedDnsServer() {
        var elsewhere = Rendered.of(
                Chart.scenario("production"),
                "networkPolicy.dns.to[0].namespaceSelector.matchLabels.kubernetes\\.io/metadata\\.name=openshift-dns",
                "networkPolicy.dns.port=5353");
        assertThat(egress(elsewhere)).first().isEqualTo("namespace openshift-dns: 5353/UDP 5353/TCP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    config.gateway.caller.issuers[0].issuer=https://login.example.com                               | identityProvider
                    config.gateway.signin.issuers[0].issuer=https://login.example.com                               | identityProvider
                    config.spring.security.oauth2.client.provider.company.issuer-uri=https://login.example.com      | identityProvider
                    env[0].name=GATEWAY_CALLER_ISSUERS_0_ISSUER                                                     | identityProvider
                    env[0].name=SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_COMPANY_CLIENTID                         | identityProvider
                    config.management.opentelemetry.tracing.export.otlp.endpoint=http://traces:4318/v1/traces       | traces
                    env[0].name=MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT                               | traces
                    """)
    void requiresAPeerForEachServiceInTheSettings(String setting, String destination) {
        var smallest = Chart.scenario("one-replica");
        assertThatThrownBy(() -> Rendered.of(smallest, DATABASE_ONLY[0], DATABASE_ONLY[1], setting))
                .hasMessageContaining("networkPolicy." + destination + ".to is required");
        assertThat(egress(Rendered.of(
                        smallest,
                        DATABASE_ONLY[0],
                        DATABASE_ONLY[1],
                        setting,
                        "networkPolicy." + destination + ".to[0].ipBlock.cidr=10.9.0.0/16")))
                .anySatisfy(rule -> assertThat(rule).startsWith("10.9.0.0/16: "));
        assertThat(Rendered.of(smallest, setting).names()).as("an open network").isNotEmpty();
    }

    /** So that a wrong port fails at the installation, and not when the gateway first connects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    database.url=jdbc:postgresql://pooler:6432/gateway                     | database.ports must contain 6432, the port of database.url
                    database.url=jdbc:postgresql://one\\,two:5433/gateway?user=a@b          | database.ports must contain 5433, the port of database.url
                    database.migrationUrl=jdbc:postgresql://[2001:db8::1]:5433/gateway     | database.ports must contain 5433, the port of database.migrationUrl
                    redis.url=rediss://redis.example.com:6380/0                            | redis.ports must contain 6380, the port of redis.url
                    redis.url=rediss-sentinel://one\\,two/0?sentinelMasterId=a              | redis.ports must contain 26379, the port of redis.url
                    """)
    void requiresEachPortThatAUrlNames(String value, String sentence) {
        assertThatThrownBy(() -> Rendered.of(Chart.scenario("production"), value))
                .hasMessageContaining("networkPolicy." + sentence);
        assertThat(Rendered.of(Chart.scenario("production"), value, "networkPolicy.enabled=false")
                        .names())
                .as("an open network")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database.url=jdbc:postgresql://localhost:6432/gateway",
                "database.url=jdbc:postgresql://[2001:db8::1]/gateway",
                "database.url=jdbc:postgresql://${DATABASE}/gateway",
                "redis.url=rediss://redis.example.com/0"
            })
    void requiresNoPortOfAProxyInThePodNorOfADefault(String value) {
        assertThat(Rendered.of(Chart.scenario("production"), value).names()).isNotEmpty();
    }

    @Test
    void omitsTracesIfNoneAreExported() {
        var setting = "config.management.opentelemetry.tracing.export.otlp.timeout=5s";
        assertThat(egress(Rendered.of(Chart.scenario("one-replica"), DATABASE_ONLY[0], DATABASE_ONLY[1], setting)))
                .hasSize(3);
    }

    @Test
    void limitsBothDirections() {
        assertThat(production.the(NetworkPolicy.class).getSpec().getPolicyTypes())
                .containsExactly("Ingress", "Egress");
    }

    @Test
    void allowsCallersToCallsAndOnlyMonitoringToManagement() {
        var ingress = production.the(NetworkPolicy.class).getSpec().getIngress();
        assertThat(ingress).extracting(NetworkPolicyTests::port).containsExactly("http", "management");
        assertThat(ingress).extracting(rule -> rule.getFrom().size()).containsExactly(2, 2);
        for (var rule : ingress) {
            assertThat(production.the(Pod.class).getMetadata().getLabels())
                    .containsAllEntriesOf(
                            rule.getFrom().getFirst().getPodSelector().getMatchLabels());
        }
        assertThat(namespace(ingress.getFirst())).isEqualTo("ingress-nginx");
        assertThat(namespace(ingress.getLast())).isEqualTo("monitoring");
    }

    @Test
    void allowsEveryCallerIfNoneIsNamed() {
        var open = Rendered.of(Chart.scenario("one-replica"), DATABASE_ONLY);
        assertThat(open.the(NetworkPolicy.class)
                        .getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom())
                .isEmpty();
    }

    private static String namespace(NetworkPolicyIngressRule rule) {
        return rule.getFrom().getLast().getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
    }

    private static String port(NetworkPolicyIngressRule rule) {
        return rule.getPorts().getFirst().getPort().getStrVal();
    }

    private static List<NetworkPolicyEgressRule> rules(Rendered rendered) {
        return rendered.the(NetworkPolicy.class).getSpec().getEgress();
    }

    /** Each rule as {@code peer: port/protocol}. */
    private static List<String> egress(Rendered rendered) {
        return rules(rendered).stream().map(NetworkPolicyTests::told).toList();
    }

    private static String told(NetworkPolicyEgressRule rule) {
        var where = rule.getTo().stream().map(NetworkPolicyTests::told).collect(Collectors.joining(", "));
        var ports = rule.getPorts().stream()
                .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                .toList();
        return where + ": " + String.join(" ", ports);
    }

    private static String told(NetworkPolicyPeer peer) {
        return peer.getIpBlock() != null
                ? peer.getIpBlock().getCidr()
                : "namespace " + peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
    }
}
