package dev.sluice.catalog.deployment;

import org.junit.jupiter.api.Test;

import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;

class JobTypesTest {

    @Test
    void aNameIsWhatTheJobModuleSays() {
        assertThat(JobTypes.NAME.pattern()).isEqualTo(JobType.PATTERN);
    }
}
