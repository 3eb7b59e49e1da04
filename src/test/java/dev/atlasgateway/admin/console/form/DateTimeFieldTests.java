package dev.atlasgateway.admin.console.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeFieldTests {

    private final FormErrors errors = new FormErrors();

    @ParameterizedTest
    @CsvSource({
        "2027-01-31,        '',       2027-01-31T00:00:00Z",
        "2027-01-31,        18:00,    2027-01-31T18:00:00Z",
        "2027-01-31,        18:00:07, 2027-01-31T18:00:07Z",
        "10000-01-01,       '',       +10000-01-01T00:00:00Z",
        "2027-01-31T18:00,  '',       2027-01-31T18:00:00Z",
        "2027-01-31T18:00Z, '',       2027-01-31T18:00:00Z",
        "2027-01-31 18:00,  '',       2027-01-31T18:00:00Z"
    })
    void readsADayWithOrWithoutATime(String day, String time, Instant moment) {
        assertThat(DateTimeField.of(day, time).read("expires", errors)).isEqualTo(moment);
        assertThat(errors.isEmpty()).isTrue();
    }

    @Test
    void readsNothingIfNothingWasTyped() {
        assertThat(DateTimeField.of(" ", null).read("expires", errors)).isNull();
        assertThat(errors.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', 18:00", "31.1.2027, ''", "2027-02-30, ''", "2027-01-31, noon", "tomorrow, ''", "2027-01, ''"})
    void rejectsAndKeepsATextThatCannotBeRead(String day, String time) {
        var typed = DateTimeField.of(day, time);
        typed.read("expires", errors);
        assertThat(errors.of("expires")).contains("must be a day");
        assertThat(typed).isEqualTo(new DateTimeField(day, time));
    }

    /** Moments that the inputs of a browser would show as empty, and so erase, if they were written as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-31T00:00:00.123456789Z",
                "2027-01-31T18:00:07.5Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59.999999999Z",
                "-0044-03-15T12:00:00Z"
            })
    void writesEveryMomentSoThatTheFieldsShowIt(Instant moment) {
        var typed = DateTimeField.of(moment);
        assertThat(typed.read("expires", errors)).isEqualTo(moment.truncatedTo(ChronoUnit.SECONDS));
        assertThat(errors.isEmpty()).isTrue();
        assertThat(typed.timeType()).isEqualTo("time");
        assertThat(typed.dayType()).isEqualTo(typed.day().length() == 10 ? "date" : "text");
    }
}
