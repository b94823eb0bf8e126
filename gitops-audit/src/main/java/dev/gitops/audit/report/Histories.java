package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.report.Trail.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Long lists of records by page, the newest first: the timeline of all, and the history of each environment. */
final class Histories {

    private static final int PAGE = 200;

    private final ReportInput input;
    private final Trail trail;
    private final Pages pages;

    Histories(ReportInput input, Trail trail, Pages pages) {
        this.input = input;
        this.trail = trail;
        this.pages = pages;
    }

    /**
     * The older pages of the timeline, by file below the report's folder.
     *
     * @param shown how many records the first page shows
     * @param most how many records there shall be in all
     */
    Map<String, Html> timeline(int shown, int most) {
        List<List<Kept>> parts = parts(trail.newest(shown, most - shown));
        Map<String, Html> files = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String newer = i == 0 ? "../index.html#timeline-title" : file(i + 1);
            String older = i + 1 < parts.size() ? file(i + 3) : "";
            Html about = new Html().add("page {} of {}", i + 2, parts.size() + 1);
            files.put(
                    "timeline/" + file(i + 2),
                    page("../", "Timeline", about, parts.get(i), neighbours(newer, older), new Html()));
        }
        return files;
    }

    /** Whether the timeline has older pages. */
    boolean isLonger(int shown) {
        return trail.total() > shown;
    }

    /** The pages of an environment, by file below the report's folder. */
    Map<String, Html> environment(String environment, List<Kept> records, Html head) {
        List<List<Kept>> parts = parts(records);
        if (parts.isEmpty()) {
            parts = List.of(List.of());
        }
        long all = trail.countIn(environment);
        Map<String, Html> files = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean first = i == 0;
            String root = first ? "../" : "../../";
            String newer = first ? "" : i == 1 ? "../" + environment + ".html" : file(i);
            String older = i + 1 < parts.size() ? (first ? environment + "/" : "") + file(i + 2) : "";
            Html about = new Html().add("{}, page {} of {}", Page.counted(all, "record"), i + 1, parts.size());
            Html end = neighbours(newer, older);
            if (i + 1 == parts.size() && all > records.size()) {
                end.add(
                        "<p class=\"quiet\">The newest {}. The others: <code class=\"copy\">gitops audit search --in {} --offset {}</code></p>\n",
                        records.size(),
                        environment,
                        records.size());
            }
            files.put(
                    "environments/" + environment + (first ? ".html" : "/" + file(i + 1)),
                    page(root, environment, about, parts.get(i), end, first ? head : new Html()));
        }
        return files;
    }

    private Html page(String root, String title, Html about, List<Kept> records, Html end, Html head) {
        Html body = Page.head(input, root, title, about);
        body.add("{}", head);
        body.raw("<section aria-labelledby=\"history-title\"><h2 id=\"history-title\">History</h2>\n");
        body.add("{}{}</section>\n</main>\n", rows(root, read(records)), end);
        return Page.of(title + " \u2013 " + input.title(), root, body);
    }

    /** Records of several applications. */
    Html rows(String root, List<DeploymentRecord> records) {
        return RecordRows.of(
                input,
                records,
                record -> Optional.of(pages.app(root, record.app(), record.id())),
                record -> new Html());
    }

    static List<DeploymentRecord> read(List<Kept> records) {
        return records.stream().map(Kept::read).toList();
    }

    static <T> List<List<T>> parts(List<T> all) {
        return parts(all, PAGE);
    }

    static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }

    static String file(int page) {
        return "page-" + page + ".html";
    }

    /** Links to the pages before and after; an empty address is none. */
    static Html neighbours(String newer, String older) {
        Html html = new Html();
        if (newer.isEmpty() && older.isEmpty()) {
            return html;
        }
        html.raw("<nav class=\"pages\" aria-label=\"Pages\">");
        if (!newer.isEmpty()) {
            html.add("<a rel=\"prev\" href=\"{}\">Newer</a> ", newer);
        }
        if (!older.isEmpty()) {
            html.add("<a rel=\"next\" href=\"{}\">Older</a>", older);
        }
        return html.raw("</nav>\n");
    }
}
