package dev.atlasgateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CsvTests {

    @Test
    void quotesTextAndDoublesItsQuotes() {
        assertThat(Csv.line(List.of("a,b", "say \"hi\"", "two\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }

    @Test
    void writesNumbersPlainAndNullAsNothing() {
        assertThat(Csv.line(Arrays.asList(-1L, null, List.of(), 200))).isEqualTo("-1,,,200\r\n");
    }

    @Test
    void writesStructuresAsJson() {
        var json = JsonMapper.shared().readTree("{\"tags\": []}");

        assertThat(Csv.line(List.of(json, List.of("a")))).isEqualTo("\"{\"\"tags\"\":[]}\",\"[\"\"a\"\"]\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%0A"})
    void neverWritesAFormulaThatASpreadsheetWouldRun(String formula) {
        assertThat(Csv.line(List.of(formula))).isEqualTo("\"'" + formula + "\"\r\n");
    }
}
