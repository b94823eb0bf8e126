package dev.gitops.k8s.hook;

/** What a deployment is to its hooks. */
public enum Occasion {
    /** Nothing of the application was there. */
    INSTALL(Event.PRE_INSTALL, Event.POST_INSTALL),
    /** Something was. */
    UPGRADE(Event.PRE_UPGRADE, Event.POST_UPGRADE),
    /** What was there before comes back. */
    ROLLBACK(Event.PRE_ROLLBACK, Event.POST_ROLLBACK);

    private final Event before;
    private final Event after;

    Occasion(Event before, Event after) {
        this.before = before;
        this.after = after;
    }

    /** {@return the event before anything is written} */
    public Event before() {
        return before;
    }

    /** {@return the event after all is healthy} */
    public Event after() {
        return after;
    }
}
