package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPolicyTests {

    private static final String[] DATABASE_ONLY = {
        "networkPolicy.enabled=true", "networkPolicy.database.to[0].ipBlock.cidr=10.0.0.5/32"
    };

    private final Rendered production = Rendered.of(Chart.scenario("production"));

    @Test
    void letsOutToWhatTheGatewayNeedsAndNowhereElse() {
        assertThat(egress(production))
                .containsExactly(
                        "namespace kube-system: 53/UDP 53/TCP",
                        "namespace database: 5432/TCP",
                        "namespace database: 6379/TCP",
                        "10.20.0.0/16: 443/TCP",
                        "10.30.0.7/32: 3128/TCP");
    }

    @Test
    void leavesOutWhatNobodyNamedAndKeepsAtlasOutOfTheCompany() {
        var smallest = Rendered.of(Chart.scenario("one-replica"), DATABASE_ONLY);
        assertThat(egress(smallest))
                .containsExactly("namespace kube-system: 53/UDP 53/TCP", "10.0.0.5/32: 5432/TCP", "0.0.0.0/0: 443/TCP");
        assertThat(rules(smallest).getLast().getTo().getFirst().getIpBlock().getExcept())
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
    }

    @Test
    void resolvesNamesWhereItIsTold() {
        var elsewhere = Rendered.of(
                Chart.scenario("production"),
                "networkPolicy.dns.to[0].namespaceSelector.matchLabels.kubernetes\\.io/metadata\\.name=openshift-dns",
                "networkPolicy.dns.port=5353");
        assertThat(egress(elsewhere)).first().isEqualTo("namespace openshift-dns: 5353/UDP 5353/TCP");
    }

    @Test
    void confinesBothWays() {
        assertThat(production.the(NetworkPolicy.class).getSpec().getPolicyTypes())
                .containsExactly("Ingress", "Egress");
    }

    @Test
    void letsCallersInToCallsAndOnlyItsTestAndMonitoringToTheRest() {
        var ingress = production.the(NetworkPolicy.class).getSpec().getIngress();
        assertThat(ingress).extracting(NetworkPolicyTests::port).containsExactly("http", "management");
        assertThat(ingress.getFirst().getFrom())
                .singleElement()
                .satisfies(peer ->
                        assertThat(peer.getNamespaceSelector().getMatchLabels()).containsValue("ingress-nginx"));
        var peers = ingress.getLast().getFrom();
        assertThat(peers).hasSize(2);
        assertThat(production.the(Pod.class).getMetadata().getLabels())
                .containsAllEntriesOf(peers.getFirst().getPodSelector().getMatchLabels());
        assertThat(peers.getLast().getNamespaceSelector().getMatchLabels()).containsValue("monitoring");
    }

    private static String port(NetworkPolicyIngressRule rule) {
        return rule.getPorts().getFirst().getPort().getStrVal();
    }

    private static List<NetworkPolicyEgressRule> rules(Rendered rendered) {
        return rendered.the(NetworkPolicy.class).getSpec().getEgress();
    }

    /** Each rule as {@code where: port/protocol}. */
    private static List<String> egress(Rendered rendered) {
        return rules(rendered).stream().map(NetworkPolicyTests::told).toList();
    }

    private static String told(NetworkPolicyEgressRule rule) {
        var peer = rule.getTo().getFirst();
        assertThat(rule.getTo()).hasSize(1);
        var where = peer.getIpBlock() != null
                ? peer.getIpBlock().getCidr()
                : "namespace " + peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
        var ports = rule.getPorts().stream()
                .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                .toList();
        return where + ": " + String.join(" ", ports);
    }
}
