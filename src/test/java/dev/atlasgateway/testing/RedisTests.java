package dev.atlasgateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;

class RedisTests {

    @Test
    void isARealServerOfASupportedVersion() {
        try (var redis = Redis.started()) {
            var info = redis.ask(commands -> commands.info("server"));
            assertThat(info).containsPattern("redis_version:(6\\.[2-9]|[7-9]|[1-9]\\d)");
        }
    }

    @Test
    void comesBackEmptyAtTheSameAddress() {
        try (var redis = Redis.started()) {
            redis.ask(commands -> commands.set("key", "value"));
            redis.stop();
            assertThatThrownBy(() -> redis.ask(RedisCommands::ping)).isInstanceOf(RedisConnectionException.class);
            redis.start();
            long left = redis.ask(commands -> commands.exists("key"));
            assertThat(left).isZero();
        }
    }
}
