package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.forge.bitbucket.BitbucketProvider;
import dev.gitops.http.Patience;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Comments and build statuses of Bitbucket Data Center, by its documents. */
class BitbucketTalkTest extends BitbucketContract {

    private static final String API = "/rest/api/1.0/projects/PLAT/repos/infra";
    private static final String PULL = API + "/pull-requests/7";
    private static final int SIZE = 50;

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(get("/rest/api/1.0/application-properties")
                .willReturn(ok("{\"version\": \"9.4.0\"}")
                        .withHeader("Content-Type", "application/json")
                        .withHeader("X-AUSERNAME", "bot")));
        return open(new BitbucketProvider(patience), HOST.baseUrl() + "/scm/PLAT/infra.git");
    }

    /** It tells activities, the newest first, and fewer at once than it is asked for. */
    @Override
    void has(List<Remark> comments) {
        List<Remark> newest = new ArrayList<>(comments);
        Collections.reverse(newest);
        for (int start = 0; start == 0 || start < newest.size(); start += SIZE) {
            int end = Math.min(newest.size(), start + SIZE);
            String values = newest.subList(start, end).stream()
                    .map(BitbucketTalkTest::activity)
                    .collect(Collectors.joining(", ", "[", "]"));
            boolean last = end == newest.size();
            HOST.stubFor(get(urlPathEqualTo(PULL + "/activities"))
                    .withQueryParam("start", start == 0 ? absent() : equalTo(Integer.toString(start)))
                    .willReturn(okJson(
                            "{\"size\": %d, \"isLastPage\": %s, \"start\": %d, \"nextPageStart\": %s, \"values\": %s}"
                                    .formatted(
                                            end - start, last, start, last ? "null" : Integer.toString(end), values))));
        }
    }

    private static String activity(Remark remark) {
        String author = remark.author() == null ? "null" : "{\"name\": " + quoted(remark.author()) + "}";
        return """
                {"id": %d, "action": "COMMENTED", "commentAction": "ADDED", "createdDate": 1795348800000,
                 "comment": {"id": %d, "version": 4, "author": %s, "text": %s, "comments": []}}
                """.formatted(remark.id() * 10, remark.id(), author, quoted(remark.text()));
    }

    @Override
    MappingBuilder writing() {
        return post(PULL + "/comments");
    }

    @Override
    MappingBuilder rewriting(Remark comment) {
        return put(urlPathEqualTo(PULL + "/comments/" + comment.id()))
                .withRequestBody(matchingJsonPath("$.version", equalTo("4")));
    }

    @Override
    MappingBuilder setting() {
        return post(API + "/commits/" + HEAD + "/builds");
    }

    @Override
    String said(JsonNode body) {
        return body.path("text").asText();
    }
}
