package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class ForwardedHeadersCheckTests {

    @ParameterizedTest
    @ValueSource(strings = {"framework", "FRAMEWORK", ""})
    void stopsTheStartWithAStrategyThatBelievesCallers(String strategy) {
        assertThatThrownBy(() -> check(strategy))
                .hasMessageStartingWith("server.forward-headers-strategy must be native");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "NATIVE"})
    void acceptsTheOthers(String strategy) {
        assertThatCode(() -> check(strategy)).doesNotThrowAnyException();
    }

    private static void check(String strategy) {
        var environment = new MockEnvironment().withProperty("server.forward-headers-strategy", strategy);
        new ForwardedHeadersCheck(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
    }
}
