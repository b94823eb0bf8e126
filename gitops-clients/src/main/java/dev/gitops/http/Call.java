package dev.gitops.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
     * Reads a list as Bitbucket Data Center pages it: {@code values}, {@code isLastPage} and {@code nextPageStart}.
     *
     * @param resource the list
     * @return the items, in the host's order
     */
    public Stream<Json> values(Resource resource) {
        AtomicLong start = new AtomicLong();
        return pages(get(resource), page -> {
            if (page.flag("isLastPage")) {
                return Optional.empty();
            }
            // A start that does not go on would never end.
            long next = page.integer("nextPageStart").orElse(0L);
            return next > start.getAndSet(next) ? Optional.of(get(resource.with("start", next))) : Optional.empty();
        });
    }

    /**
     * Reads a list as Bitbucket Cloud pages it: {@code values} and the URL of the {@code next} page, which is followed below this host's root only.
     *
     * @param resource the list
     * @return the items, in the host's order
     */
    public Stream<Json> linked(Resource resource) {
        return pages(get(resource), page -> page.maybe("next").map(url -> get(client.below(url, page))));
    }

    /**
     * Reads a list as Azure DevOps pages it: {@code value}, {@code $top} and {@code $skip}.
     *
     * @param resource the list
     * @param size how many items a page has
     * @return the items, in the host's order
     */
    public Stream<Json> skipped(Resource resource, int size) {
        return Stream.iterate(
                        skip(resource, size, 0),
                        // Where skipping is not heeded the same page comes again.
                        page -> !page.items().isEmpty(),
                        page -> page.items().size() < size || page.number() >= MOST_PAGES
                                ? new Skipped(List.of(), page.number() + 1)
                                : skip(resource, size, page.number() + 1).unless(page))
                .flatMap(page -> page.items().stream());
    }

    private Skipped skip(Resource resource, int size, int number) {
        return new Skipped(
                get(resource.with("$top", size).with("$skip", (long) number * size))
                        .list("value"),
                number);
    }

    private record Skipped(List<Json> items, int number) {
        Skipped unless(Skipped before) {
            boolean same = items.toString().equals(before.items.toString());
            return same ? new Skipped(List.of(), number) : this;
        }
    }

    private static Stream<Json> pages(Json first, Function<Json, Optional<Json>> next) {
        return Stream.iterate(Optional.of(first), Optional::isPresent, page -> page.flatMap(next))
                .limit(MOST_PAGES)
                .flatMap(page -> page.orElseThrow().list("values").stream());
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

    /**
     * Takes away.
     *
     * @param resource what
     */
    public void delete(Resource resource) {
        send("DELETE", resource, Optional.empty(), Optional::empty);
    }

    /**
     * Reads what is no JSON.
     *
     * @param resource what, in a form that the host answers as text
     * @return it
     */
    public String text(Resource resource) {
        return new String(answer(request("GET", resource, Optional.empty())).body(), StandardCharsets.UTF_8);
    }

    private Json send(String method, Resource resource, Optional<JsonNode> body, Supplier<Optional<Json>> carriedOut) {
        Request request = request(method, resource, body);
        return client.send(request, answer -> answer.json(request), carriedOut);
    }

    private Request request(String method, Resource resource, Optional<JsonNode> body) {
        return new Request(what, method, client.url(resource), body);
    }

    private Answer answer(Request request) {
        return client.send(request, Function.identity(), Optional::empty);
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
