package dev.gitops.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real headless Chromium, driven over its DevTools protocol. */
public final class Chromium implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Chromium(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", node -> {});
        }
    }

    /** {@return where it is installed} */
    public static Optional<String> installed() {
        return PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
    }

    /** Starts one with profiles in a folder; a busy machine is given a second and a third try. */
    public static Chromium start(Path folder) throws IOException, InterruptedException {
        IOException last = null;
        for (int attempt = 1; attempt <= 3; attempt++) {
            try {
                return start(folder.resolve("profile-" + attempt), folder.resolve("chromium-" + attempt + ".log"));
            } catch (IOException | CompletionException e) {
                last = new IOException("Chromium does not start: " + e.getMessage(), e);
            }
        }
        throw last;
    }

    private static Chromium start(Path profile, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        installed().orElseThrow(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return connect(process, profile.resolve("DevToolsActivePort"));
        } catch (IOException | CompletionException e) {
            end(process);
            throw new IOException(e + "\n" + Files.readString(log), e);
        }
    }

    private static Chromium connect(Process process, Path portFile) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && process.isAlive() && (!Files.exists(portFile) || Files.size(portFile) == 0); i++) {
            Thread.sleep(100);
        }
        String port = Files.readAllLines(portFile).get(0);
        HttpResponse<String> pages = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        for (JsonNode page : MAPPER.readTree(pages.body())) {
            if (page.path("type").asText().equals("page")) {
                return new Chromium(process, page.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("Chromium shows no page: " + pages.body());
    }

    /** The parameters of a call. */
    @FunctionalInterface
    public interface Parameters {
        /** Sets them. */
        void to(ObjectNode node);
    }

    /** Calls a method of the protocol and gives its result. */
    public JsonNode call(String method, Parameters parameters) {
        ObjectNode message = MAPPER.createObjectNode();
        int id = ids.incrementAndGet();
        message.put("id", id).put("method", method);
        parameters.to(message.putObject("params"));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonNode result = answer.orTimeout(60, TimeUnit.SECONDS).join();
        if (result.has("error")) {
            throw new IllegalStateException(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    /** Opens a page and waits until it is loaded. */
    public void open(String url) {
        navigate("about:blank");
        complaints.clear();
        navigate(url);
    }

    /** Runs no script of the pages that are opened from now on: they show what their server gave. */
    public void withoutScripts() {
        call("Emulation.setScriptExecutionDisabled", node -> node.put("value", true));
    }

    /** Opens a page and waits until an element is there: a page whose parts keep loading is never whole. */
    public void openUntil(String url, String selector) throws InterruptedException {
        call("Page.navigate", node -> node.put("url", url));
        String there = "document.querySelector(" + MAPPER.valueToTree(selector) + ") !== null";
        for (int tries = 0; tries < 600 && !evaluate(there).asBoolean(); tries++) {
            Thread.sleep(100);
        }
        if (!evaluate(there).asBoolean()) {
            throw new IllegalStateException(url + " shows no " + selector + ": "
                    + evaluate("document.title + ': ' + document.body.innerText.slice(0, 400)")
                            .asText());
        }
    }

    private void navigate(String url) {
        loaded = new CompletableFuture<>();
        call("Page.navigate", node -> node.put("url", url));
        loaded.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The value of an expression in the page. */
    public JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                node -> node.put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** What the console says of errors and of what the policy stopped. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Sets the size of the window. */
    public void window(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                node -> node.put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** Sets medium and colour scheme. */
    public void media(String media, String scheme) {
        call("Emulation.setEmulatedMedia", node -> {
            node.put("media", media);
            node.putArray("features")
                    .addObject()
                    .put("name", "prefers-color-scheme")
                    .put("value", scheme);
        });
    }

    /** Writes what the window shows as PNG. */
    public void screenshot(Path file) throws IOException {
        String data = call("Page.captureScreenshot", node -> node.put("format", "png"))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                receive(message);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void receive(String message) {
            try {
                JsonNode node = MAPPER.readTree(message);
                String method = node.path("method").asText();
                if (node.has("id")) {
                    answers.remove(node.path("id").asInt()).complete(node);
                } else if (method.equals("Page.loadEventFired")) {
                    loaded.complete(null);
                } else if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
                    complaints.add(node.path("params").toString());
                } else if (method.equals("Runtime.consoleAPICalled")
                        && Stream.of("error", "warning", "assert")
                                .anyMatch(node.path("params").path("type").asText()::equals)) {
                    complaints.add(node.path("params").toString());
                }
            } catch (IOException e) {
                complaints.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    /** Ends it with its children, which write into the profile until they are gone. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(5, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                each.destroyForcibly();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
