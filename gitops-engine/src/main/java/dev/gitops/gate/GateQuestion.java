package dev.gitops.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Operation;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.model.GateSpec;
import dev.gitops.spi.RenderedManifests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a gate is asked. The same change is asked with the same id and the same bytes, however often and by whomever, so that a gate can answer it once.
 *
 * @param app the application
 * @param environment the environment
 * @param operation what is to be done
 * @param from the environment that a promotion comes from
 * @param images the release that would be there
 * @param commit the commit that would be deployed
 */
public record GateQuestion(
        String app,
        String environment,
        Operation operation,
        Optional<String> from,
        List<ReleasedImage> images,
        Optional<String> commit) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_LENGTH = 32;

    /** Copies the images. */
    public GateQuestion {
        images = List.copyOf(images);
    }

    /**
     * The id of the change at a gate.
     *
     * @param gate the gate
     * @return 32 hexadecimal digits
     */
    public String id(GateSpec gate) {
        String digest = RenderedManifests.digest(gate.name() + "\n" + json(""));
        return digest.substring(digest.indexOf(':') + 1).substring(0, ID_LENGTH);
    }

    /** The body of the request. */
    byte[] body(String id) {
        return json(id).getBytes(StandardCharsets.UTF_8);
    }

    private String json(String id) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", id);
        json.put("app", app);
        json.put("environment", environment);
        json.put("operation", operation.word());
        from.ifPresent(source -> json.put("from", source));
        ArrayNode list = json.putArray("images");
        images.forEach(image -> list.addObject()
                .put("name", image.name())
                .put("image", image.image().toString()));
        commit.ifPresent(wanted -> json.put("commit", wanted));
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }
}
