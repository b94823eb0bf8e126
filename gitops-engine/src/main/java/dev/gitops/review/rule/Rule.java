package dev.gitops.review.rule;

import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;

/** A question about one object that changes. */
interface Rule {

    void look(RenderedPlace place, ObjectPair pair, Findings findings);
}
