package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that the recorder notices what the real engine would do wrong in silence. */
class SeedScriptMutationTest {

    private static final String JOBS = JobPlan.of(Sample.shop()).json();

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', textBlock = """
            sandbox(true)                     | description('x'); sandbox(true)          | description is no method of CpsContext
            sandbox(true)                     | sandbox('true')                          | does not take [String]
            numToKeep(planned.keep)           | numToKeep(planned.keep as String)        | does not take [String]
            numToKeep(planned.keep)           | artifactKeep(planned.keep)               | artifactKeep is no method of LogRotatorContext
            regex(planned.regex)              | names([planned.regex])                   | does not take [ArrayList]
            recurse(true)                     | recurse('true')                          | does not take [String]
            lightweight(true)                 | quietPeriod(1)                           | quietPeriod is no method of CpsScmContext
            credentialsId(planned.credentials)| credentials(planned.credentials)         | credentials is no method of GitBranchSourceContext
            credentials(plan.inventory.credentials) | credentialsId(plan.inventory.credentials) | credentialsId is no method of RemoteContext
            booleanParam(parameter.name, parameter.values[0] == 'true', | booleanParam(parameter.name, parameter.values[0], | does not take [String, String, String]
            choiceParam(parameter.name, parameter.values, | choiceParam(parameter.name, parameter.values.join(','), | does not take [String, String, String]
            daysToKeep(planned.keepDays)      | disabled()                               | disabled is no method of DefaultOrphanedItemStrategyContext
            listView(planned.path)            | nestedView(planned.path)                 | the facts have no context NestedView
            status()                          | status('x')                              | does not take [String]
            """)
    void failsWhereACallIsWrong(String from, String to, String message) {
        assertThat(SeedRun.script()).contains(from);

        assertThatThrownBy(() -> SeedRun.declare(SeedRun.script().replace(from, to), JOBS))
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', textBlock = """
            pipelineJob(planned.path)         | pipelineJob('gitops/deliver/one')        | is declared twice
            plan.folders.each                 | plan.folders.reverse().each              | is declared before its folder
            """)
    void failsWhereATreeIsWrong(String from, String to, String message) {
        assertThatThrownBy(() -> SeedRun.declare(SeedRun.script().replace(from, to), JOBS))
                .hasMessageContaining(message);
    }
}
