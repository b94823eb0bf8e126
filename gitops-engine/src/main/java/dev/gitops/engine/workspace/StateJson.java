package dev.gitops.engine.workspace;

import com.fasterxml.jackson.databind.ObjectMapper;

/** How holds and stops are read and written. Hardly ever is there one, and making the mapper is a good part of a short command, so it is made for the first of them. */
final class StateJson {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private StateJson() {}
}
