package dev.gitops.jobdsl.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A call of the script, with the calls of its closure. */
record Call(String name, List<Object> arguments, List<Call> calls) {

    static Call of(String name, List<Object> arguments) {
        return new Call(name, arguments, new ArrayList<>());
    }

    Stream<Call> all(String wanted) {
        return Stream.concat(
                Stream.of(this).filter(call -> call.name().equals(wanted)),
                calls.stream().flatMap(call -> call.all(wanted)));
    }

    Object argument(String wanted) {
        return all(wanted).findFirst().orElseThrow().arguments().get(0);
    }

    String argumentText(String wanted) {
        return argument(wanted).toString();
    }

    boolean has(String wanted) {
        return all(wanted).findAny().isPresent();
    }

    @Override
    public String toString() {
        return name + arguments + (calls.isEmpty() ? "" : calls.toString());
    }
}
