package dev.gitops.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The requests of one thing that is tried. Each returns the answer's JSON, or throws a {@link ForgeException}. */
public final class Call {

    private static final int MOST_PAGES = 1000;

    private final RestClient client;
    private final String what;

    Call(RestClient client, String what) {
        this.client = client;
        this.what = what;
    }

    /**
     * Reads.
     *
     * @param resource what
     * @return it
     */
    public Json get(Resource resource) {
        return send("GET", resource, Optional.empty(), Optional::empty);
    }

    /**
     * Reads what may not be there.
     *
     * @param resource what
     * @return it; empty where the host has none (404)
     */
    public Optional<Json> find(Resource resource) {
        try {
            return Optional.of(get(resource));
        } catch (ForgeException.NotFound e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an answer's header.
     *
     * @param resource what
     * @param header the header
     * @return its value
     */
    public Optional<String> header(Resource resource, String header) {
        return answer(request("GET", resource, Optional.empty())).header(header);
    }

    /**
     * Reads a list page by page, as far as the stream is read. Pages are asked for by number until the Link header names no next one; its URLs are not followed.
     *
     * @param resource the list, with the host's parameter for the size of a page
     * @return the items, in the host's order
     */
    public Stream<Json> list(Resource resource) {
        return Stream.iterate(page(resource, 1), page -> page != Page.NONE, page -> page.next(this, resource))
                .flatMap(page -> page.items().items().stream());
    }

    /**
     * Reads a list as Bitbucket pages it: {@code values}, {@code isLastPage} and {@code nextPageStart}.
     *
     * @param resource the list
     * @return the items, in the host's order
     */
    public Stream<Json> values(Resource resource) {
        return Stream.iterate(
                        Optional.of(new Values(get(resource), 0)),
                        Optional::isPresent,
                        page -> page.flatMap(values -> values.next(this, resource)))
                .flatMap(page -> page.orElseThrow().answer().items("values").stream());
    }

    private record Values(Json answer, long start) {

        /** A start that does not go on would never end. */
        Optional<Values> next(Call call, Resource resource) {
            if (answer.flag("isLastPage") || answer.maybe("nextPageStart").isEmpty()) {
                return Optional.empty();
            }
            long next = answer.number("nextPageStart");
            return next > start
                    ? Optional.of(new Values(call.get(resource.with("start", next)), next))
                    : Optional.empty();
        }
    }

    /**
     * Creates by a request whose repetition has no further effect.
     *
     * @param resource where
     * @param body what
     * @return the answer
     */
    public Json post(Resource resource, JsonNode body) {
        return send("POST", resource, Optional.of(body), Optional::empty);
    }

    /**
     * Creates once: where the answer was lost, what was to be made is looked for before the request is sent again.
     *
     * @param resource where
     * @param body what
     * @param carriedOut looks for what was to be made
     * @return the answer, or what was found
     */
    public Json postOnce(Resource resource, JsonNode body, Supplier<Optional<Json>> carriedOut) {
        return send("POST", resource, Optional.of(body), carriedOut);
    }

    /**
     * Replaces.
     *
     * @param resource what
     * @param body what it shall be
     * @return the answer
     */
    public Json put(Resource resource, JsonNode body) {
        return send("PUT", resource, Optional.of(body), Optional::empty);
    }

    /**
     * Changes.
     *
     * @param resource what
     * @param body what shall be different
     * @return the answer
     */
    public Json patch(Resource resource, JsonNode body) {
        return send("PATCH", resource, Optional.of(body), Optional::empty);
    }

    private Json send(String method, Resource resource, Optional<JsonNode> body, Supplier<Optional<Json>> carriedOut) {
        Request request = request(method, resource, body);
        try {
            return client.send(request, carriedOut).json(request);
        } catch (RestClient.CarriedOut done) {
            return done.made();
        }
    }

    private Request request(String method, Resource resource, Optional<JsonNode> body) {
        return new Request(what, method, client.url(resource), body);
    }

    private Answer answer(Request request) {
        try {
            return client.send(request, Optional::empty);
        } catch (RestClient.CarriedOut e) {
            throw new IllegalStateException("nothing was to be carried out", e);
        }
    }

    private Page page(Resource resource, int number) {
        Request request = request("GET", resource.with("page", number), Optional.empty());
        Answer answer = answer(request);
        Json items = answer.json(request);
        if (!items.isList()) {
            throw new ForgeException.Unexpected(
                    request,
                    answer.status(),
                    "was answered without a list",
                    "check that the URL of the forge is right and that its version is supported",
                    null);
        }
        return new Page(Optional.of(items), number, answer.hasNextPage());
    }

    private record Page(Optional<Json> answer, int number, boolean more) {
        static final Page NONE = new Page(Optional.empty(), 0, false);

        Json items() {
            return answer.orElseThrow();
        }

        Page next(Call call, Resource resource) {
            return more && number < MOST_PAGES ? call.page(resource, number + 1) : NONE;
        }
    }
}
