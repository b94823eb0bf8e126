package dev.gitops.jobdsl.dsl;

import groovy.util.Node;
import groovy.util.XmlNodePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A folder, job or view that the script declared, with what its configure blocks wrote. */
record Item(String kind, String path, Call call, Node xml) {

    String configured() {
        StringWriter text = new StringWriter();
        XmlNodePrinter printer = new XmlNodePrinter(new PrintWriter(text), "");
        printer.setPreserveWhitespace(true);
        printer.print(xml);
        return text.toString().replace("\n", "");
    }

    String parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
