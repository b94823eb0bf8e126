package dev.gitops.git;

import java.io.EOFException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackInvalidException;

/** Tells the failures that a broken cache has. */
final class Damage {

    private Damage() {}

    static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingObjectException
                    || cause instanceof CorruptObjectException
                    || cause instanceof IncorrectObjectTypeException
                    || cause instanceof PackInvalidException
                    || cause instanceof ZipException
                    || cause instanceof DataFormatException
                    || cause instanceof IndexOutOfBoundsException
                    || cause instanceof EOFException
                            && !(failure instanceof org.eclipse.jgit.errors.TransportException)) {
                return true;
            }
        }
        return false;
    }
}
