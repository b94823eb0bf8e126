package hudson;

/** The name of Jenkins' exception of steps that fail, so that pipelines run in tests. */
public class AbortException extends RuntimeException {

    public AbortException(String message) {
        super(message);
    }
}
