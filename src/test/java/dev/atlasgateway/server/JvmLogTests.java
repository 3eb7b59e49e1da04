package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.ReadsOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;

@ReadsOutput
class JvmLogTests {

    @TempDir
    private Path folder;

    @Test
    void logsEachWholeLineOfTheJvmOnceAndLeavesNoFile(CapturedOutput output) throws IOException {
        var file = Files.writeString(folder.resolve("jvm.log"), "[warning][aot] no cache here\n[error  ][gc] half a");
        var log = new JvmLog(Optional.of(file));
        log.logNewLines();
        assertThat(output).contains("WARN", "[warning][aot] no cache here").doesNotContain("half a");
        Files.writeString(file, " line\n", StandardOpenOption.APPEND);
        log.stop();
        assertThat(output).contains("ERROR", "[error  ][gc] half a line").containsOnlyOnce("no cache here");
        assertThat(file).doesNotExist();
    }

    @Test
    void findsTheFileThatTheImageGivesTheJvm() throws IOException {
        var options = Files.readAllLines(Path.of("src/image/java.options"));
        assertThat(options).contains("-Xlog:disable");
        assertThat(JvmLog.file(options, 7)).hasValue(Path.of("/tmp/atlas-gateway-jvm-7.log"));
        var withGcLog = Stream.concat(options.stream(), Stream.of("-Xlog:gc*:file=/tmp/gc.log"));
        assertThat(JvmLog.file(withGcLog.toList(), 7)).hasValue(Path.of("/tmp/atlas-gateway-jvm-7.log"));
        assertThat(JvmLog.file(List.of("-Xmx1g", "-Xlog:gc:file=/tmp/gc.log"), 7))
                .isEmpty();
    }
}
