package dev.gitops.jobdsl.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A parameter of a job.
 *
 * @param type {@code string}, {@code boolean} or {@code choice}
 * @param name the parameter's name
 * @param values the choices of a choice, else the one default
 * @param description what stands beside it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record JobParameter(String type, String name, List<String> values, String description) {

    /** Copies the values. */
    public JobParameter {
        values = List.copyOf(values);
    }

    /**
     * A text, empty unless the person who starts the job writes one.
     *
     * @param name the parameter's name
     * @param description what stands beside it
     * @return the parameter
     */
    public static JobParameter text(String name, String description) {
        return new JobParameter("string", name, List.of(""), description);
    }

    /**
     * A switch that is off.
     *
     * @param name the parameter's name
     * @param description what stands beside it
     * @return the parameter
     */
    public static JobParameter off(String name, String description) {
        return new JobParameter("boolean", name, List.of("false"), description);
    }

    /**
     * One of given values; Jenkins refuses any other.
     *
     * @param name the parameter's name
     * @param choices the values, the default first
     * @param description what stands beside it
     * @return the parameter
     */
    public static JobParameter oneOf(String name, List<String> choices, String description) {
        return new JobParameter("choice", name, choices, description);
    }
}
